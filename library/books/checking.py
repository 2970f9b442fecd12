"""What is wrong in the text of a chapter, each fault a sentence with its line: asked on saving and for editions."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.labels import language_name
from catalogue.languages import shown
from library.books.shelf import entries_named, entries_of, headings_of, outline_of
from library.books.tree import FIGURE, parse
from library.books.works import PUBLICATION, is_of_portal
from library.models import Chapter, Publication

ERROR, WARNING = "error", "warning"  # an error hinders an edition, a warning is only said
FIRST_LEVEL = 2
MOST_TABLES, MOST_COLUMNS, MOST_NOTES = 40, 30, 300
ANCHOR = re.compile(r"\{#([a-z0-9-]+)\}\s*\Z")
ROW = re.compile(r"(?<!\\)\|")
SECTION, FIGURES, TABLES = "sec", "fig", "tab"


class Fault(NamedTuple):
    """Something to be mended; `line` is 0 where no line of the text holds it, as in the rows of figures."""

    line: int
    severity: str
    text: str


class Text(NamedTuple):
    """What the checks below ask: the text as typed, its tree, what belongs to it, and what exists besides."""

    typed: str
    document: object
    language: str
    figures: dict  # {key: row}
    works: set
    known: dict  # {(kind, name): public entry}
    entry: object


def faults_of(text, language, content, entry=None):
    """All faults of a chapter's text in one language, in the order of its lines.

    `content` is that of the chapter's version, `entry` the chapter itself where it was public already.
    """
    document = parse(text)
    asked = Text(
        text,
        document,
        language,
        {row.get("key"): row for row in content.get("illustrations", ())},
        {row.get("key") for row in content.get("references", ())},
        entries_named([document]),
        entry,
    )
    found = [fault for check in CHECKS for fault in check(asked)]
    return sorted(found, key=lambda fault: fault.line)


def errors_of(text, language, content, entry=None):
    return [fault for fault in faults_of(text, language, content, entry) if fault.severity == ERROR]


def remarks_on(content, language, entry=None):
    """The faults of the text in a content, as sentences for the chapter's form."""
    return [fault.text for fault in faults_of(content.get(f"body_{language}") or "", language, content, entry)]


def nodes(document):
    """(line, node) of all that stands in the text, notes and captions too."""
    for block in [document, *document.data["notes"].values()]:
        line = block.line
        for node in block.walk():
            line = node.line or line
            yield line, node
            yield from ((line, part) for inside in node.data.get("caption", ()) for part in inside.walk())


def cited_keys(document):
    return [(line, one.key) for line, node in nodes(document) for one in node.data.get("cited", ())]


def error(line, text, **values):
    return Fault(line, ERROR, text % ({"line": line} | values))


def warning(line, text, **values):
    return Fault(line, WARNING, text % ({"line": line} | values))


# --- Headings ---


def levels(text):
    """The first heading is a section of the chapter; below it one level follows another."""
    level = FIRST_LEVEL - 1
    for line, node in nodes(text.document):
        if node.kind != "heading":
            continue
        found = node.data["level"]
        fitting = max(FIRST_LEVEL, min(found, level + 1))
        if found != fitting:
            sentence = _(
                "Line %(line)s: the level of the heading “%(title)s” does not fit here. Begin it with %(fitting)s."
            )
            yield error(line, sentence, title=node.words(), fitting="#" * fitting)
        level = fitting


def wordless(text):
    for line, node in nodes(text.document):
        if node.data.get("wordless"):
            sentence = _("Line %(line)s: this heading has no words, so nobody sees it. Write it or delete it.")
            yield warning(line, sentence)


def anchors(text):
    """As they are typed; the tree has made them unique already."""
    lines, taken = text.typed.splitlines(), set()
    for line, node in nodes(text.document):
        found = ANCHOR.search(lines[line - 1]) if node.kind == "heading" else None
        if found and found[1] in taken:
            sentence = _("Line %(line)s: the anchor “%(name)s” stands here a second time. It becomes “%(name)s-2”.")
            yield warning(line, sentence, name=found[1])
        taken |= {found[1]} if found else set()


# --- Figures ---


def placed_figures(text):
    for line, node in nodes(text.document):
        if node.kind == "figure" and node.data["key"] not in text.figures:
            sentence = _(
                "Line %(line)s: the figure “%(key)s” is not among those of the chapter. Add it or choose another one."
            )
            yield error(line, sentence, key=node.data["key"])
        if node.kind == "image":
            sentence = _(
                "Line %(line)s: the picture “%(name)s” is not shown. Make it a figure of the chapter: %(form)s."
            )
            yield warning(line, sentence, name=node.data["target"], form=f"![]({FIGURE}key)")


