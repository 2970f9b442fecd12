"""Practices that may answer a goal or an action, beside its page on the desk; one press cites one."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalogue.forms import MOST_LETTERS, CatalogueSearch
from catalogue.languages import LANGUAGES, in_order
from catalogue.missing import NoSuchPage
from catalogue.models import Card, Kind, TaggedTopic, Topic
from catalogue.thesaurus import narrower_of
from library.models import Practice
from plans.figures.suggestions import Candidate, suggested
from publishing.keeping import marks_sent
from publishing.refusals import Overtaken, Refused
from publishing.row_cells import new_uid
from publishing.row_lists import change_rows, place_of, room_for_one
from publishing.row_merging import UID
from publishing.snapshot import FURTHER
from publishing.views.keeping import too_late
from publishing.views.row_pages import page_of, save, show_row
from publishing.views.signed_out import kept_when_signed_out
from publishing.views.writing import to_write
from publishing.writing import TOPICS

MOST_HITS = 20
COLUMNS = {"goals": "goal_id", "actions": "action_id"}  # {relation: column of its evidence}


class Suggestion(NamedTuple):
    """A practice with the names of the topics that it shares."""

    card: object
    topics: list
    is_failure: bool


def practices_for(content, relation, uid):
    """The best five: published, with a topic of the row (else of the plan) or a narrower one, not cited there yet."""
    row = next(row for row in content.get(relation) or [] if row[UID] == uid)
    topics = topics_of(content, row)
    shared = shared_topics(topics, cited(content, relation, uid))
    places = places_in_search(title_of(row)) if shared else {}
    cards = {card.object_id: card for card in Card.objects.live().of_kind(Kind.PRACTICE).filter(object_id__in=shared)}
    found = suggested(Candidate(pk, len(shared[pk]), places.get(pk), card.score) for pk, card in sorted(cards.items()))
    practices = Practice.objects.in_bulk([one.id for one in found])
    return [suggestion(cards[one.id], shared[one.id], topics, practices[one.id]) for one in found]


def suggestion(card, shared, topics, practice):
    names = [str(topics[pk]) for pk in topics if pk in shared]
    return Suggestion(card, names, practice.outcome == Practice.Outcome.FAILURE)


def topics_of(content, row):
    """{primary key: topic} of the row, or else of the plan."""
    slugs = [*content.get(TOPICS, []), *content.get(FURTHER, [])]
    wanted = {"pk": row["topic_id"]} if row.get("topic_id") else {"slug__in": slugs}
    return {topic.pk: topic for topic in Topic.objects.filter(**wanted)}


def cited(content, relation, uid):
    """Primary keys of the practices that the row cites."""
    mine = (row for row in content.get("evidence") or [] if row.get(COLUMNS[relation]) == uid)
    return {row["practice_id"] for row in mine if row.get("practice_id")}


def shared_topics(topics, but):
    """{primary key of a published practice: the topics that it carries itself or in a narrower one}."""
    roots = defaultdict(set)  # {topic or narrower one: the wanted ones above it}
    below = narrower_of(set(topics))
    for pk, topic in topics.items():
        for carried in (topic, *below.get(pk, ())):
            roots[carried.pk].add(pk)
    tagged = TaggedTopic.objects.filter(
        content_type=ContentType.objects.get_for_model(Practice),
        tag__in=roots,
        object_id__in=Practice.objects.published().exclude(pk__in=but).values("pk"),
    )
    found = defaultdict(set)
    for practice, topic in tagged.values_list("object_id", "tag"):
        found[practice] |= roots[topic]
    return found


def title_of(row):
    return next((text for code in in_order() if (text := row.get(f"title_{code}"))), "")


def places_in_search(title):
    """{primary key of a practice: its place among the first twenty hits for the title}."""
    if not title:
        return {}
    asked = QueryDict(mutable=True)
    asked["q"] = title[:MOST_LETTERS]
    hits = CatalogueSearch(asked, kind=Kind.PRACTICE).page(1, MOST_HITS).cards
    return {card.object_id: place for place, card in enumerate(hits, start=1)}


def beside(relation, version, uid, person):
    """What the page of a goal or an action shows beside it."""
    found = practices_for(version.content, relation, uid)
    context = {"found": found, "version": version, "relation": relation, "uid": uid}
    return render_to_string("plans/taking/suggested.html", context)


def beside_goal(version, uid, person):
    return beside("goals", version, uid, person)


def beside_action(version, uid, person):
    return beside("actions", version, uid, person)


# --- Citing ---


@kept_when_signed_out
@require_POST
def cite(request, pk, relation, uid):
    """Save what is typed on the page of the row, then add the practice to its evidence."""
    dossier, version = to_write(request.user, pk)
    page = page_of(version, relation, uid, request.POST, request.FILES)
    practice = Practice.objects.published().filter(pk__in=numbers_in(request.POST.get("cite"))).first()
    if practice is None or relation not in COLUMNS:
        raise NoSuchPage
    try:
        conflicts = save(request, version, page, told=marks_sent(request.POST, "told"))
        if conflicts:
            return show_row(request, dossier, page)
        change_rows(version=version, by=request.user, change=citation(practice, relation, uid))
    except Overtaken as reason:
        return too_late(request, dossier, page.title, page, reason)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Saved, and “%(title)s” is cited.") % {"title": practice})
    return redirect("row_page", pk, relation, uid)


def numbers_in(text):
    """The one number that a button sends; nonsense is none."""
    return [int(text)] if text and text.isascii() and text.isdecimal() and len(text) < 10 else []


def citation(practice, relation, uid):
    """A change that cites a practice under a row, once."""

    def change(writing, content):
        place_of(content.get(relation) or [], uid)
        if practice.pk in cited(content, relation, uid):
            return content, uid
        row = {UID: new_uid(), COLUMNS[relation]: uid, "practice_id": practice.pk}
        row |= {f"label_{code}": getattr(practice, f"title_{code}") or str(practice) for code in LANGUAGES}
        return content | {"evidence": [*room_for_one(writing, "evidence", content), row]}, uid

    return change
