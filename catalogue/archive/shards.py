"""What the search of the archive knows of entries: where terms stand, what a result shows, by what it is narrowed."""

import re
from array import array
from collections import defaultdict

from django.utils import translation

from catalogue.filing.cards import pairs
from catalogue.filing.filing import current_state, index
from catalogue.labels import labels
from catalogue.languages import LANGUAGES
from catalogue.models import CardText, Facet
from catalogue.search.expressions import about_term
from catalogue.text import alphabet_key, shortened, words

TITLE, SUMMARY, TEXT, TOPIC = 1, 2, 4, 8
WHERE = {"a": TITLE, "b": SUMMARY, "d": TEXT}
LONGEST_SUMMARY = 200
BATCH = 300
ABOUT = about_term("").word
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Postings:
    """{term: numbers of the entries that hold it, each with where}; entries are numbered by their static score."""

    SHARDS = 256

    def __init__(self):
        self.held = defaultdict(lambda: array("L"))

    def read(self, cards):
        """What the index of the portal holds of the cards, so that both find the same."""
        for start in range(0, len(cards), BATCH):
            part = cards[start : start + BATCH]
            stored = index().held([card.pk for card in part])
            for number, card in enumerate(part, start):
                for term, where in places(stored.get(card.pk, {})).items():
                    self.held[term].append(number << 4 | where)

    def shards(self):
        """(number, {term: entries as text}) of every file."""
        parted = [[] for _number in range(self.SHARDS)]
        for term in sorted(self.held):
            parted[fnv1a(term) % self.SHARDS].append(term)
        for number, terms in enumerate(parted):
            yield number, {term: packed(self.held[term]) for term in terms}

    def words(self, cards):
        """All words of the texts, as they are written."""
        found = set()
        for start in range(0, len(cards), BATCH):
            part = cards[start : start + BATCH]
            pks = [card.pk for card in part]
            found.update(word for card in part for text in shown_texts(card) for word in words(text))
            for text in CardText.objects.filter(card__in=pks).values_list("text", flat=True):
                found.update(words(text))
        return found


def shown_texts(card):
    return [
        getattr(card, f"{field}_{code}") or "" for field in ("title", "place", "by", "detail") for code in LANGUAGES
    ]


def places(stored):
    """{term: where} of {term: letters of weights}; words of the index itself are left out, but for those of topics."""
    found = {}
    for term, letters in stored.items():
        if term.startswith(ABOUT):
            bare = term.removeprefix(ABOUT)
            found[bare] = found.get(bare, 0) | TOPIC
        elif letters:
            found[term] = found.get(term, 0) | sum(WHERE[letter] for letter in letters)
    return found


def packed(found):
    """Each entry as a letter for where, A to O, and the step from the entry before in base 36."""
    parts, last = [], 0
    for one in found:
        number, where = one >> 4, one & 15
        parts.append(chr(64 + where) + base36(number - last))
        last = number
    return "".join(parts)


def base36(number):
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if not number:
            return text


def fnv1a(term):
    value = 0x811C9DC5
    for byte in term.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


# --- What a result shows ---


def result_rows(cards, files):
    """For each card [kind, country, year, [title, summary, place, file, language of the title] per language]."""
    rows = [[card.kind, card.country, card.year] for card in cards]
    for code in LANGUAGES:
        with translation.override(code):
            for row, card in zip(rows, cards, strict=True):
                row.append(in_language(card, files))
    return rows


def in_language(card, files):
    summary = shortened(re.sub(r"\s+", " ", card.summary), LONGEST_SUMMARY)
    return [card.title, summary, card.place, files.get(card.address, ""), card.shown_language]


# --- By what they are narrowed ---


def facts(cards):
    """{facets: {facet: {value: steps}}, labels, dates, titles: order per language}."""
    held = {facet.value: defaultdict(lambda: array("L")) for facet in Facet}
    for number, card in enumerate(cards):
        for facet, value in pairs(card.facets):
            held[facet][value].append(number)
    return {
        "total": len(cards),
        "facets": {
            facet: {value: steps(numbers) for value, numbers in sorted(values.items())}
            for facet, values in held.items()
        },
        "labels": {code: labels_of(held, code) for code in LANGUAGES},
        "dates": "|".join(card.date for card in cards),
        "titles": {code: by_title(cards, code) for code in LANGUAGES},
    }


def steps(numbers):
    return " ".join(base36(number - last) for last, number in zip([0, *numbers], numbers, strict=False))


def labels_of(held, language):
    """{facet: [name, [[value, label], in order]]} in a language."""
    with translation.override(language):
        version, found = current_state().version, {}
        for facet in Facet:
            known = labels(facet, version)
            order = reversed(known) if facet == Facet.YEAR else known
            named = [[value, str(known[value])] for value in order if value in held[facet.value]]
            found[facet.value] = [str(facet.label), named]
        return found


def by_title(cards, language):
    keys = [alphabet_key(getattr(card, f"title_{language}") or card.title) for card in cards]
    return " ".join(base36(number) for number in sorted(range(len(cards)), key=lambda number: (keys[number], number)))
