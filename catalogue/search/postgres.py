from django.db import connection
from django.db.models import Q
from psycopg2.extras import execute_values

from catalogue import many
from catalogue.search.expressions import Every, Phrase, Some, Term, Without
from catalogue.search.terms import GAP

LAST_POSITION = 16_383  # a tsvector knows no further one
MOST_POSITIONS = 255  # of one term


class PostgresIndex:
    """Terms in the column `catalogue_card.terms`, a tsvector with a GIN index that Django's models do not see."""

    def create(self, execute):
        execute("ALTER TABLE catalogue_card ADD COLUMN IF NOT EXISTS terms tsvector")
        execute("CREATE INDEX IF NOT EXISTS catalogue_card_terms ON catalogue_card USING gin (terms)")

    def drop(self, execute):
        execute("DROP INDEX IF EXISTS catalogue_card_terms")
        execute("ALTER TABLE catalogue_card DROP COLUMN IF EXISTS terms")

    # --- Writing ---

    def written(self):
        """The function that writes a Document as the index keeps it."""
        return vector

    def insert(self, cards, terms):
        """Write new cards with what the index keeps of them, in one go: an update would write every row twice."""
        many.insert(type(cards[0]), cards, terms=terms)

    def write(self, terms):
        """Write {card id: what the index keeps of it}; what is there already stays untouched."""
        with connection.cursor() as cursor:
            execute_values(
                cursor.cursor,
                "UPDATE catalogue_card AS card SET terms = new.terms::tsvector FROM (VALUES %s) AS new (id, terms) "
                "WHERE card.id = new.id AND card.terms IS DISTINCT FROM new.terms::tsvector",
                list(terms.items()),
            )

    def differing(self, documents):
        """The cards whose stored terms are not these."""
        with connection.cursor() as cursor:
            rows = execute_values(
                cursor.cursor,
                "SELECT card.id FROM catalogue_card AS card JOIN (VALUES %s) AS new (id, terms) ON card.id = new.id "
                "WHERE card.terms IS DISTINCT FROM new.terms::tsvector",
                [(pk, vector(found)) for pk, found in documents.items()],
                fetch=True,
            )
            return [row[0] for row in rows]

    def held(self, pks):
        """{card id: {term: letters of the texts it stands in}}; the index's own words stand in none."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, terms::text FROM catalogue_card WHERE id = ANY(%s)", [list(pks)])
            return {pk: dict(map(read_term, terms.split())) for pk, terms in cursor.fetchall()}

    def move_tier(self, term, before, now):
        """Cards with a score from `now` up carry the term, where it was from `before` up."""
        low, high = sorted((before, now))
        terms = "ts_delete(terms, %s::text)" if now > before else "terms || quote_literal(%s)::tsvector"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE catalogue_card SET terms = {terms} WHERE score >= %s AND score < %s",
                [term, low, high],
            )

    def expect_much(self):
        """In this transaction terms enter the index by more at once, which shares the way to each of its pages."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'")
            cursor.execute("SET LOCAL gin_pending_list_limit = '16MB'")

    def settle(self):
        """After much writing: empty the list of what waits to enter the index, and count anew for the planner."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('catalogue_card_terms')")
            cursor.execute("ANALYZE catalogue_card")

    def drop_orphans(self):
        """Terms are a column of the card and go with it."""

    def disagreements(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM catalogue_card WHERE terms IS NULL")
            return [f"card {row[0]} has no terms" for row in cursor.fetchall()]

    # --- Asking: parts of statements with their parameters ---

    def ids(self, expression):
        return "SELECT id FROM catalogue_card WHERE terms @@ %s::tsquery", [written(expression)]

    def columns(self, names, expression):
        """Columns of the cards that match."""
        return f"SELECT {names} FROM catalogue_card AS card WHERE card.terms @@ %s::tsquery", [written(expression)]

    def matched(self, expression):
        """Rows (id, score, rank) of what matches; the rank is reckoned later, for the best only."""
        return self.columns("card.id, card.score, 0.0 AS rank", expression)

    def rank(self, words):
        """How well the words match, best about 1, with the title's and the static score's share."""
        text = "ts_rank('{0.1, 0.2, 0.4, 1.0}', card.terms, %s::tsquery, 1)"
        return f"{text} + placed.titled * 0.3 + placed.score / 100000.0", [written(words)]

    def holds(self, expression, card="card"):
        """A condition on one card, for walking along another order."""
        return f"{card}.terms @@ %s::tsquery", [written(expression)]

    def some_ids(self, expression, most):
        """Of many matches those that are read first."""
        sql, params = self.ids(expression)
        return f"{sql} LIMIT {most:d}", params

    def begins(self, field, prefix):
        """A condition that this database answers from an index."""
        return Q(**{f"{field}__startswith": prefix})

    def with_prefix(self, expression, prefix):
        """Ids of what matches and holds a term that begins so."""
        return "SELECT id FROM catalogue_card WHERE terms @@ %s::tsquery", [f"{written(expression)} & '{prefix}':*"]


def vector(document):
    """A finished tsvector as text: 'term':1A,7B …; terms of filters have no position."""
    places = {}
    position = 0
    for weight, terms in zip("ABD", document[:3], strict=True):
        for term in terms:
            position = min(position + 1, LAST_POSITION)
            if term != GAP:
                found = places.setdefault(term, [])
                if len(found) < MOST_POSITIONS:
                    found.append(f"{position}{weight}")
    texts = (f"'{term}':{','.join(dict.fromkeys(found))}" for term, found in places.items())
    return " ".join([*texts, *(f"'{term}'" for term in document.f)])


def read_term(text):
    """(term, letters of its texts) of 'term':3A,7, as PostgreSQL writes it; D is the weight that it does not write."""
    term, _quote, places = text[1:].partition("'")
    letters = {place[-1].lower() if place[-1].isalpha() else "d" for place in places.lstrip(":").split(",") if place}
    return term, "".join(sorted(letters))


def written(expression):
    """As a tsquery, every term quoted."""
    match expression:
        case Term(word):
            return f"'{word}'"
        case Phrase(places):
            return "(" + " <-> ".join(f"({' | '.join(map(quoted, terms))})" for terms in places) + ")"
        case Some(parts):
            return "(" + " | ".join(map(written, parts)) + ")"
        case Every(parts):
            return "(" + " & ".join(map(written, parts)) + ")"
        case Without(part):
            return f"!{written(part)}"
    raise TypeError(expression)


def quoted(term):
    return f"'{term}'"
