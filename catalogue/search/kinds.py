"""A query that names a kind, “dobre prakse”, finds what is of it. One word alone, “kraj”, is only a word."""

from functools import cache

from django.utils import translation

from catalogue.analysis import index_terms
from catalogue.languages import LANGUAGES
from catalogue.models.kind import Kind
from catalogue.search.expressions import facet_term
from catalogue.search.query import Naming


def with_kinds(namings, words):
    """The namings, and those of kinds where they do not overlap, in order."""
    found = list(namings)
    for kind, label in labels():
        for start in range(len(words) - len(label) + 1):
            stop = start + len(label)
            spelt = all(terms & set(word.places[0]) for terms, word in zip(label, words[start:stop], strict=True))
            if spelt and all(stop <= other.start or other.stop <= start for other in found):
                found.append(Naming(start, stop, (facet_term("kind", kind),)))
    return tuple(sorted(found))


@cache
def labels():
    """(kind, terms of each word) of the names of kinds that have several words, in every language."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            for kind in Kind:
                for label in {str(kind.label), str(kind.plural)}:
                    words = [set(terms) for terms in index_terms(label)]
                    if len(words) > 1:
                        found.append((kind.value, words))
    return sorted(found, key=lambda item: (-len(item[1]), item[0]))
