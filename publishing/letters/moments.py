"""Entries that are of use until a moment: deadlines and events. Rooms to the right say which theirs are."""

from typing import NamedTuple

DEADLINE, EVENT, OTHER = range(3)  # in this order they stand in an issue


class Moment(NamedTuple):
    group: int
    order: str  # sorts within the group
    is_over: bool
    words: dict  # {language: how it is told}


MOMENTS = {}  # {kind: function that takes primary keys and gives {primary key: Moment}}


def moments_of(cards):
    """{(kind, primary key): Moment} of those that have one; a fixed number of queries for each kind."""
    found = {}
    for kind in sorted({card.kind for card in cards} & MOMENTS.keys()):
        keys = [card.object_id for card in cards if card.kind == kind]
        found |= {(kind, pk): moment for pk, moment in MOMENTS[kind](keys).items()}
    return found
