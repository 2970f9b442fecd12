"""From what is asked to a page of cards, at a cost that does not grow with the number of matches.

1. estimate: the matches in a random 1 % of all cards say how many there are
2. candidates: all matches where they are few; else those with the words in the title, the best by their static
   score and a random sample, so that the best of all are among them and no list is read to its end
3. rank: by words in the text before topics named, then title, text and static score, for the first candidates
4. numbers of the facets: exact for few matches, else from a sample, and said to be about
5. the rows shown are read again, public ones only

Every step is one statement, whatever the number of matches. What the first four found is kept by `browse.py`.
"""

from array import array
from collections import Counter
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from catalogue.models.card import Card
from catalogue.search.expressions import BEST_1, BEST_10, SAMPLE_01, SAMPLE_1, SAMPLE_10, every, public, some

# Matches in the 1 % sample: up to about 1,500 all are ranked, up to about 5,000 all are counted.
FEW_IN_SAMPLE, COUNTED_IN_SAMPLE = 15, 50
RANKED = 600  # candidates that are told apart; of many matches no more are shown
READ = 400  # the first of them, whose text is ranked
SORTED = 20_000  # matches up to which all are sorted by date or title; beyond, the order itself is walked
MOST_COUNTED = 8_000
SCALE = {SAMPLE_10: 10, SAMPLE_1: 100, SAMPLE_01: 1000}


class Asked(NamedTuple):
    """What a page asks for, as expressions of the index; None where it asks for nothing of the kind."""

    matching: object  # all that is found
    literal: object = None  # found by its words, not only by a topic
    titled: object = None  # words in the title
    words: object = None  # the words to rank by
    pieces: tuple = ()  # (each word by itself, what it weighs), where more of them are better


class Size(NamedTuple):
    """How many matches there are, as the sample says."""

    matching: int
    titled: int = 0
    literal: int = 0

    @property
    def few(self):
        return self.matching < FEW_IN_SAMPLE

    @property
    def about(self):
        return self.matching * 100


def sizes(index, expressions_):
    """How many of the 1 % sample match each of the expressions, in one statement."""
    parts, params = [], []
    for expression in expressions_:
        sql, values = index.ids(every(public(expression), SAMPLE_1))
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS sample)")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return cursor.fetchone()


def candidates(asked, size):
    """What is ranked instead of all matches: tiers and samples so small that some hundreds of each remain."""
    if size.few:
        return public(asked.matching)
    return every(public(asked.matching), some(*tiers(size), titled(asked, size)))


def tiers(size):
    best = BEST_10 if size.about < 8_000 else BEST_1 if size.about < 80_000 else every(BEST_1, SAMPLE_10)
    sample = SAMPLE_10 if size.about < 6_000 else SAMPLE_1 if size.about < 60_000 else SAMPLE_01
    return best, sample


def titled(asked, size):
    """Those with the words in the title, the best of many; None where there are no words."""
    if asked.titled is None or size.titled * 100 <= RANKED:
        return asked.titled
    return every(asked.titled, best_titled(size))


def best_titled(size):
    return BEST_10 if size.titled * 100 < 8_000 else BEST_1


def ranked(index, asked, size, start, stop):
    """Primary keys of the cards from `start` up to `stop`, the best first."""
    if asked.literal is not None and size.literal * 100 > 2 * RANKED:  # what only carries a topic would come too late
        asked = asked._replace(matching=asked.literal, literal=None)
    sql, params = statement(index, asked, size, start, stop)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return array("q", (row[0] for row in cursor.fetchall()))


def cards_of(pks):
    """The cards with these primary keys, in this order."""
    if not pks:
        return []
    columns = ", ".join(field.column for field in Card._meta.concrete_fields)
    places = ", ".join(["%s"] * len(pks))
    cards = Card.objects.raw(f"SELECT {columns} FROM catalogue_card WHERE id IN ({places})", list(pks))
    found = {card.pk: card for card in cards}
    return [found[pk] for pk in pks if pk in found]