def described_figures(text):
    """Of each figure in words what it shows, which is not its caption once more."""
    for key, row in text.figures.items():
        alt, caption = ((row.get(f"{name}_{text.language}") or "").strip() for name in ("alt", "caption"))
        values = {"key": key, "language": language_name(text.language)}
        if not alt:
            sentence = _("Figure “%(key)s” (%(language)s): say in words what it shows, for those who cannot see it.")
            yield error(0, sentence, **values)
        elif alt == caption:
            sentence = _("Figure “%(key)s” (%(language)s): the description repeats the caption. Describe what is seen.")
            yield warning(0, sentence, **values)


# --- Tables ---


def tables(text):
    lines = text.typed.splitlines()
    for _line, node in nodes(text.document):
        if node.kind != "table":
            continue
        wide = cells(lines[node.children[0].line - 1])
        for place, row in enumerate(node.children[1:], start=1):
            count = cells(lines[row.line - 1])
            if count != wide:
                sentence = _(
                    "Line %(line)s: row %(row)s of the table has %(count)s cells, its head %(wide)s. Make them equal."
                )
                yield error(row.line, sentence, row=place, count=count, wide=wide)


def cells(line):
    return len(ROW.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1


# --- What the text points at ---


def dead_links(text):
    for line, node in nodes(text.document):
        if node.kind == "dead_link":
            sentence = _(
                "Line %(line)s: “%(address)s” is no address that a text may link to. Only its words are shown."
            )
            yield warning(line, sentence, address=node.data["address"])


def citations(text):
    for line, key in cited_keys(text.document):
        if is_of_portal(key):
            if (Publication.kind.value, key.removeprefix(PUBLICATION)) not in text.known:
                sentence = _("Line %(line)s: there is no public publication “%(key)s”. Cite another one.")
                yield error(line, sentence, key=key)
        elif key not in text.works:
            sentence = _(
                "Line %(line)s: the work “%(key)s” is not among those of the chapter. Add it or cite another one."
            )
            yield error(line, sentence, key=key)


def entries(text):
    for line, node in nodes(text.document):
        if node.kind != "portal_link" or node.data["to"] == "analysis":
            continue
        kind, _colon, name = node.data["target"].rpartition(":")
        if node.data["to"] == "term" and ("term", node.data["target"]) not in text.known:
            sentence = _(
                "Line %(line)s: there is no public term “%(name)s”. Choose another one or leave only the words."
            )
            yield error(line, sentence, name=node.data["target"])
        if node.data["to"] == "entry" and (kind, name) not in text.known:
            sentence = _(
                "Line %(line)s: the entry “%(name)s” is not public. Choose another one or leave only the words."
            )
            yield error(line, sentence, name=node.data["target"])


def references(text):
    """To sections, figures and tables; those of another chapter are looked up in its public text."""
    own = names_in(text)
    for line, node in nodes(text.document):
        if node.kind != "reference" or is_there(text, own, node.data["to"], node.data["target"]):
            continue
        name = f"{node.data['to']}:{node.data['target']}"
        sentence = _("Line %(line)s: “%(name)s” leads nowhere. Name a section, figure or table that is there.")
        yield error(line, sentence, name=name)


def is_there(text, own, to, target):
    chapter, _slash, anchor = target.rpartition("/")
    if chapter:
        return to == SECTION and anchor in sections_of(text, chapter)
    return anchor in own[to]


def names_in(text):
    """What has a name by which the text may refer to it: sections, figures that are placed, tables with a caption."""
    placed = [node for _line, node in nodes(text.document)]
    return {
        SECTION: set(headings_of(text.document)),
        FIGURES: {node.data["key"] for node in placed if node.kind == "figure"} & set(text.figures),
        TABLES: {node.data["anchor"] for node in placed if node.kind == "table" and node.data["caption"]},
    }


def sections_of(text, name):
    """The anchors of another public chapter of the same book, by its lasting name."""
    chapter = next(iter(entries_of(Chapter.kind.value, {name}).values()), None)
    if chapter is None or (text.entry is not None and chapter.book_id != text.entry.book_id):
        return set()
    return set(outline_of(shown(chapter, "body").text).headings)


# --- How much a chapter holds ---


def sizes(text):
    """A chapter that holds more than a book can set is said to, once for each kind."""
    tables = [node for _line, node in nodes(text.document) if node.kind == "table"]
    wide = next((node for node in tables if len(node.children[0].children) > MOST_COLUMNS), None)
    if len(tables) > MOST_TABLES:
        sentence = _("The chapter has %(count)s tables, at most %(most)s are set. Divide it.")
        yield error(0, sentence, count=len(tables), most=MOST_TABLES)
    if wide:
        sentence = _("Line %(line)s: the table has more than %(most)s columns. Divide it.")
        yield error(wide.children[0].line, sentence, most=MOST_COLUMNS)
    if (count := len(text.document.data["notes"])) > MOST_NOTES:
        sentence = _("The chapter has %(count)s footnotes, at most %(most)s are set. Divide it.")
        yield error(0, sentence, count=count, most=MOST_NOTES)


CHECKS = [
    *(levels, wordless, anchors, placed_figures, described_figures, tables),
    *(dead_links, citations, entries, references, sizes),
]
