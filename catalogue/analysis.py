"""The search analyzer: Slovenian and English words to finished terms, the same for every database.

A word is lemmatised first and folded after: "škofijo" is understood before č š ž are lost. Slovenian has two
lemmatisers, each knowing words the other does not, and a document holds the answers of both. A word typed in
ASCII is asked for in all the ways it may be written: "sola" is also "šola".

A change of the terms means a higher VERSION, and the catalogue is rebuilt.
"""

import re
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import chain, combinations, islice

from simplemma.strategies import DefaultStrategy

from catalogue.text import composed, fold, tokens, words

try:
    import lemmagen3 as LEMMAGEN
except ImportError:  # no wheel for Linux on aarch64: simplemma alone, see degraded()
    LEMMAGEN = None

VERSION = 6  # 6: posts are filed by their type, listings under no year

LONGEST_TERM = 60
LONGEST_LEMMATISED = 40  # lemmagen3 cuts answers short at 160 bytes, and no real word is longer
MOST_WORDS = 32
MOST_VARIANTS = 64

LATIN_WORD = re.compile("[a-zß-öø-ɏ]+")
CARONS = {"c": "č", "s": "š", "z": "ž"}

# Words of grammar only. Left in because they are also names or nouns: it, us, who; kot, med, pod, most.
FUNCTION_WORDS = """
a ali ampak bi bil bila bile bili bilo biti bo bodo da do ga h in iz ja je jih jo k kaj kako kar ker ki ko le
na nad naj ne ni o ob od oziroma pa po pri s se si sem smo so sta ste še ta tako te tem ter ti to tudi tega v
vendar z za če že
an and are as at be been but by for from has have if into is its not of on or that the their there these this
those was we were which will with you
"""
STOP_WORDS = frozenset(fold(FUNCTION_WORDS).split())


def index_terms(text):
    """The terms of each word of a document in order: the main term first, then the alternates.

    Function words are left out, unless there is nothing else. Terms hold letters and digits only.
    """
    found = [read_word(token) for token in tokens(text)]
    kept = [terms for _word, terms, of_grammar in found if not of_grammar]
    return [terms for terms in kept or [terms for _word, terms, _of_grammar in found] if terms]


def terms_as_written(texts):
    """{term: the first word that has it} of all words of the texts."""
    found = {}
    for token in dict.fromkeys(chain.from_iterable(map(tokens, texts))):
        word, terms, _of_grammar = read_word(token)
        for term in terms:
            found.setdefault(term, word)
    return found


def read_word(token):
    """(word, its terms, whether it is one of grammar only); of a text most words were read before."""
    return _read_word(token) if len(token) <= LONGEST_TERM else _read_word.__wrapped__(token)


@lru_cache(maxsize=50_000)
def _read_word(token):
    word = composed(token)
    return word, word_terms(word), is_function_word(word)


def query_terms(text):
    """What to ask for: one tuple of alternatives (OR) for each word typed (AND)."""
    typed = islice(dict.fromkeys(_without_stop_words(words(text))), MOST_WORDS)
    return list(dict.fromkeys(terms for word in typed if (terms := _asked_for(word[:LONGEST_TERM]))))


def phrase_terms(text):
    """What to ask for in a phrase: one tuple of alternatives for each place, in order."""
    typed = islice(_without_stop_words(words(text)), MOST_WORDS)
    return [terms for word in typed if (terms := _asked_for(word[:LONGEST_TERM]))]


@lru_cache(maxsize=50_000)
def is_function_word(word):
    return fold(word) in STOP_WORDS


def word_terms(word):
    """The terms under which a document with this word (as `words` and `spans` give it) is found."""
    return _word_terms(word[:LONGEST_TERM])


def spelled(word, term):
    """How one writes the term under which a word is found: with its accents, if a lemmatiser knows them."""
    return next((lemma.lower() for lemma in [*lemmas(word), word] if _terms([lemma]) == (term,)), term)


def degraded():
    """True where lemmagen3 is missing: search then finds less, F1 is .92 instead of .96."""
    return LEMMAGEN is None


def signature():
    """Analyzer and lemmatisers by version, to be stored with the index: another one means a rebuild."""
    lemmagen = "none" if degraded() else version("lemmagen3")
    return f"{VERSION} lemmagen3-{lemmagen} simplemma-{version('simplemma')}"


def _without_stop_words(found):
    return [word for word in found if not is_function_word(word)] or found


@lru_cache(maxsize=50_000)
def _word_terms(word):
    """A lemma that is a function word gives way to the word itself: "vas" is a village before it is "you"."""
    itself = _terms([word])
    found = _terms(lemmas(word)) or itself
    kept = tuple(lemma for lemma in found if lemma not in STOP_WORDS)
    return tuple(dict.fromkeys(kept + itself)) if kept and kept != found else found


@lru_cache(maxsize=10_000)
def _asked_for(word):
    """The terms of all spellings of a typed word, and the word as it is typed: a lemma nobody recognised."""
    spellings = chain.from_iterable(word_terms(spelling) for spelling in _spellings(word))
    return tuple(dict.fromkeys(chain(spellings, _terms([word]))))


def _spellings(word):
    """The word, and for an ASCII word its ways to carry č š ž, those with few changes first."""
    return islice(_caron_spellings(word), MOST_VARIANTS) if word.isascii() and _has_lemmas(word) else [word]


def _caron_spellings(word):
    places = [place for place, letter in enumerate(word) if letter in CARONS]
    for count in range(len(places) + 1):
        for chosen in combinations(places, count):
            yield "".join(CARONS[letter] if place in chosen else letter for place, letter in enumerate(word))


def _has_lemmas(word):
    return len(word) <= LONGEST_LEMMATISED and LATIN_WORD.fullmatch(word) is not None


def lemmas(word):
    """As the lemmatisers give them, accents kept; some may be empty."""
    return [_lemmagen(word), _simplemma(word, "sl"), _simplemma(word, "en")] if _has_lemmas(word) else []


def _lemmagen(word):
    """May be empty: lemmagen3 has no answer for some words."""
    return "" if degraded() else _slovenian().lemmatize(word)


def _simplemma(word, language):
    """May be empty: unlike simplemma.lemmatize, which gives an unknown word back."""
    return _strategy().get_lemma(word, language) or ""


@cache
def _slovenian():
    return LEMMAGEN.Lemmatizer("sl")


@cache
def _strategy():
    return DefaultStrategy()


def _terms(texts):
    """Folded, letters and digits only, each once and never empty."""
    bare = ("".join(filter(str.isalnum, fold(lemma)))[:LONGEST_TERM] for lemma in texts)
    return tuple(dict.fromkeys(filter(None, bare)))
