"""Narrowing the catalogue: what is asked for, the cards that answer, and the numbers beside every choice."""

import math
from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.caches import kept_per_version
from catalogue.filing import counts, vocabulary
from catalogue.filing.filing import index
from catalogue.models import Card, Facet
from catalogue.prepared import Prepared
from catalogue.search import finding
from catalogue.search.expressions import every, facet_term, public, some
from catalogue.search.query import Query

# Deep pages cost more the deeper they are, and nobody reads them: narrowing helps more.
MOST_PAGES = 200

SORTS = {
    "relevance": _("Best match"),
    "recommended": _("Recommended"),
    "title": _("Title, A–Ž"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
}


class Criteria(NamedTuple):
    """What a reader asks for: words, and the chosen values of each facet.

    `loose` is empty where all words must be there; else it says how much each of them weighs.
    """

    query: Query = Query()
    kind: tuple = ()
    topic: tuple = ()
    country: tuple = ()
    project: tuple = ()
    language: tuple = ()
    year: tuple = ()
    stage: tuple = ()
    standing: tuple = ()
    direction: tuple = ()
    place_type: tuple = ()
    post_type: tuple = ()
    loose: tuple = ()

    def chosen(self, facet):
        return getattr(self, facet)

    @property
    def plain(self):
        """Nothing is asked for beyond a kind: what the kept numbers and the indexes of the table answer."""
        return not self.query and not any(self.chosen(facet) for facet in Facet if facet != Facet.KIND)

    def filters(self, but=None):
        """What the chosen values ask of the index, those of the facet `but` left aside."""
        chosen = ((facet, self.chosen(facet)) for facet in Facet if facet != but)
        return every(*(some(*(facet_term(facet, value) for value in values)) for facet, values in chosen if values))

    def loosened(self):
        """The same where some of the words will do: rare ones weigh more."""
        return self._replace(loose=vocabulary.weights([piece.places[0] for piece in self.query.wanted]))

    def matching(self, but=None):
        words = self.query.some_of() if self.loose else self.query.widened()
        return every(words, self.filters(but))

    def asked(self):
        filters = self.filters()
        pieces = tuple(piece.expression() for piece in self.query.wanted)
        return finding.Asked(
            matching=self.matching(),
            literal=every(self.query.literal(), filters) if pieces and not self.loose else None,
            titled=every(self.query.in_titles(), filters) if pieces else None,
            words=(some if self.loose else every)(*pieces),
            pieces=tuple(zip(pieces, self.loose, strict=True)) if self.loose else (),
        )


class Found(NamedTuple):
    """What is known of the matches before any is read."""

    numbers: dict  # {facet: {value: number}}; a facet's own choice does not narrow its own numbers
    total: int
    exact: bool
    size: finding.Size
    version: int


@kept_per_version(256)
def found(version, criteria):
    """Kept in the process until the catalogue's version changes."""
    if criteria.plain:
        return kept_numbers(version, criteria)
    narrowing = [facet for facet in Facet if criteria.chosen(facet)]
    asked = criteria.asked()
    wanted = [asked.matching, *(criteria.matching(but=facet) for facet in narrowing)]
    parts = [asked.titled or asked.matching, asked.literal or asked.matching]
    *sizes, titled, literal = finding.sizes(index(), [*wanted, *parts])
    first, *others = finding.numbers(index(), wanted, sizes)
    by_facet = dict(zip(narrowing, others, strict=True))
    numbers = {facet: values_of(by_facet.get(facet, first), facet) for facet in Facet}
    return Found(numbers, first.total, first.exact, finding.Size(sizes[0], titled, literal), version)


def matches(cards, criteria):
    """The cards of a queryset that answer, all of them and in its order."""
    return cards if criteria.plain else finding.among(index(), cards, public(criteria.matching()))


def answering(criteria):
    """All public cards that answer."""
    return matches(Card.objects.live().filter(**of_kinds(criteria.kind)), criteria)


def kept_numbers(version, criteria):
    numbers = counts.numbers(version, criteria.kind)
    kinds = numbers[Facet.KIND]
    total = sum(kinds[kind] for kind in criteria.kind or kinds)
    return Found(numbers, total, True, finding.Size(0), version)


def values_of(numbers, facet):
    return {value: number for (name, value), number in numbers.values.items() if name == facet}


class CardPage:
    """One page of cards with the numbers a pagination needs."""

    def __init__(self, criteria, sort, number, found, size=None):
        self.size = size or settings.PAGE_SIZE
        self.count, self.exact = found.total, found.exact
        # Of many matches only the best are told apart.
        told_apart = criteria.plain or found.size.few or (found.exact and sort not in {"relevance", "recommended"})
        self.reach = found.total if told_apart else min(found.total, finding.RANKED)
        most = MOST_PAGES if told_apart else finding.RANKED // self.size
        self.pages = min(max(1, math.ceil(self.reach / self.size)), max(most, 1))
        self.number = number
        if not 1 <= number <= self.pages:
            raise Http404(_("There is no such page of the catalogue."))
        start = (number - 1) * self.size
        self.cards = finding.still_public(cards(criteria, sort, found, start, start + self.size))
        self.first, self.last = start + 1 if self.cards else 0, start + len(self.cards)

    @property
    def previous(self):
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self):
        return self.number + 1 if self.number < self.pages else None

    @property
    def more_than_shown(self):
        """Whether there are matches that no page shows."""
        return self.pages * self.size < self.count

    @property
    def numbers(self):
        """Page numbers to show, None for a gap: 1 … 4 5 6 … 12."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown = sorted(number for number in near if 1 <= number <= self.pages)
        gaps = zip([0, *shown], shown, strict=False)
        return [item for before, number in gaps for item in ([None] if number - before > 1 else []) + [number]]


def cards(criteria, sort, found, start, stop):
    if criteria.plain:
        return list(statement(criteria.kind, sort, get_language(), start, stop).of(None))
    if sort in {"title", "newest", "oldest"}:
        return finding.in_order(index(), criteria.asked(), found.size, ordered(Card.objects.all(), sort), start, stop)
    if stop <= finding.RANKED:
        pks = first(found.version, criteria, sort, found.size)[start:stop]
    else:
        pks = finding.ranked(index(), to_rank(criteria, sort), found.size, start, stop)
    return finding.cards_of(pks)


@kept_per_version(256)
def first(_version, criteria, sort, size):
    """The primary keys of all that are told apart, the best first: another page of them costs no search."""
    return finding.ranked(index(), to_rank(criteria, sort), size, 0, finding.RANKED)


def to_rank(criteria, sort):
    asked = criteria.asked()
    return asked._replace(literal=None, titled=None, words=None) if sort == "recommended" else asked


@kept_per_version(256)
def statement(kinds, sort, _language, start, stop):
    """One page of all cards of some kinds; written once, whatever the version of the catalogue."""
    return Prepared(lambda _address: ordered(Card.objects.live().filter(**of_kinds(kinds)), sort)[start:stop])


def of_kinds(kinds):
    """One kind is asked for as such: then an index gives the order too."""
    if len(kinds) == 1:
        return {"kind": kinds[0]}
    return {"kind__in": kinds} if kinds else {}


def ordered(cards, sort):
    if sort == "title":
        return cards.in_alphabet()
    if sort in {"newest", "oldest"}:
        return cards.by_date(newest_first=sort == "newest")
    return cards.order_by("-score", "pk")
