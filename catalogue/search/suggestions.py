"""What the search box offers while one types, and where to go when nothing was found."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.analysis import index_terms
from catalogue.caches import kept_per_version
from catalogue.filing import counts, vocabulary
from catalogue.filing.filing import current_state, index
from catalogue.labels import labels
from catalogue.models import Card, Facet
from catalogue.search.expressions import BEST_10, Term, every, public
from catalogue.search.query import understood
from catalogue.text import fold, words

MOST_WORDS, MOST_TOPICS, MOST_TITLES = 5, 3, 4
SHORTEST_TITLE_PREFIX = 3
RECENT_CARDS = 60


class Suggestion(NamedTuple):
    text: str
    note: str  # what it is: “topic”, “Good practice”; a word has none
    address: str


def suggestions(typed):
    """Words that go on as typed, topics and titles; only what the public can find."""
    state = current_state()
    *before, last = words(typed) or [""]
    if not last:
        return [topic_suggestion(*topic) for topic in popular_topics(state.version, MOST_WORDS)]
    first = understood(" ".join(before))
    return [
        *word_suggestions(typed, first, last),
        *topic_suggestions(typed, state.version),
        *title_suggestions(first, last, BEST_10 if state.best_10 else None),
    ]


def word_suggestions(typed, first, last):
    """The text with its last word written out, each of which finds something."""
    candidates = vocabulary.beginning_with(last)
    if not candidates or not typed.rstrip().lower().endswith(last):
        return []
    parts, params = [], []
    for term, _shown in candidates:
        sql, values = index().ids(public(every(first.widened(), Term(term))))
        parts.append(f"EXISTS ({sql})")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        found = [shown for (_term, shown), known in zip(candidates, cursor.fetchone(), strict=True) if known]
    start = typed.rstrip()[: -len(last)]
    address = reverse("catalogue") + "?"
    return [Suggestion(start + shown, "", address + urlencode({"q": start + shown})) for shown in found[:MOST_WORDS]]


def topic_suggestions(typed, version):
    """Topics with a word that begins as typed."""
    start = fold(typed.strip())
    found = [(slug, label) for slug, label, folded in folded_topics(version, get_language()) if f" {start}" in folded]
    return [topic_suggestion(*topic) for topic in found[:MOST_TOPICS]]


@kept_per_version(4)
def folded_topics(version, _language):
    numbers = counts.numbers(version)[Facet.TOPIC]
    stored = labels(Facet.TOPIC, version)
    return [(slug, label, f" {fold(label)}") for slug, label in stored.items() if numbers.get(slug)]


def topic_suggestion(slug, label):
    return Suggestion(label, _("topic"), reverse("catalogue") + "?" + urlencode({"topic": slug}))


def title_suggestions(first, last, among):
    return [Suggestion(card.title, card.kind_label, card.address) for card in cards_by_title(first, last, among)]


def titled_cards(typed):
    """The best public entries whose title holds the words typed, the last of them begun."""
    *before, last = words(typed) or [""]
    return cards_by_title(understood(" ".join(before)), last) if last else []


def cards_by_title(first, last, among=None):
    """The best cards with the words in their title: the last one begun, else as a word in whatever form."""
    if len(fold(last)) < SHORTEST_TITLE_PREFIX or not fold(last).isalnum():
        return []
    begun = index().with_prefix(public(every(among, first.in_titles())), f"title_{fold(last)}")
    return best_cards(*begun) or best_cards(
        *index().ids(public(every(among, first.in_titles(), understood(last).in_titles())))
    )


def best_cards(sql, params):
    columns = ", ".join(f"card.{field.column}" for field in Card._meta.concrete_fields)
    found = Card.objects.raw(
        f"WITH found AS MATERIALIZED ({sql} LIMIT 500) SELECT {columns} FROM found "
        "JOIN catalogue_card AS card ON card.id = found.id ORDER BY card.score DESC, card.id LIMIT %s",
        [*params, MOST_TITLES],
    )
    return list(found)


# --- Topics to go on with ---


def popular_topics(version, most):
    """(slug, label) of the topics that most entries carry."""
    stored = labels(Facet.TOPIC, version)
    numbers = counts.numbers(version)[Facet.TOPIC]
    ordered = sorted((slug for slug in numbers if slug in stored), key=lambda slug: (-numbers[slug], slug))
    return [(slug, stored[slug]) for slug in ordered[:most]]


def recent_topics(version, most):
    """(slug, label) of the topics of what was published last."""
    stored = labels(Facet.TOPIC, version)
    return [(slug, stored[slug]) for slug in recent_slugs(version) if slug in stored][:most]


@kept_per_version(2)
def recent_slugs(_version):
    newest = Card.objects.live().order_by("-published_at").values_list("facets", flat=True)[:RECENT_CARDS]
    pairs = (pair.partition(":") for facets in newest for pair in facets.split())
    return list(dict.fromkeys(value for facet, _colon, value in pairs if facet == Facet.TOPIC))


def nearest_topics(version, asked, most):
    """(slug, label) of the topics nearest to a query that found nothing: those with a word of it, or one like it."""
    near = []
    for slug, label, label_terms in analysed_topics(version, get_language()):
        shared = max((likeness(term, terms) for terms in label_terms for term in asked.terms), default=0)
        if shared:
            near.append((-shared, label, slug))
    return [(slug, label) for _shared, label, slug in sorted(near)[:most]]


@kept_per_version(4)
def analysed_topics(version, language):
    return [(slug, label, index_terms(label)) for slug, label, _folded in folded_topics(version, language)]


def likeness(term, terms):
    """3 for the same word, 2 for the same beginning, 1 for a letter's difference, else 0."""
    if term in terms:
        return 3
    if len(term) > 4 and any(other[:5] == term[:5] for other in terms):
        return 2
    return 1 if len(term) > 4 and any(vocabulary.distance(term, other) == 1 for other in terms) else 0
