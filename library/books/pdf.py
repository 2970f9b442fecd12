"""A volume as a tagged PDF: the tree is handed to a Typst template as plain data, so nothing in it can be a command."""

from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from catalogue.apart import Limits
from catalogue.documents.typesetting import MOST_MISSING, typeset, typeset_apart
from catalogue.limits import MEGABYTE
from catalogue.text import alphabet_key
from library.books.figures import bytes_of
from library.books.lines import together
from library.books.works import in_order, in_text, is_of_portal, year_of

TEMPLATE = Path(__file__).parent / "book.typ"
LIMITS = Limits(seconds=120, memory=1024 * MEGABYTE, somebody_waits=False)  # of one PDF
LINES = ("paragraph", "heading", "cell")


class Data:
    """One chapter as data for the template; collects the works that it cites. `labels` are those of the chapters."""

    def __init__(self, leaf, labels):
        self.leaf, self.labels = leaf, labels
        self.works, self.placed, self.noted = set(), set(), set()
        self.level = 1  # of the heading before

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
        """Where it is placed a second time, without a label."""
        found = self.leaf.library.figure(node.data["key"])
        if found is None:
            return None
        first = found.key not in self.placed
        self.placed.add(found.key)
        return {
            "kind": "figure",
            "file": file_of(found),
            "alt": found.alt,
            "caption": found.caption,
            "language": found.caption_language,
            "number": _("Figure %(number)s") % node.data if "number" in node.data else "",
            "rights": found.rights,
            "label": f"c{self.leaf.pk}_fig-{found.key}" if first else "",
        }

    def heading(self, node):
        """No level is left out: a tagged PDF would be refused."""
        anchor = node.data["anchor"]
        self.level = min(max(node.data["level"], 2), self.level + 1)
        return {
            "kind": "heading",
            "level": self.level - 1,
            "label": f"c{self.leaf.pk}-{anchor}" if anchor else "",
            "children": self.all(node.children),
        }

    def list(self, node):
        items = [self.all(item.children) for item in node.children]
        return {"kind": "list", "ordered": node.data["ordered"], "start": node.data["start"], "items": items}

    def table(self, node):
        rows = [[self.all(cell.children) for cell in row.children] for row in node.children]
        return {
            "kind": "table",
            "caption": self.all(node.data["caption"]),
            "number": _("Table %(number)s") % node.data if "number" in node.data else "",
            "label": f"c{self.leaf.pk}_tab-{node.data['anchor']}" if node.data["anchor"] else "",
            "aligned": [cell.data["align"] or "left" for cell in node.children[0].children],
            "head": rows[0],
            "rows": rows[1:],
        }

    def link(self, node):
        return {"kind": "link", "address": node.data["address"], "children": self.all(node.children)}

    def dead_link(self, node):
        return {"kind": "span", "children": self.all(node.children)}

    def reference(self, node):
        return self.linked(node, self.leaf.library.place(node.data["to"], node.data["target"]))

    def portal_link(self, node):
        to, target = node.data["to"], node.data["target"]
        kind, _colon, name = target.partition(":")
        library = self.leaf.library
        if to == "term":
            found = library.term(target)
            return self.linked(node, found and (found[0], found[2]))
        return self.linked(node, library.analysis(target) if to == "analysis" else library.entry(kind, name))

    def linked(self, node, found):
        """A link within the book or to the portal; of what is not public its words."""
        inside = self.all(node.children)
        if found is None:
            gone = words_of(f"({_('no longer public')})")
            return {"kind": "span", "children": [*inside, words_of(" "), gone] if inside else [gone]}
        words, address = found
        return {"kind": "link", **self.local(address), "children": inside or [words_of(words)]}

    def local(self, address):
        page, _hash, anchor = address.partition("#")
        if not page:
            return {"label": anchor}
        label = self.labels.get(page)
        return {"label": anchor or label} if label else {"address": settings.SITE_URL + address}

    def citation(self, node):
        parts = [self.cited(one) for one in node.data["cited"]]
        return words_of(f"({'; '.join(parts)})")

    def cited(self, one):
        work = self.leaf.library.work(one.key)
        if work is None:
            return _("no longer public") if is_of_portal(one.key) else one.key
        self.works.add(work._replace(key=""))
        return in_text(work, one.place)

    def note_reference(self, node):
        """Where it is met first, with the note; a note may name itself, and others that name it."""
        number = node.data["note"]
        first = number not in self.noted
        self.noted.add(number)
        inside = self.in_a_line(self.leaf.document.data["notes"][number].children) if first else []
        return {"kind": "note", "name": f"c{self.leaf.pk}-{number}", "first": first, "children": inside[1:]}

    def in_a_line(self, nodes):
        """All words of blocks, one after the other, as a note at the foot of a page holds them."""
        found = []
        for node in nodes:
            if node.kind == "code_block":
                found += [words_of(" "), self.code(node)]
            elif node.kind in LINES:
                found += [words_of(" "), *self.all(node.children)]
            else:
                found += self.in_a_line(node.children)
        return found


def words_of(text):
    return {"kind": "text", "text": text}


def file_of(figure):
    """Its stored name says which picture it is: another one gets another name."""
    return PurePosixPath(figure.stored.name).name


def leaf_data(leaf, labels, works):
    """`works` are gathered, those that are equal once."""
    made = Data(leaf, labels)
    body = made.all(leaf.document.children)
    works |= made.works
    return {
        "label": labels[leaf.address],
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
    works, labels = set(), {leaf.address: f"c{leaf.pk}" for leaf in volume.leaves}
    leaves = [leaf_data(leaf, labels, works) for leaf in volume.leaves]
    return {
        "title": volume.title,
        "subtitle": volume.subtitle,
        "authors": list(volume.authors),
        "summary": volume.summary,
        "language": volume.language,
        "address": volume.address,
        "leaves": leaves,
        "works": [work_data(work) for work in in_order(works)],
        "colophon": [list(pair) for pair in volume.colophon],
        "terms": sorted(volume.terms.items(), key=lambda term: alphabet_key(term[0])),
        "words": {
            "contents": _("Contents"),
            "figures": pgettext("pictures of a book", "Figures"),
            "tables": _("Tables"),
            "works": _("Sources"),
            "terms": _("Terms"),
            "working": volume.standing(moment),
            "part": _("Part"),
            "colophon": _("Colophon"),
        },
    }


def typeset_long(*given, **more):
    """For the worker: a text that is never done ends by itself."""
    return typeset_apart(*given, **more, limits=LIMITS, tries=MOST_MISSING)


def pdf(volume, *, moment, typeset=typeset):
    """The bytes of the book as PDF/UA-1, dated by `moment`; with the same text they are the same."""
    with translation.override(volume.language):
        volume.check()
        assets = {file_of(figure): bytes_of(figure) for _leaf, figure in volume.figures()}
        return typeset(TEMPLATE, data_of(volume, moment), assets=assets, moment=moment)