def statement(index, asked, size, start, stop):
    """One statement that matches, marks, places and ranks; its sets are written out once each."""
    pool = candidates(asked, size)
    matched, params = index.matched(pool)
    sets = ""
    for name, expression in marks(asked, size, pool).items():
        sql, values = index.ids(expression)
        sets += f", {name} AS MATERIALIZED ({sql})"
        params = params + values
    is_titled = "0" if asked.titled is None else flag("titled")
    where, where_params, offset = window(start, stop)
    rank, rank_params = ("0", []) if asked.words is None else index.rank(asked.words)
    return (
        f"""
        WITH matched AS MATERIALIZED ({matched}){sets},
        flagged AS MATERIALIZED (
            SELECT matched.*, {literal(asked)} AS literal, {is_titled} AS titled
            FROM matched
        ),
        placed AS MATERIALIZED (
            SELECT flagged.*, ROW_NUMBER() OVER (ORDER BY literal DESC, titled DESC, score DESC, id) AS turn
            FROM flagged
        )
        SELECT placed.id FROM placed JOIN catalogue_card AS card ON card.id = placed.id {where}
        ORDER BY CASE WHEN turn <= {READ} THEN 0 ELSE 1 END, placed.literal DESC,
            CASE WHEN turn <= {READ} THEN {rank} ELSE 0 END DESC, turn
        LIMIT %s OFFSET %s
        """,
        [*params, *where_params, *rank_params, stop - start, offset],
    )


def marks(asked, size, pool):
    """{name of a set: expression}: what is noted of each match beside its score.

    A set may hold more than matches: short lists alone are read faster than those of all matches with them.
    """
    pieces = {f"piece_{number}": every(pool, piece) for number, (piece, _weight) in enumerate(asked.pieces)}
    parts = {} if asked.literal is None else {"literal": asked.literal}
    if asked.titled is not None:
        is_short = size.few or size.titled * 100 <= RANKED
        parts["titled"] = asked.titled if is_short else every(asked.titled, some(*tiers(size), best_titled(size)))
    return parts | pieces


def literal(asked):
    """How much of the words a match holds: all weigh the same, or each piece its own."""
    if asked.pieces:
        return " + ".join(
            f"{weight:.3f} * {flag(f'piece_{number}')}" for number, (_piece, weight) in enumerate(asked.pieces)
        )
    return "1" if asked.literal is None else flag("literal")


def window(start, stop):
    """(condition, its parameters, offset) of the rows from `start` up to `stop`: ranked ones, others, or both."""
    if stop <= READ:
        return "WHERE turn <= %s", [READ], start
    if start < READ:
        return "", [], start
    return "WHERE turn > %s", [READ], start - READ


def flag(name):
    return f"CASE WHEN matched.id IN (SELECT id FROM {name}) THEN 1 ELSE 0 END"


def in_order(index, asked, size, cards, start, stop):
    """Matches in an order of their own; `cards` is an ordered queryset."""
    expression = public(asked.matching)
    if size.few or size.about < SORTED:
        cards = among(index, cards, expression)
    else:
        cards = cards.filter(RawSQL(*index.holds(expression, "catalogue_card"), output_field=BooleanField()))
    return list(cards[start:stop])


def among(index, cards, expression):
    """The cards of a queryset that match."""
    return cards.filter(pk__in=RawSQL(*index.ids(expression)))


# --- The rows shown ---


def still_public(cards):
    """What is shown is looked at once more, whatever the index said."""
    now = timezone.now()
    return [card for card in cards if not card.waiting and card.published_at <= now]


# --- Numbers beside the facets ---


class Numbers(NamedTuple):
    """{(facet, value): number} of the matches and how many there are; not exact where they come from a sample."""

    values: dict
    total: int
    exact: bool


def numbers(index, wanted, counts_in_sample):
    """Numbers for each of the expressions, in one statement; `counts_in_sample` are their sizes."""
    parts, params, scales = [], [], []
    for number, (expression, size) in enumerate(zip(wanted, counts_in_sample, strict=True)):
        bucket = bucket_for(size)
        sql, values = index.columns(f"{number} AS part, card.facets", every(public(expression), bucket))
        parts.append(f"SELECT * FROM ({sql} LIMIT {MOST_COUNTED}) AS part_{number}")
        params += values
        scales.append(SCALE.get(bucket, 1))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows = cursor.fetchall()
    return [counted([facets for part, facets in rows if part == number], scale) for number, scale in enumerate(scales)]


def bucket_for(in_sample):
    """Enough rows to know the numbers from, and never more than a few thousand; None for all of them."""
    if in_sample < COUNTED_IN_SAMPLE:
        return None
    return SAMPLE_10 if in_sample < 300 else SAMPLE_1 if in_sample < 3_000 else SAMPLE_01


def counted(rows, scale):
    found = Counter(" ".join(rows).split())
    values = {tuple(pair.split(":", 1)): rounded(number * scale, scale) for pair, number in found.items()}
    return Numbers(values, rounded(len(rows) * scale, scale), scale == 1)


def rounded(number, scale):
    """Two figures are all a sample knows."""
    if scale == 1:
        return number
    step = 10 ** max(len(str(number)) - 2, 0)
    return round(number / step) * step
