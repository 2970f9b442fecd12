from django.db import connection
from django.db.models.expressions import RawSQL

from catalogue.search.terms import weighted_terms

# The gap word keeps alternatives of one word from standing next to another one in a phrase. No word anyone
# types holds an underscore (see `text.words`), so nobody can ask for it.
GAP = "_"


class SqliteIndex:
    """Terms in the FTS5 table `catalogue_terms`, one column a weight; the row id is the card's."""

    def create(self, execute):
        execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS catalogue_terms USING fts5("
            "a, b, d, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\", prefix = '2 3')"
        )
        self.create_trigger(execute)

    def create_trigger(self, execute):
        """However a card goes, its terms go with it."""
        execute(
            "CREATE TRIGGER IF NOT EXISTS catalogue_card_terms AFTER DELETE ON catalogue_card "
            "BEGIN DELETE FROM catalogue_terms WHERE rowid = old.id; END"
        )

    def drop(self, execute):
        execute("DROP TRIGGER IF EXISTS catalogue_card_terms")
        execute("DROP TABLE IF EXISTS catalogue_terms")

    def write(self, card_id, texts):
        columns = self.columns(texts)
        if self.stored(card_id) == columns:
            return
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM catalogue_terms WHERE rowid = %s", [card_id])
            cursor.execute("INSERT INTO catalogue_terms (rowid, a, b, d) VALUES (%s, %s, %s, %s)", [card_id, *columns])

    def holds(self, card_id, texts):
        return self.stored(card_id) == self.columns(texts)

    def stored(self, card_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT a, b, d FROM catalogue_terms WHERE rowid = %s", [card_id])
            return cursor.fetchone()

    def columns(self, texts):
        return tuple(column(terms) for terms in weighted_terms(texts))

    def match(self, cards, query):
        """Narrow the cards to those that hold every word of the query."""
        return cards.filter(
            pk__in=RawSQL("SELECT rowid FROM catalogue_terms WHERE catalogue_terms MATCH %s", [expression(query)])
        )

    def ranked(self, cards, query, start, stop):
        """The best matches among the cards, from `start` up to `stop`."""
        narrowed, params = cards.order_by().values("pk").query.sql_with_params()
        columns = ", ".join(f"card.{column.column}" for column in cards.model._meta.concrete_fields)
        statement = (
            f"SELECT {columns} FROM catalogue_terms JOIN catalogue_card AS card ON card.id = catalogue_terms.rowid "
            f"WHERE catalogue_terms MATCH %s AND card.id IN ({narrowed}) "
            "ORDER BY bm25(catalogue_terms, 30.0, 5.0, 1.0) - card.score / 50.0, card.id LIMIT %s OFFSET %s"
        )
        return list(cards.model.objects.raw(statement, [expression(query), *params, stop - start, start]))

    def drop_orphans(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM catalogue_terms WHERE rowid NOT IN (SELECT id FROM catalogue_card)")

    def disagreements(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM catalogue_terms WHERE rowid NOT IN (SELECT id FROM catalogue_card)")
            return [f"terms of card {row[0]}, which is gone" for row in cursor.fetchall()]


def column(terms):
    """Main terms in order, then the alternatives, each after a gap word."""
    mains = [alternatives[0] for alternatives in terms]
    others = [word for alternatives in terms for other in alternatives[1:] for word in (GAP, other)]
    return " ".join(mains + others)


def expression(query):
    """(a OR b) AND c, every term quoted: nothing a reader types is ever an operator."""
    return " AND ".join("(" + " OR ".join(f'"{term}"' for term in word) + ")" for word in query)
