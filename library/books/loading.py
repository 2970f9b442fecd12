"""Recipes: the portal's own handbook, whose chapters are texts of their own beside the index."""

from functools import lru_cache

import yaml

from catalogue.languages import LANGUAGES
from catalogue.loading import Recipe, each, pair, refers_to, string, texts
from catalogue.loading.reading import LOADER
from library.books.tree import parse
from library.models import Book, Chapter

INDEX = "handbook/index.yaml"
HANDBOOK = "from-diagnosis"  # the identifier of the book there
WORKS = "handbook/sources.yaml"
FILES = {  # where the entries stand that a chapter may link to
    "practice": "practices.yaml",
    "place": "areas.yaml",
    "guideline": "guidelines.yaml",
    "term": "vocabulary.yaml#glossary",
    "chapter": f"{INDEX}#parts",
}
CHAPTER = {
    "id!": string,
    "number!": string,
    "title!": pair,
    "summary!": pair,
    "topics!": each(refers_to("vocabulary.yaml#topics")),
    "practices!": each(refers_to(FILES["practice"])),
    "analyses!": each(string),
    "terms!": each(refers_to(FILES["term"])),
}


class Handbooks(Recipe):
    file, section = INDEX, "book"
    model = Book
    schema = {"id!": string, "title!": pair, "summary!": pair}

    def parts(self, record):
        return {
            "external_id": record["id"],
            **texts("title", record["title"]),
            **texts("summary", record["summary"]),
            "type": Book.Type.HANDBOOK.value,
            "languages": ", ".join(LANGUAGES),
        }


class HandbookChapters(Recipe):
    """Parts and chapters in their order, each an entry of its own; the text of a chapter is read from its file."""

    file, section = INDEX, "parts"
    model = Chapter
    schema = {"id!": string, "number!": string, "title!": pair, "summary!": pair, "chapters!": each(CHAPTER)}

    def records(self, part):
        book = part["id"].rpartition("-")[0]
        yield part | {"book": book, "role": Chapter.Role.PART.value, "level": 1}
        for chapter in part["chapters"]:
            yield chapter | {"book": book, "role": Chapter.Role.CHAPTER.value, "level": 2}

    def references(self, record):
        for name, file in (("practices", FILES["practice"]), ("terms", FILES["term"])):
            yield from ((name, file, target) for target in record.get(name, ()))
        yield from (("topics", "vocabulary.yaml#topics", target) for target in record.get("topics", ()))

    def parts(self, record):
        found = {} if record["role"] == Chapter.Role.PART else self.texts(record)
        return {
            "external_id": record["id"],
            **texts("title", record["title"]),
            **texts("summary", record["summary"]),
            **texts("body", found),
            "book": record["book"],
            "order": order(record["number"]),
            "role": record["role"],
            "level": record["level"],
            "number": record["number"],
            "analyses": " ".join(record.get("analyses", ())),
            "topics": record.get("topics", []),
            "links:practices": record.get("practices", []),
            "links:terms": record.get("terms", []),
            "rows:references": [work_row(self.works()[key]) for key in cited(found.values()) if key in self.works()],
        }

    def path(self, record, language):
        return f"handbook/{language}/{record['number']}.md"

    def texts(self, record):
        return {code: read_text(self.folder / self.path(record, code)) for code in LANGUAGES}

    def works(self):
        return works_of(self.folder / WORKS)

    def compare(self, record, files):
        """What the texts name must be there, and both languages must have the same sections."""
        if record["role"] == Chapter.Role.PART:
            return
        for code, text in self.texts(record).items():
            place = self.path(record, code)
            if not text:
                yield place, "is missing or empty"
            for line, message in faults_of_text(text, files, self.works()):
                yield f"{place}, line {line}", message
        first, *others = (anchors(text) for text in self.texts(record).values())
        if any(other != first for other in others):
            yield "headings", "are not the same in every language"


def order(number):
    """The place of “2.3” in the book: parts and chapters count together."""
    part, _dot, chapter = number.partition(".")
    return int(part) * 100 + int(chapter or 0)


@lru_cache(maxsize=200)
def read_text(path):
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@lru_cache(maxsize=4)
def works_of(path):
    """{key: work} of the file of sources."""
    return {work["id"]: work for work in yaml.load(read_text(path), Loader=LOADER) or []}  # noqa: S506  a safe one


def work_row(work):
    """A cited work as the columns of its table."""
    found = {name: str(work.get(name) or "") for name in ("author", "title", "publisher", "year", "language")}
    return {"key": work["id"], **found, "link": work.get("url") or ""}


@lru_cache(maxsize=200)
def tree_of(text):
    return parse(text)


def nodes(text):
    """(line of the block, node) of all that stands in a text, notes too."""
    document = tree_of(text)
    for block in [*document.children, *document.data["notes"].values()]:
        line = block.line
        for node in block.walk():
            line = node.line or line
            yield line, node
            for inside in node.data.get("caption", ()):
                yield from ((line, one) for one in inside.walk())


def cited(some):
    """The keys of all works that texts cite, each once."""
    found = (one.key for text in some for _line, node in nodes(text) for one in node.data.get("cited", ()))
    return list(dict.fromkeys(found))


def anchors(text):
    return [node.data["anchor"] for node in tree_of(text).children if node.kind == "heading"]


def faults_of_text(text, files, works):
    """Yield (line, what is wrong) for every link and citation that leads nowhere."""
    for line, node in nodes(text):
        if node.kind == "dead_link":
            yield line, f"“{node.data['address']}” is no address that a text may link to"
        if node.kind == "portal_link" and (fault := fault_of_link(node.data, files)):
            yield line, fault
        for one in node.data.get("cited", ()):
            if one.key not in works:
                yield line, f"there is no work “{one.key}” in {WORKS}"


def fault_of_link(data, files):
    kind, _colon, name = data["target"].partition(":")
    if data["to"] == "analysis":
        return ""
    if data["to"] == "term":
        kind, name = "term", data["target"]
    if kind not in FILES:
        return f"a text cannot link to the kind “{kind}”"
    return "" if name in files.get(FILES[kind], ()) else f"there is no “{name}” in {FILES[kind]}"


RECIPES = [Handbooks(), HandbookChapters()]
