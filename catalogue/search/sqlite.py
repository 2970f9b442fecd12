from itertools import islice, product

from django.db import connection
from django.db.models import Q

from catalogue import many
from catalogue.search.expressions import Every, Phrase, Some, Term, Without
from catalogue.search.terms import GAP, Document

MOST_PHRASES = 64


class SqliteIndex:
    """Terms in the FTS5 table `catalogue_terms`, one column a weight and one for filters; the row id is the card's."""

    def create(self, execute):
        execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS catalogue_terms USING fts5("
            "a, b, d, f, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
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

    # --- Writing ---

    def written(self):
        """The function that writes a Document as the index keeps it."""
        return texts_of

    def insert(self, cards, terms):
        """Write new cards with what the index keeps of them."""
        many.insert(type(cards[0]), cards)
        rows = [(card.pk, *texts) for card, texts in zip(cards, terms, strict=True)]
        many.insert_rows("catalogue_terms", ["rowid", *"abdf"], rows)

    def write(self, terms):
        """Write {card id: what the index keeps of it}; what is there already stays untouched."""
        stored = self.stored(terms)
        changed = {pk: texts for pk, texts in terms.items() if stored.get(pk) != texts}
        with connection.cursor() as cursor:
            gone = [[pk] for pk in changed if pk in stored]
            if gone:
                cursor.executemany("DELETE FROM catalogue_terms WHERE rowid = %s", gone)
        many.insert_rows("catalogue_terms", ["rowid", *"abdf"], [(pk, *texts) for pk, texts in changed.items()])

    def differing(self, documents):
        """The cards whose stored terms are not these."""
        stored = self.stored(documents)
        return [pk for pk, found in documents.items() if stored.get(pk) != texts_of(found)]

    def stored(self, pks):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, a, b, d, f FROM catalogue_terms WHERE rowid IN ({', '.join(['%s'] * len(pks))})",
                list(pks),
            )
            return {row[0]: row[1:] for row in cursor.fetchall()}

    def held(self, pks):
        """{card id: {term: letters of the texts it stands in}}; the index's own words stand in none."""
        found = {}
        for pk, texts in self.stored(pks).items():
            terms = found[pk] = dict.fromkeys(texts[3].split(), "")
            for letter, text in zip("abd", texts, strict=False):
                for term in set(text.split()) - {GAP}:
                    terms[term] = terms.get(term, "") + letter
        return found

    def move_tier(self, term, before, now):
        """Cards with a score from `now` up carry the term, where it was from `before` up."""
        low, high = sorted((before, now))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT card.id, f FROM catalogue_card AS card JOIN catalogue_terms ON catalogue_terms.rowid = card.id "
                "WHERE score >= %s AND score < %s",
                [low, high],
            )
            rows = cursor.fetchall()
            changed = {pk: set(f.split()) ^ {term} for pk, f in rows if (term in f.split()) == (now > before)}
            cursor.executemany(
                "UPDATE catalogue_terms SET f = %s WHERE rowid = %s",
                [(" ".join(sorted(terms)), pk) for pk, terms in changed.items()],
            )

    def expect_much(self):
        """Nothing here: its index merges what was written as it goes."""

    def settle(self):
        """After much writing: one segment is read faster than many."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO catalogue_terms (catalogue_terms) VALUES ('optimize')")
            cursor.execute("ANALYZE")

    def drop_orphans(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM catalogue_terms WHERE rowid NOT IN (SELECT id FROM catalogue_card)")

    def disagreements(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM catalogue_terms WHERE rowid NOT IN (SELECT id FROM catalogue_card)")
            return [f"terms of card {row[0]}, which is gone" for row in cursor.fetchall()]

    # --- Asking: parts of statements with their parameters ---

    def ids(self, expression):
        return "SELECT rowid AS id FROM catalogue_terms WHERE catalogue_terms MATCH %s", [written(expression)]

    def columns(self, names, expression):
        """Columns of the cards that match."""
        return (
            f"SELECT {names} FROM catalogue_terms CROSS JOIN catalogue_card AS card ON card.id = catalogue_terms.rowid "
            "WHERE catalogue_terms MATCH %s"
        ), [written(expression)]

    def matched(self, expression):
        """Rows (id, score, rank) of what matches; the rank is FTS5's own, the more the better."""
        return self.columns("card.id, card.score, -bm25(catalogue_terms, 30.0, 5.0, 1.0, 0.0) AS rank", expression)

    def rank(self, _words):
        """How well the words match, best about 10, with the title's and the static score's share."""
        return "placed.rank + placed.titled * 5.0 + placed.score / 5000.0", []

    def holds(self, expression, card="card"):
        """A condition on one card, for walking along another order."""
        return (
            f"EXISTS (SELECT 1 FROM catalogue_terms WHERE rowid = {card}.id AND catalogue_terms MATCH %s)",
            [written(expression)],
        )

    def some_ids(self, expression, most):
        """Of many matches the newest."""
        sql, params = self.ids(expression)
        return f"{sql} ORDER BY rowid DESC LIMIT {most:d}", params

    def begins(self, field, prefix):
        """A condition that this database answers from an index."""
        return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\U0010ffff"})

    def with_prefix(self, expression, prefix):
        """Ids of what matches and holds a term that begins so."""
        return (
            "SELECT rowid AS id FROM catalogue_terms WHERE catalogue_terms MATCH %s",
            [f'({written(expression)}) AND "{prefix}" *'],
        )


def texts_of(document: Document):
    return tuple(" ".join(terms) for terms in document)


def written(expression):
    """In FTS5's own query language, every term quoted."""
    match expression:
        case Term(word):
            return f'"{word}"'
        case Phrase(places):
            chosen = islice(product(*places), MOST_PHRASES)
            return "(" + " OR ".join(f'"{" ".join(terms)}"' for terms in chosen) + ")"
        case Some(parts):
            return "(" + " OR ".join(map(written, parts)) + ")"
        case Every(parts):
            wanted = " AND ".join(written(part) for part in parts if not isinstance(part, Without))
            unwanted = [written(part.part) for part in parts if isinstance(part, Without)]
            return f"(({wanted}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({wanted})"
    raise TypeError(expression)
