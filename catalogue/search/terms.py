"""What is written to the index about a card: its texts as terms, and its own words for filters, tiers and samples."""

import zlib
from itertools import groupby
from typing import NamedTuple

from catalogue.analysis import index_terms
from catalogue.search import expressions as words

# PostgreSQL allows positions up to 16,383 and a megabyte; a body longer than this is cut, like any other index.
MOST_WORDS = 12_000

# Between texts, and around each alternative of a word: keeps phrases from reaching across.
GAP = "_"


class Document(NamedTuple):
    """Terms in the order of the text, by weight: a title, b summary and keywords, d body; f has no order."""

    a: tuple = ()
    b: tuple = ()
    d: tuple = ()
    f: tuple = ()


class Tiers(NamedTuple):
    """The static scores from which a card is among the best 10 % and 1 %, as last counted."""

    best_10: int = 0
    best_1: int = 0


def document(texts, about, facets, score, tiers, seed, live=True):
    """What the index holds of a card: `about` are labels of topics, `seed` names the entry, so that samples stay."""
    a, b, d = (stream(parts) for parts in texts)
    titles = {words.title_term(term).word for term in a if term != GAP}
    labels = {words.about_term(term).word for term in stream(about) if term != GAP}
    filters = {words.facet_term(facet, value).word for facet, value in facets}
    own = {term.word for term in marks(score, tiers, seed, live)}
    return Document(a, b, d, tuple(sorted(titles | labels | filters | own)))


SHORTEST, LONGEST = 3, 30  # letters of a word worth knowing


class Reading(NamedTuple):
    """What is known of a card once its texts are read: its document as the index keeps it, and its words."""

    written: object
    words: frozenset  # terms


def read(write, *card):
    """The Reading of a card, of which `document` is told; `write` is how the index writes a Document."""
    found = document(*card)
    return Reading(write(found), worth_knowing(found))


def worth_knowing(document):
    """Words one may type: no numbers, nothing very short or long."""
    terms = {*document.a, *document.b, *document.d}
    return frozenset(term for term in terms if SHORTEST <= len(term) <= LONGEST and term.isalpha())


def stream(parts):
    """Main terms in order, then the alternatives, each between its neighbours so that phrases find it too."""
    mains, others = [], {}
    for part in dict.fromkeys(filter(None, map(str, parts))):
        found = index_terms(part)[: MOST_WORDS - len(mains)]
        first = [alternatives[0] for alternatives in found]
        for before, alternatives, after in zip([GAP, *first], found, [*first[1:], GAP], strict=False):
            for other in alternatives[1:]:
                others[before, other, after] = None
        others |= dict.fromkeys(second_readings(found))
        mains += [*first, GAP]
        if len(mains) >= MOST_WORDS:
            break
    return (*mains, *(term for run in others for term in (*run, GAP)))


def second_readings(found):
    """Words next to each other that all may be another one: “skupno sončno” of a plant are no adverbs."""
    for unclear, group in groupby(enumerate(found), key=lambda item: len(item[1]) > 1):
        places = [place for place, _alternatives in group]
        if unclear and len(places) > 1:
            after = [alternatives[0] for alternatives in found[places[-1] + 1 : places[-1] + 2]]
            yield (*(found[place][1] for place in places), *after)


def marks(score, tiers, seed, live):
    yield words.PUBLIC if live else words.LATER
    if score >= tiers.best_10:
        yield words.BEST_10
    if score >= tiers.best_1:
        yield words.BEST_1
    bucket = zlib.crc32(seed.encode()) % 1000
    if bucket < 100:
        yield words.SAMPLE_10
    if bucket < 10:
        yield words.SAMPLE_1
    if bucket < 1:
        yield words.SAMPLE_01
