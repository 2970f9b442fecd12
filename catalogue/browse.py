"""Narrowing the catalogue: what is asked for, the cards that answer, and the counts beside every choice."""

import math
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.analysis import query_terms
from catalogue.filing import index
from catalogue.models import Card, CardFacet, Facet

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
    """What a reader asks for: words as analysed terms, and the chosen values of each facet."""

    words: tuple = ()
    kind: tuple = ()
    topic: tuple = ()
    country: tuple = ()
    project: tuple = ()
    language: tuple = ()
    year: tuple = ()

    def chosen(self, facet):
        return getattr(self, facet)


def analysed(text):
    return tuple(query_terms(text))


def narrowed(criteria, but=None):
    """Live cards that meet the criteria, those of the facet `but` left aside; words not yet applied."""
    cards = Card.objects.live()
    for facet in Facet:
        if facet != but:
            cards = cards.having(facet, criteria.chosen(facet))
    return cards


def matching(criteria, but=None):
    cards = narrowed(criteria, but)
    return index().match(cards, criteria.words) if criteria.words else cards


def counts(version, criteria):
    """{facet: {value: number of cards}}; a facet's own choice does not narrow its own numbers.

    Kept in the process until the catalogue's version changes, a minute at most.
    """
    return _counts(version, int(timezone.now().timestamp()) // 60, criteria)


@lru_cache(maxsize=256)
def _counts(_version, _minute, criteria):
    narrowing = [facet for facet in Facet if criteria.chosen(facet)]
    others = [facet for facet in Facet if facet not in narrowing]
    parts = [CardFacet.objects.filter(facet__in=others, card__in=matching(criteria).values("pk"))]
    parts += [
        CardFacet.objects.filter(facet=facet, card__in=matching(criteria, but=facet).values("pk"))
        for facet in narrowing
    ]
    first, *rest = (part.order_by().values_list("facet", "value").annotate(Count("card")) for part in parts)
    found = {facet: {} for facet in Facet}
    for facet, value, number in first.union(*rest, all=True) if rest else first:
        found[Facet(facet)][value] = number
    return found


def total(criteria, numbers):
    """How many cards meet all criteria: every card has one kind."""
    kinds = numbers[Facet.KIND]
    return sum(kinds.get(kind, 0) for kind in criteria.kind) if criteria.kind else sum(kinds.values())


class CardPage:
    """One page of cards with the numbers a pagination needs; the total is already known from the counts."""

    def __init__(self, criteria, sort, number, count):
        self.count = count
        self.pages = min(max(1, math.ceil(count / settings.PAGE_SIZE)), MOST_PAGES)
        self.number = number
        if not 1 <= number <= self.pages:
            raise Http404(_("There is no such page of the catalogue."))
        start = (number - 1) * settings.PAGE_SIZE
        self.first, self.last = start + 1 if count else 0, min(start + settings.PAGE_SIZE, count)
        self.cards = sorted_cards(criteria, sort, start, start + settings.PAGE_SIZE)

    @property
    def previous(self):
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self):
        return self.number + 1 if self.number < self.pages else None

    @property
    def numbers(self):
        """Page numbers to show, None for a gap: 1 … 4 5 6 … 12."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown = sorted(number for number in near if 1 <= number <= self.pages)
        gaps = zip([0, *shown], shown, strict=False)
        return [item for before, number in gaps for item in ([None] if number - before > 1 else []) + [number]]


def sorted_cards(criteria, sort, start, stop):
    if sort == "relevance" and criteria.words:
        return index().ranked(narrowed(criteria), criteria.words, start, stop)
    cards = matching(criteria)
    if sort == "title":
        cards = cards.in_alphabet()
    elif sort in {"newest", "oldest"}:
        cards = cards.by_date(newest_first=sort == "newest")
    else:
        cards = cards.order_by("-score", "pk")
    return list(cards[start:stop])
