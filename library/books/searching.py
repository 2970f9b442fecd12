"""Searching in one book: the chapters by the index of the catalogue, their sections by the same terms."""

import re
from typing import NamedTuple

from django import forms
from django.core.paginator import EmptyPage, Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.analysis import is_function_word, word_terms
from catalogue.caches import kept_per_version
from catalogue.filing.filing import index
from catalogue.forms import MOST_LETTERS, query_string
from catalogue.languages import in_order, shown
from catalogue.missing import NoSuchPage
from catalogue.models import Card, Kind
from catalogue.search.expressions import every, facet_term, public
from catalogue.search.finding import among
from catalogue.search.query import understood
from catalogue.search.snippets import Asked, best_lines, marked
from catalogue.text import words
from library.books.reading import Place, place_of
from library.books.shelf import prefix_of
from library.books.tree import parse
from library.models import Chapter
from library.models.book import IN_BOOK

PAGE_SIZE = 10  # chapters
MOST_KEPT = 64  # searches
LOOSE_SIGN = re.compile(r" +(?=[.,;:!?])")  # what stood before it, a citation, is not shown
BLOCKS = {"list", "item", "quote", "table", "row", "note"}  # nodes of the tree


class BookSearch(forms.Form):
    """What is typed into the field of a book."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=MOST_LETTERS,
        error_messages={"max_length": _("Shorten your words to at most %(limit_value)d characters.")},
    )

    @property
    def words(self):
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class SectionHit(NamedTuple):
    """A section that holds words asked for; its title and a few of its lines as marked parts."""

    title: tuple
    address: str
    lines: tuple


class ChapterHit(NamedTuple):
    place: Place
    title: tuple
    language: str  # of what is shown of the text, set only where it is not that of the page
    summary: tuple  # marked, where no section holds the words
    sections: list


class Section(NamedTuple):
    anchor: str
    title: str
    text: str


@kept_per_version(MOST_KEPT)
def found(book, language, typed, version):
    """The chapters of a book that hold the words, in their order, as ChapterHits."""
    query = understood(typed)
    if not query.wanted:
        return []
    asked = public(every(query.literal(), facet_term(IN_BOOK, book)))
    cards = among(index(), Card.objects.live().of_kind(Kind.CHAPTER), asked)
    chapters = Chapter.objects.published().filter(book=book, pk__in=list(cards.values_list("object_id", flat=True)))
    hits = (hit_of(chapter, query) for chapter in chapters.in_order().select_related("book"))
    return [hit for hit in hits if hit]


def hit_of(chapter, query):
    """Where the words stand in it: in sections, else in its title or summary, else (of its book's name) nowhere."""
    place, asked = place_of(chapter), Asked(query)
    language, best = best_sections(chapter, query)
    title, summary = marked(place.title, asked), marked(shown(chapter, "summary").text, asked)
    if not best and not any(part.hit for part in (*title, *summary)):
        return None
    sections = [section_hit(chapter, section, asked) for section in best]
    return ChapterHit(place, title, language, () if sections else summary, sections)


def best_sections(chapter, query):
    """(language, sections) of the text whose sections hold the most of the words; of equals the page's language."""
    page, best, most = get_language(), ("", []), 0
    for language in in_order():
        sections = sections_of(getattr(chapter, f"body_{language}") or "")
        counts = [pieces_in(f"{section.title} {section.text}", query) for section in sections]
        if max(counts, default=0) > most:
            most = max(counts)
            held = [section for section, count in zip(sections, counts, strict=True) if count == most]
            best = ("" if language == page else language, held)
    return best


def pieces_in(text, query):
    """How many of the words and phrases asked for stand in a text."""
    standing = [word_terms(word) for word in words(text) if not is_function_word(word)]
    return sum(stands(piece.places, standing) for piece in query.wanted)


def stands(places, standing):
    """Whether words next to each other fit the places of a piece."""
    wanted = [set(terms) for terms in places]
    starts = range(len(standing) - len(wanted) + 1)
    return any(
        all(not terms.isdisjoint(standing[start + step]) for step, terms in enumerate(wanted)) for start in starts
    )


def section_hit(chapter, section, asked):
    anchor = f"#{prefix_of(chapter)}-{section.anchor}" if section.anchor else ""
    lines, _pieces = best_lines(section.text, asked)
    return SectionHit(marked(section.title, asked), f"{chapter.get_absolute_url()}{anchor}", lines)


def one_page(hits, number, typed):
    """What a page of hits shows, with the addresses of the others."""
    paginator = Paginator(hits, PAGE_SIZE)
    try:
        page = paginator.page(number or 1)
    except EmptyPage as error:
        raise NoSuchPage from error
    before = page.previous_page_number() if page.has_previous() else None
    after = page.next_page_number() if page.has_next() else None
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [one if one != paginator.ELLIPSIS else None for one in numbers]
    return {
        "hits": page.object_list,
        "count": paginator.count,
        "page": {"number": page.number, "pages": paginator.num_pages, "previous": before, "next": after},
        "links": {
            "previous": query_of(typed, before),
            "next": query_of(typed, after),
            "numbers": [{"number": one, "query": query_of(typed, one)} for one in numbers],
        },
    }


def query_of(typed, number):
    return query_string({"q": typed, "page": number if number and number > 1 else ""}) if number else ""


# --- A text by its sections ---


def sections_of(text):
    """What stands below each heading, in plain words; notes stand where they are first used."""
    document = parse(text)
    found, texts = [("", "")], [[]]
    for node in document.children:
        if node.kind == "heading":
            found.append((node.data["anchor"], plain(node, {})))
            texts.append([])
        else:
            texts[-1].append(plain(node, document.data["notes"]))
    joined = ["\n".join(filter(None, parts)) for parts in texts]
    return [Section(*head, LOOSE_SIGN.sub("", text).strip()) for head, text in zip(found, joined, strict=True)]


def plain(node, notes):
    """The words of a node; those of blocks in it do not run together."""
    if node.kind == "note_reference":
        first = node.data["time"] == 0 and node.data["note"] in notes
        return f" {plain(notes[node.data['note']], notes)} " if first else ""
    if node.kind in BLOCKS:
        parts = [*node.data.get("caption", ()), *node.children]
        return " ".join(filter(None, (plain(child, notes) for child in parts)))
    if node.kind == "break":
        return " "
    return node.text + "".join(plain(child, notes) for child in node.children)
