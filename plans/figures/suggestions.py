"""Which practices are offered at a goal or an action, and in which order."""

from dataclasses import dataclass
from math import inf

MOST_SUGGESTIONS = 5


@dataclass(frozen=True)
class Candidate:
    """A published practice: how many topics it shares, its place in the search for the title (from 1, or None if it is
    not among the first twenty), the score of its card."""

    id: int
    shared: int
    place: int | None
    score: int


def suggested(candidates):
    """The best five that share a topic: by shared topics, place in the search, score of the card, id."""
    return sorted((one for one in candidates if one.shared > 0), key=_rank)[:MOST_SUGGESTIONS]


def _rank(candidate):
    place = inf if candidate.place is None else candidate.place
    return -candidate.shared, place, -candidate.score, candidate.id
