"""What a reader types, understood: words, “quoted phrases”, and -words that must not be there."""

import re
from itertools import combinations
from typing import NamedTuple

from catalogue.analysis import is_function_word, phrase_terms, query_terms
from catalogue.search import expressions
from catalogue.search.expressions import Phrase, Term, Without, every, some
from catalogue.text import words

MOST_PIECES = 32
MOST_SINGLE, MOST_PAIRED = 3, 8

# Whatever a keyboard puts for quotation marks: “English”, „slovenski“, »slovenski«, ‘single’ ones are apostrophes.
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


class Piece(NamedTuple):
    """One word, or one phrase of several; for each place the terms that may stand there."""

    places: tuple
    unwanted: bool = False

    def expression(self):
        if len(self.places) > 1:
            return Phrase(self.places)
        return some(*map(Term, self.places[0]))

    def widened(self):
        """Or in the labels of the entry's topics; a phrase asks for the text alone."""
        if len(self.places) > 1:
            return self.expression()
        return some(self.expression(), *map(expressions.about_term, self.places[0]))

    def in_titles(self):
        """Each of its words in a title; order is left to the text."""
        return every(*(some(*map(expressions.title_term, terms)) for terms in self.places))


class Naming(NamedTuple):
    """Pieces from `start` up to `stop` name topics or a kind: terms by which their entries are found too."""

    start: int
    stop: int
    terms: tuple


class Query(NamedTuple):
    pieces: tuple = ()
    named: tuple = ()  # of Naming

    def __bool__(self):
        return bool(self.pieces)

    @property
    def wanted(self):
        return tuple(piece for piece in self.pieces if not piece.unwanted)

    @property
    def words(self):
        """The single words asked for; they come before the phrases."""
        return tuple(piece for piece in self.wanted if len(piece.places) == 1)

    @property
    def unwanted(self):
        return tuple(piece for piece in self.pieces if piece.unwanted)

    @property
    def terms(self):
        """All terms whose words a snippet marks."""
        return frozenset(term for piece in self.wanted for terms in piece.places for term in terms)

    def without(self):
        return tuple(Without(piece.expression()) for piece in self.unwanted)

    def literal(self):
        """Every piece is in the text."""
        return every(*(piece.expression() for piece in self.wanted), *self.without())

    def widened(self):
        """Every piece is in the text or in a label of a topic, or the entry carries a topic that the pieces name."""
        parts, start = [], 0
        for naming in self.named:
            parts += [piece.widened() for piece in self.wanted[start : naming.start]]
            said = every(*(piece.widened() for piece in self.wanted[naming.start : naming.stop]))
            parts.append(some(said, *naming.terms))
            start = naming.stop
        parts += [piece.widened() for piece in self.wanted[start:]]
        return every(*parts, *self.without())

    def in_titles(self):
        return every(*(piece.in_titles() for piece in self.wanted))

    def some_of(self):
        """What is tried when nothing holds all of the pieces: any of two or three, two of more."""
        parts = [piece.widened() for piece in self.wanted]
        if len(parts) > MOST_SINGLE:
            parts = [every(*pair) for pair in combinations(parts[:MOST_PAIRED], 2)]
        return every(some(*parts), *self.without())


def understood(text):
    """The Query a text asks for; empty when nothing in it can be looked for."""
    found = list(PIECE.finditer(text.translate(QUOTES)))
    unwanted = [Piece(places, unwanted=True) for match in found if match["minus"] for places in of_match(match)]
    phrases = [Piece(places) for match in found if match["phrase"] and not match["minus"] for places in of_match(match)]
    typed = words(" ".join(match["word"] for match in found if match["word"] and not match["minus"]))
    if phrases:  # else function words count where there is nothing else
        typed = [word for word in typed if not is_function_word(word)]
    single = [Piece((terms,)) for terms in query_terms(" ".join(typed))]
    return Query(tuple(dict.fromkeys(single + phrases + unwanted))[:MOST_PIECES])


def of_match(match):
    """The places of a phrase as one, those of a word with signs in it, such as 978-961, one by one."""
    if match["phrase"]:
        places = tuple(phrase_terms(match["phrase"]))
        return [places] if places else []
    return [(terms,) for terms in query_terms(match["word"] or "")]
