"""What is asked of the index, as a tree that each database writes in its own words.

Leaves are finished terms: letters and digits, and for the index's own words an underscore, which no word that
anyone types can hold. So nothing a reader types is ever an operator.
"""

from typing import NamedTuple


class Term(NamedTuple):
    word: str


class Phrase(NamedTuple):
    """Words next to each other; for each place the terms that may stand there."""

    places: tuple


class Every(NamedTuple):
    parts: tuple


class Some(NamedTuple):
    parts: tuple


class Without(NamedTuple):
    """Only inside Every, beside something that is asked for."""

    part: object


def every(*parts):
    """All of the parts; None stands for no condition, and conditions inside conditions are drawn together."""
    flat = [
        inner for part in parts if part is not None for inner in (part.parts if isinstance(part, Every) else [part])
    ]
    return Every(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def some(*parts):
    parts = tuple(part for part in parts if part is not None)
    return parts[0] if len(parts) == 1 else Some(parts) if parts else None


# --- The index's own words ---

PUBLIC = Term("visible_public")
LATER = Term("visible_later")  # published, but from a day that has not come


def public(expression):
    """What the public may find of it. The few cards that wait are quicker to leave out than all others to be asked."""
    parts = expression.parts if isinstance(expression, Every) else (expression,)
    if all(part is None or isinstance(part, Without) for part in parts):
        return every(PUBLIC, expression)
    return every(expression, Without(LATER))


BEST_10, BEST_1 = Term("best_10"), Term("best_1")  # the best 10 % and 1 % of all cards by their static score
SAMPLE_10, SAMPLE_1, SAMPLE_01 = Term("sample_10"), Term("sample_1"), Term("sample_01")  # random 10, 1 and 0.1 %


def facet_term(facet, value):
    """`country_si`, `topic_spatial_2d_planning`: signs are written as their code."""
    bare = "".join(sign if sign.isalnum() else f"_{ord(sign):x}_" for sign in str(value).lower())
    return Term(f"{facet}_{bare}")


def about_term(term):
    """The same word, found in the labels of the topics an entry carries."""
    return Term(f"about_{term}")


def title_term(term):
    """The same word, found in titles only: a GIN index keeps no weights, and a short list is read fast."""
    return Term(f"title_{term}")
