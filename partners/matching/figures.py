"""How well two listings fit: a score from 0 to 100 and what it is made of. Knows nothing of the database.

Score = 70·T + 20·P + 10·C, rounded half up. T: how much of what one side is mainly about the other is about; P: their
types of places; C: their countries.
"""

from typing import NamedTuple

NEED, OFFER, SEARCH = "need", "offer", "partner_search"
LEAD, FOLLOWING = "lead", ("partner", "associated")

TOPICS, PLACE_TYPES, COUNTRIES = 70, 20, 10  # points
SAME, NEAR = 2, 1  # halves: one step broader or narrower is worth half of the same topic
LISTED, TOLD = 30, 60  # the least score that is kept, and that people are told of


class Side(NamedTuple):
    """What is compared of a listing; topics are keys, places, languages and countries are codes."""

    direction: str
    owner: int | None
    main: frozenset  # topics
    topics: frozenset  # the main ones and those it touches
    languages: frozenset
    place_types: frozenset = frozenset()  # none: all
    countries: frozenset = frozenset()  # none: all
    country: str = ""  # where it is
    role: str = ""


class Fit(NamedTuple):
    score: int
    parts: dict


def asks(side, other):
    """Whether the first is the one that asks: a need or a search for an offer, or a lead's search for a partner's."""
    if other.direction == OFFER:
        return side.direction in (NEED, SEARCH)
    both_search = side.direction == other.direction == SEARCH
    return both_search and side.role == LEAD and other.role in FOLLOWING


def fit(need, other, near):
    """The fit of two sides of which the first asks; None where they never fit. `near`: {topic: those one step off}."""
    languages = need.languages & other.languages
    if need.owner == other.owner or not languages:
        return None
    steps = [step(topic, other.topics, near) for topic in need.main]
    if not any(steps):
        return None
    places = agreement(need.place_types, other.place_types)
    countries = welcome(need, other) and welcome(other, need)
    parts = {
        "topics": len(steps),
        "same": steps.count(SAME),
        "near": steps.count(NEAR),
        "places": places,
        "countries": countries,
        "languages": sorted(languages),
    }
    return Fit(score(steps, bool(places), countries), parts)


def step(topic, topics, near):
    if topic in topics:
        return SAME
    return NEAR if near.get(topic, frozenset()) & topics else 0


def agreement(ours, theirs):
    """How types of places agree: `met`, `open` where a side names none, or empty."""
    if not (ours and theirs):
        return "open"
    return "met" if ours & theirs else ""


def welcome(host, guest):
    """Whether the one is in a country that the other wishes."""
    return not host.countries or guest.country in host.countries


def score(steps, places, countries):
    """Exactly: the mean is a fraction of whole numbers, of which a half is rounded up."""
    points, among = TOPICS * sum(steps), SAME * len(steps)
    return (2 * points + among) // (2 * among) + PLACE_TYPES * places + COUNTRIES * countries


def fits(sides, near, only=None):
    """{(key of who asks, key of the other): Fit} of all pairs that are kept; with `only`, of those that it is in."""
    carriers, found = by_topic(sides), {}
    for key, side in sides.items():
        if only in (None, key):
            found |= fits_of(key, side, candidates(side, carriers, near), sides, near)
        elif only in sides:
            found |= fits_of(key, side, [only], sides, near)
    return found


def fits_of(key, side, keys, sides, near):
    found = {}
    for other in keys:
        if other != key and asks(side, sides[other]):
            made = fit(side, sides[other], near)
            if made and made.score >= LISTED:
                found[key, other] = made
    return found


def by_topic(sides):
    """{topic: keys of the sides that are about it}, of those that others may ask for."""
    found = {}
    for key, side in sides.items():
        for topic in side.topics if side.direction == OFFER or side.role in FOLLOWING else ():
            found.setdefault(topic, set()).add(key)
    return found


def candidates(side, others, near):
    """Keys of those that share a topic, or have one a step off."""
    wanted = side.main.union(*(near.get(topic, frozenset()) for topic in side.main))
    return set().union(*(others.get(topic, ()) for topic in wanted))
