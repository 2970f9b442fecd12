"""Which terms a typed word asks for, worked out here, for no browser lemmatises.

Forms come from the words of the collection, from both dictionaries, and from each of its lemmas with the commonest
endings; all of them go through the analyzer of the portal, and what leads to no term of the collection is left out.
"""

import gzip
from collections import Counter, defaultdict
from functools import cache
from itertools import chain, takewhile
from pathlib import Path

from django.conf import settings
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from catalogue.analysis import LATIN_WORD, LONGEST_LEMMATISED, is_function_word, lemmas, signature, word_terms
from catalogue.text import fold

COMMONEST_ENDINGS = 120
SHORTEST_STEM = 3
NO_LETTERS = "__"


def form_rows(words, held):
    """(first two letters, rows "stem|endings|terms") of the forms whose terms are `held`; `words` are as written.

    One file after the other: the forms of a large collection are too many to be known all at once.
    """
    known = parted(known_forms_of(held), lambda pair: pair[0])
    written, bent = parted(words, fold), parted(lemmas_of(words, held), fold)
    for letters in sorted({*known, *written, *bent}):
        found = defaultdict(set)
        of_words = analysed(chain(written[letters], with_endings(bent[letters])))
        for form, terms in chain(known[letters], of_words):
            if here := [term for term in terms if term in held]:
                found[form].update(here)
        yield from by_letters({form: terms for form, terms in found.items() if terms - {form}}).items()


def parted(things, form_of):
    """{first two letters: things}; a word and its lemma with other endings lie together."""
    found = defaultdict(list)
    for thing in things:
        found[letters_of(form_of(thing))].append(thing)
    return found


def known_forms_of(held):
    """Those of the dictionaries' forms that lead to a term which is not the form itself."""
    return ((form, terms) for form, terms in known_forms() if any(term in held and term != form for term in terms))


def analysed(words):
    """(folded form, its terms) of each word that is not of grammar only."""
    return ((fold(word), word_terms(word)) for word in words if not is_function_word(word))


def by_letters(table):
    grouped = defaultdict(lambda: defaultdict(list))
    for form, terms in sorted(table.items()):
        grouped[letters_of(form)][tuple(sorted(terms))].append(form)
    return {letters: sorted(row(forms, terms) for terms, forms in rows.items()) for letters, rows in grouped.items()}


def letters_of(form):
    """The file of a form."""
    first = form[:2].ljust(2, "_")
    return first if first.replace("_", "a").isascii() and form[:1].isascii() else NO_LETTERS


def row(forms, terms):
    stem = common_start(min(forms), max(forms))
    return f"{stem}|{','.join(form[len(stem) :] for form in forms)}|{' '.join(terms)}"


def common_start(one, other):
    return "".join(
        letter for letter, _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )


# --- Endings ---


def lemmas_of(words, held):
    """The lemmas of these words that somebody may look for."""
    known = {lemma.lower() for word in words if not is_function_word(word) for lemma in lemmas(word) if lemma}
    return [lemma for lemma in sorted(known) if LATIN_WORD.fullmatch(lemma) and fold(lemma) in held]


def with_endings(lemmas):
    """Lemmas in other forms, whether a dictionary has them or not."""
    for lemma in lemmas:
        for ending, others in endings().items():
            stem = lemma.removesuffix(ending)
            if lemma.endswith(ending) and len(stem) >= SHORTEST_STEM:
                yield from (stem + other for other in others)


@cache
def endings():
    """{ending of a lemma: endings of its forms}: the pairs that the Slovenian dictionary has most often."""
    counted = Counter()
    for form, lemma in dictionary("sl"):
        stem = common_start(form, lemma)
        if len(stem) >= SHORTEST_STEM and form != lemma:
            counted[lemma[len(stem) :], form[len(stem) :]] += 1
    found = defaultdict(list)
    for (ending, other), _number in counted.most_common(COMMONEST_ENDINGS):
        found[ending].append(other)
    return found


# --- Dictionaries ---


def dictionary(language):
    """Pairs (form, lemma) of simplemma, in lower case."""
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        if len(form) <= LONGEST_LEMMATISED and LATIN_WORD.fullmatch(form.lower()):
            yield form.lower(), lemma.lower()


def known_forms():
    """(folded form, its terms) of both dictionaries; kept in a file, for it takes long and is always the same."""
    kept = Path(settings.CACHE_ROOT) / "archive" / f"forms-{signature().replace(' ', '-')}.gz"
    if not kept.exists():
        keep(kept)
    with gzip.open(kept, "rt", encoding="utf-8") as lines:
        for line in lines:
            form, *terms = line.split()
            yield form, terms


def keep(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    forms = (form for language in ("sl", "en") for form, _lemma in dictionary(language))
    draft = path.with_suffix(".new")
    with gzip.open(draft, "wt", encoding="utf-8", compresslevel=6) as out:
        out.writelines(f"{form} {' '.join(terms)}\n" for form, terms in analysed(forms))
    draft.replace(path)
