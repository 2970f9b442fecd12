"""Why an entry was found: its title and a few lines of its text with the words marked, in whatever inflection."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from catalogue.analysis import word_terms
from catalogue.languages import LANGUAGES
from catalogue.models.card import CardText
from catalogue.text import WORD, composed

LETTERS = 260
LEAD = 70  # letters before the first marked word
MOST_LETTERS = 60_000  # of a text that is looked through


class Part(NamedTuple):
    text: str
    hit: bool


class Snippet(NamedTuple):
    """Parts of a text; `language` where it is not the page's own, "file" where it stands in an attached file."""

    parts: tuple
    language: str
    in_file: bool = False


@lru_cache(maxsize=100_000)
def terms_of(raw):
    """The terms of a word as it stands in a text; a page looks through thousands."""
    return word_terms(composed(raw))


class Asked(dict):
    """{word as it stands in a text: number of the piece of the query that asks for it, or None}, each found once."""

    def __init__(self, query):
        super().__init__()
        pieces = enumerate(query.wanted)
        self.terms = {term: number for number, piece in pieces for terms in piece.places for term in terms}

    def __missing__(self, raw):
        found = None
        for term in terms_of(raw):
            if term in self.terms:
                found = self.terms[term]
                break
        self[raw] = found
        return found


def hits(text, asked):
    """(start, end, piece) of every word of the text that is asked for."""
    found = WORD.finditer(text[:MOST_LETTERS])
    return [(match.start(), match.end(), piece) for match in found if (piece := asked[match[0]]) is not None]


def marked(text, asked):
    """The whole text as parts."""
    return parts_of(text, 0, len(text), hits(text, asked))


def parts_of(text, start, stop, found):
    parts, place = [], start
    for begin, end, _piece in found:
        if begin >= start and end <= stop:
            parts += [Part(text[place:begin], False), Part(text[begin:end], True)]
            place = end
    return tuple(part for part in (*parts, Part(text[place:stop], False)) if part.text)


def best_lines(text, asked):
    """The lines that hold the most of the words asked for, as (parts, number of pieces)."""
    found = hits(text, asked)
    if not found:
        return (), 0
    windows = (
        (len({piece for _b, end, piece in found[place:] if end <= found[place][0] + LETTERS - LEAD}), -place)
        for place in range(min(len(found), 200))
    )
    most, place = max(windows)
    start, stop = cut(text, max(found[-place][0] - LEAD, 0))
    parts = parts_of(text, start, stop, found)
    before = [Part("… ", False)] if start else []
    after = [Part(" …", False)] if stop < len(text) else []
    return (*before, *parts, *after), most


def cut(text, start):
    """From a place to so many letters on, between words."""
    if start:
        start = min(place + 1 for place in (text.find(" ", start), text.find("\n", start), start + LEAD) if place >= 0)
    stop = min(start + LETTERS, len(text))
    if stop < len(text):
        stop = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop), start + LETTERS // 2)
    return start, stop


def snippet(texts, asked):
    """From {language: text}: the page's language unless another one holds more of the words."""
    page = get_language()
    order = [page, *(code for code in LANGUAGES if code != page), ""]
    lines = [(language, *best_lines(texts[language], asked)) for language in order if texts.get(language)]
    if not lines:
        return None
    language, parts, pieces = max(lines, key=lambda line: line[2])  # of equals the first
    if not pieces:
        return None
    return Snippet(parts, "" if language == page else language, in_file=not language)


def explain(cards, query):
    """Set `marked_title` and `snippet` of each card; one query for all of them."""
    asked, texts = Asked(query), {}
    if cards and asked.terms:
        for text in CardText.objects.filter(card__in=[card.pk for card in cards]):
            texts.setdefault(text.card_id, {})[text.language] = text.text
    for card in cards:
        card.marked_title = marked(card.title, asked)
        card.snippet = snippet(texts.get(card.pk, {}), asked)
