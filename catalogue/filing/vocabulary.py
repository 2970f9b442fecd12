"""The words of the catalogue: what a misspelt word may have meant, and how a word just begun may go on."""

from itertools import islice
from math import log10

from django.db import connection

from catalogue.analysis import query_terms
from catalogue.many import insert_rows
from catalogue.models.word import Word
from catalogue.search import index_of_database
from catalogue.search.terms import LONGEST
from catalogue.text import fold

MOST_CORRECTIONS, MOST_SPELLINGS, MOST_CANDIDATES = 3, 16, 200
ONCE = "ON CONFLICT DO NOTHING"
COUNT = "ON CONFLICT (term) DO UPDATE SET number = catalogue_word.number + excluded.number"


# --- Learning ---


def learn(numbers, spell, counted=None):
    """Take up the words of cards, {term: how many hold it}; those that stand are added to what is counted.

    `spell` gives {term: how one writes it} of those that are new.
    """
    known = known_terms(list(numbers))
    new = sorted(numbers.keys() - known)
    shown = spell(new) if new else {}
    # A number is that of cards where they are counted, else one: the card just written.
    insert_rows(
        "catalogue_word", ["term", "shown", "number"], [(term, shown[term], numbers[term]) for term in new], ONCE
    )
    insert_rows(
        "catalogue_wordpiece", ["word_id", "piece"], [(term, one) for term in new for one in sorted(pieces(term))]
    )
    if counted is not None:
        counted.update({term: numbers[term] for term in known})


def count(numbers):
    """Add to the numbers of words that stand."""
    rows = [(term, "", number) for term, number in sorted(numbers.items())]
    insert_rows("catalogue_word", ["term", "shown", "number"], rows, COUNT)


def known_terms(terms):
    """By hand: the compiler takes longer over some hundred terms than the database."""
    if not terms:
        return set()
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(terms))
        cursor.execute(f"SELECT term FROM catalogue_word WHERE term IN ({places})", terms)  # noqa: S608  place holders
        return {row[0] for row in cursor.fetchall()}


def forget_numbers():
    """Before all are counted anew."""
    Word.objects.update(number=0)


def forget_unused():
    """After all were counted anew."""
    Word.objects.filter(number=0).delete()


# --- Misspelt words ---


def pieces(term):
    """The term with one letter left out, in every way; and itself."""
    return {term, *(term[:place] + term[place + 1 :] for place in range(len(term)))}


def corrections(word):
    """How words of the catalogue are written that are nearly this one; the nearest and most frequent first."""
    spelt = (term for terms in query_terms(word) for term in terms)
    typed = {fold(word), *islice(spelt, MOST_SPELLINGS)}
    asked = {piece for term in typed if len(term) <= LONGEST for piece in pieces(term)}
    candidates = Word.objects.filter(pieces__piece__in=asked).order_by("-number").distinct()[:MOST_CANDIDATES]
    near = [(min(distance(term, candidate.term) for term in typed), candidate) for candidate in candidates]
    far = 1 if len(word) < 6 else 2
    good = sorted((much, -candidate.number, candidate.shown) for much, candidate in near if 0 < much <= far)
    return [shown for _much, _number, shown in good[:MOST_CORRECTIONS]]


def distance(one, other):
    """Letters to change, add, leave out or swap with their neighbour (optimal string alignment)."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


# --- Weights ---


def weights(words):
    """How much each of the words (tuples of terms) says: twice as much for one that is a hundred times rarer."""
    numbers = dict(
        Word.objects.filter(term__in={term for terms in words for term in terms}).values_list("term", "number")
    )
    return tuple(round(1 / (1 + log10(1 + sum(numbers.get(term, 0) for term in terms))), 3) for terms in words)


# --- Words just begun ---


def beginning_with(prefix, most=12):
    """(term, how it is written) of the most frequent words that begin so; they still have to be looked up."""
    start = fold(prefix)
    if len(start) < 2 or not start.isalpha():
        return []
    found = Word.objects.filter(index_of_database().begins("term", start)).order_by("-number", "term")
    return list(found.values_list("term", "shown")[:most])
