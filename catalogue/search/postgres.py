from django.db import connection
from django.db.models.expressions import RawSQL

from catalogue.search.terms import WEIGHTS, weighted_terms

LAST_POSITION = 16_383  # a tsvector knows no further one


class PostgresIndex:
    """Terms in the column `catalogue_card.terms`, a tsvector with a GIN index that Django's models do not see."""

    def create(self, execute):
        execute("ALTER TABLE catalogue_card ADD COLUMN IF NOT EXISTS terms tsvector")
        execute("CREATE INDEX IF NOT EXISTS catalogue_card_terms ON catalogue_card USING gin (terms)")

    def drop(self, execute):
        execute("DROP INDEX IF EXISTS catalogue_card_terms")
        execute("ALTER TABLE catalogue_card DROP COLUMN IF EXISTS terms")

    def write(self, card_id, texts):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE catalogue_card SET terms = %s::tsvector WHERE id = %s AND terms IS DISTINCT FROM %s::tsvector",
                [vector(texts), card_id, vector(texts)],
            )

    def holds(self, card_id, texts):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT terms IS NOT DISTINCT FROM %s::tsvector FROM catalogue_card WHERE id = %s",
                [vector(texts), card_id],
            )
            return cursor.fetchone()[0]

    def match(self, cards, query):
        """Narrow the cards to those that hold every word of the query."""
        return cards.filter(
            pk__in=RawSQL("SELECT id FROM catalogue_card WHERE terms @@ %s::tsquery", [expression(query)])
        )

    def ranked(self, cards, query, start, stop):
        """The best matches among the cards, from `start` up to `stop`."""
        narrowed, params = cards.order_by().values("pk").query.sql_with_params()
        columns = ", ".join(f"card.{column.column}" for column in cards.model._meta.concrete_fields)
        statement = (
            f"SELECT {columns} FROM catalogue_card AS card, CAST(%s AS tsquery) AS asked "
            f"WHERE card.terms @@ asked AND card.id IN ({narrowed}) "
            "ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', card.terms, asked, 1) + card.score / 1000.0 DESC, card.id "
            "LIMIT %s OFFSET %s"
        )
        return list(cards.model.objects.raw(statement, [expression(query), *params, stop - start, start]))

    def drop_orphans(self):
        """Terms are a column of the card and go with it."""

    def disagreements(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM catalogue_card WHERE terms IS NULL")
            return [f"card {row[0]} has no terms" for row in cursor.fetchall()]


def vector(texts):
    """A finished tsvector as text: 'term':1A,7B …; alternatives of a word share its position."""
    places = {}
    position = 0
    for weight, terms in zip(WEIGHTS, weighted_terms(texts), strict=True):
        for alternatives in terms:
            position = min(position + 1, LAST_POSITION)
            for term in alternatives:
                places.setdefault(term, []).append(f"{position}{weight}")
        position += 1  # no phrase reaches from one weight into the next
    # A tsvector keeps at most 255 positions of a term.
    return " ".join(f"'{term}':{','.join(dict.fromkeys(found[:255]))}" for term, found in places.items())


def expression(query):
    """('a' | 'b') & 'c', every term quoted: nothing a reader types is ever an operator."""
    return " & ".join("(" + " | ".join(f"'{term}'" for term in word) + ")" for word in query)
