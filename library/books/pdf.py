"""A volume as a tagged PDF: the tree is handed to a Typst template as plain data, so nothing in it can be a command."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.documents.typesetting import typeset
from catalogue.text import alphabet_key
from library.books.lines import together
from library.books.works import in_order, in_text, year_of

TEMPLATE = Path(__file__).parent / "book.typ"


class Data:
    """One chapter as data for the template; collects the works that it cites."""

    def __init__(self, leaf):
        self.leaf, self.works = leaf, {}

    def all(self, nodes):
        return [made for node in nodes if (made := self.one(node)) is not None]

    def one(self, node):
        make = getattr(self, node.kind, None)
        if make:
            return make(node)
        return {"kind": node.kind, "children": self.all(node.children)}

    def text(self, node):
        return {"kind": "text", "text": together(node.text, self.leaf.language or get_language())}

    def code(self, node):
        return {"kind": "code", "text": node.text}

    code_block = code

    def figure(self, node):
        return None

    def heading(self, node):
        return {"kind": "heading", "level": node.data["level"] - 1, "children": self.all(node.children)}

    def list(self, node):
        items = [self.all(item.children) for item in node.children]
        return {"kind": "list", "ordered": node.data["ordered"], "start": node.data["start"], "items": items}

    def table(self, node):
        rows = [[self.all(cell.children) for cell in row.children] for row in node.children]
        return {
            "kind": "table",
            "caption": self.all(node.data["caption"]),
            "aligned": [cell.data["align"] or "left" for cell in node.children[0].children],
            "head": rows[0],
            "rows": rows[1:],
        }

    def link(self, node):
        return {"kind": "link", "address": node.data["address"], "children": self.all(node.children)}

    def dead_link(self, node):
        return {"kind": "span", "children": self.all(node.children)}

    def reference(self, node):
        found = self.leaf.library.section(node.data["target"])
        words = self.all(node.children) or ([{"kind": "text", "text": found[1]}] if found else [])
        return {"kind": "span", "children": words}

    def portal_link(self, node):
        to, target = node.data["to"], node.data["target"]
        kind, _colon, name = target.partition(":")
        library = self.leaf.library
        if to == "term":
            found = library.term(target)
            found = found and (found[0], found[2])
        else:
            found = library.analysis(target) if to == "analysis" else library.entry(kind, name)
        inside = self.all(node.children)
        if found is None:
            return {"kind": "span", "children": inside}
        inside = inside or [{"kind": "text", "text": found[0]}]
        return {"kind": "link", "address": settings.SITE_URL + found[1], "children": inside}

    def citation(self, node):
        parts = []
        for one in node.data["cited"]:
            work = self.leaf.library.work(one.key)
            if work:
                self.works[one.key] = work
            parts.append(in_text(work, one.place) if work else one.key)
        return {"kind": "text", "text": f"({'; '.join(parts)})"}

    def note_reference(self, node):
        note = self.leaf.document.data["notes"][node.data["note"]]
        return {"kind": "note", "name": f"c{self.leaf.pk}-{node.data['note']}", "first": node.data["time"] == 0} | {
            "children": self.all(note.children)
        }


def leaf_data(leaf, works):
    made = Data(leaf)
    body = made.all(leaf.document.children)
    works |= made.works
    return {
        "role": leaf.role,
        "level": leaf.level,
        "number": leaf.number,
        "title": leaf.title,
        "summary": leaf.summary,
        "language": leaf.language,
        "body": body,
    }


def work_data(work):
    return {
        "author": work.author,
        "year": year_of(work),
        "title": work.title,
        "publisher": work.publisher.rstrip("."),
        "link": work.link if work.link.startswith("http") else work.link and settings.SITE_URL + work.link,
        "language": work.language if len(work.language) == 2 else "",
    }


def data_of(volume, moment):
    works = {}
    leaves = [leaf_data(leaf, works) for leaf in volume.leaves]
    return {
        "title": volume.title,
        "subtitle": volume.subtitle,
        "authors": list(volume.authors),
        "summary": volume.summary,
        "language": volume.language,
        "address": volume.address,
        "leaves": leaves,
        "works": [work_data(work) for work in in_order(works.values())],
        "colophon": [list(pair) for pair in volume.colophon],
        "terms": sorted(volume.terms.items(), key=lambda term: alphabet_key(term[0])),
        "words": {
            "contents": _("Contents"),
            "works": _("Sources"),
            "terms": _("Terms"),
            "working": volume.standing(moment),
            "part": _("Part"),
            "colophon": _("Colophon"),
        },
    }


def pdf(volume, *, moment, typeset=typeset):
    """The bytes of the book as PDF/UA-1, dated by `moment`; with the same text they are the same."""
    with translation.override(volume.language):
        return typeset(TEMPLATE, data_of(volume, moment), assets={}, moment=moment)
