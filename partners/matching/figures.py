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


def fit(need, other, steps):
    """The fit of two sides of which the first asks; None where they never fit.

    `steps` are those of its main topics that the other side is about, too, or one step off.
    """
    languages = need.languages & other.languages
    if not steps or need.owner == other.owner or not languages:
        return None
    places = agreement(need.place_types, other.place_types)
    countries = welcome(need, other) and welcome(other, need)
    parts = {
        "topics": len(need.main),
        "same": steps.count(SAME),
        "near": steps.count(NEAR),
        "places": places,
        "countries": countries,
        "languages": sorted(languages),
    }
    return Fit(score(sum(steps), len(need.main), bool(places), countries), parts)


def agreement(ours, theirs):
    """How types of places agree: `met`, `open` where a side names none, or empty."""
    if not (ours and theirs):
        return "open"
    return "met" if ours & theirs else ""


def welcome(host, guest):
    """Whether the one is in a country that the other wishes."""
    return not host.countries or guest.country in host.countries


def score(steps, topics, places, countries):
    """Exactly: the mean is a fraction of whole numbers, of which a half is rounded up."""
    points, among = TOPICS * steps, SAME * topics
    return (2 * points + among) // (2 * among) + PLACE_TYPES * places + COUNTRIES * countries


# --- All of them at once ---


def fits(sides, near, only=None):
    """{(key of who asks, key of the other): Fit} of all pairs that are kept; with `only`, of those that it is in.

    `near`: {topic: those one step broader or narrower}.
    """
    if only is None:
        return fits_among(sides, sides, near)
    own = {only: sides[only]} if only in sides else {}
    return fits_among(own, sides, near) | fits_among(sides, own, near)


def fits_among(asking, asked, near):
    carriers, found = by_topic(asked), {}
    for key, side in asking.items():
        if side.direction != OFFER:
            found |= fits_of(key, side, asked, carriers, near)
    return found


def fits_of(key, side, asked, carriers, near):
    found = {}
    for other, steps in steps_of(side, carriers, near).items():
        if other != key and asks(side, asked[other]):
            made = fit(side, asked[other], steps)
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


def steps_of(side, carriers, near):
    """{key: its steps} of those that share a topic with this side, or have one a step off."""
    found = {}
    for topic in side.main:
        same = carriers.get(topic, frozenset())
        close = frozenset().union(*(carriers.get(one, ()) for one in near.get(topic, ()))) - same
        for value, keys in ((SAME, same), (NEAR, close)):
            for key in keys:
                found.setdefault(key, []).append(value)
    return found
