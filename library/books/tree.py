"""The text of a chapter as a tree, parsed once; HTML, Typst and EPUB are written from it, never from each other.

CommonMark without HTML, tables and footnotes, and what a book needs besides:

    ## Heading {#anchor}                   a heading with the name by which it is linked
    ![](figure:map)                        alone on a line: the illustration `map` of the chapter
    Table: Caption {#tab-x}                before a table
    [](sec:anchor) [](fig:key) [](tab:x)   a section, figure or table, with its number
    [words](entry:practice:12)             an entry of the portal; also term:…, analysis:…
    [@enea, p. 12; @pub:7]                 citations, each with its place
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from publishing.sections import free_anchor

HEADING_ANCHOR = re.compile(r"\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}\s*\Z")
TABLE_CAPTION = re.compile(r"Table:\s*(.*)", re.DOTALL)
CITATION = re.compile(r"\[@[^\[\]\n]{1,300}\](?!\()")
CITED = re.compile(r"@([A-Za-z0-9][A-Za-z0-9_:.-]*)(?:,\s*(.*))?", re.DOTALL)
FIGURE = "figure:"
REFERENCES = ("sec", "fig", "tab")
TARGETS = ("entry", "term", "analysis")
DEEPEST = 20  # emphasis within emphasis, as blocks within blocks
WEB = re.compile(r"https?://[^/?#]|mailto:[^?]")


@dataclass
class Node:
    """A part of the text. `kind` says which; what else is known of it stands in `data`."""

    kind: str
    children: list = field(default_factory=list)
    text: str = ""
    line: int = 0  # in the source, from 1; 0 inside a paragraph
    data: dict = field(default_factory=dict)

    def walk(self):
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def words(self):
        """The plain text below it."""
        return "".join(node.text for node in self.walk())


@dataclass(frozen=True)
class Cited:
    """One work in a citation, and where in it."""

    key: str
    place: str = ""


def parse(text):
    """The tree of a text: a node `document`; its footnotes stand in `data["notes"]` as {label: node}."""
    found = SyntaxTreeNode(PARSER.parse(text.replace("\0", "")))
    document = Node("document")
    notes = document.data["notes"] = {}
    for part in found.children:
        if part.type == "footnote_block":
            notes |= {note.meta["id"]: Node("note", blocks(note)) for note in part.children}
        else:
            document.children += block(part)
    document.children = with_captions(document.children)
    make_unique(document)
    return document


def whole(document):
    """All nodes of a text in their order, those of captions too; the notes come last."""
    for block in [document, *document.data["notes"].values()]:
        for node in block.walk():
            yield node
            for part in node.data.get("caption", ()):
                yield from part.walk()


def make_unique(document):
    """Of equal anchors the second gets “-2”, headings and tables each among themselves."""
    taken = {"heading": {}, "table": {}}
    for node in whole(document):
        if node.kind in taken and (wanted := node.data["anchor"]):
            node.data["anchor"] = free_anchor(wanted, taken[node.kind])


def citation_rule(state, silent):
    """The inline rule of `[@key, p. 12; @other]`."""
    match = CITATION.match(state.src, state.pos)
    if match is None:
        return False
    cited = [CITED.fullmatch(part.strip()) for part in match[0][1:-1].split(";")]
    if not all(cited):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"cited": [Cited(found[1].rstrip(".:"), (found[2] or "").strip()) for found in cited]}
    state.pos = match.end()
    return True


def flat_rule(state):
    """A line in which more is nested than anybody reads stands as it was typed."""
    for token in state.tokens:
        if max(accumulate(part.nesting for part in token.children or []), default=0) > DEEPEST:
            token.children = [Token("text", "", 0, content=token.content)]


def parser():
    made = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    made.use(footnote_plugin, inline=False)
    made.disable("code")  # what is indented is a paragraph, as people mean it
    made.validateLink = lambda address: True  # `link` decides, and says what it drops
    made.core.ruler.after("inline", "flat", flat_rule)
    made.inline.ruler.before("link", "citation", citation_rule)
    return made


PARSER = parser()


# --- Blocks ---


def blocks(node):
    return [made for part in node.children for made in block(part)]


def block(node):
    """The nodes of one block; most are one."""
    line = node.map[0] + 1 if node.map else 0
    made = BLOCKS.get(node.type, paragraph)(node)
    made.line = line
    return [made]


def heading(node):
    inside = inlines(node)
    last = inside[-1] if inside else None
    found = HEADING_ANCHOR.search(last.text) if last and last.kind == "text" else None
    if found:
        last.text = last.text[: found.start()].rstrip()
    made = Node("heading", inside, data={"level": int(node.tag[1]), "anchor": found[1] if found else ""})
    return made if made.words().strip() else Node("paragraph", inside, data={"wordless": True})


def paragraph(node):
    inside = inlines(node)
    if len(inside) == 1 and inside[0].kind == "image" and inside[0].data["target"].startswith(FIGURE):
        return Node("figure", data={"key": inside[0].data["target"].removeprefix(FIGURE)})
    return Node("paragraph", inside)


def listing(node):
    ordered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) if ordered else 1
    items = [Node("item", blocks(item)) for item in node.children]
    return Node("list", items, data={"ordered": ordered, "start": start})


def table(node):
    rows = [row for part in node.children for row in part.children]
    made = [
        Node("row", [Node("cell", inlines(cell), data={"align": alignment(cell)}) for cell in row.children])
        for row in rows
    ]
    for one, row in zip(made, rows, strict=True):
        one.line = row.map[0] + 1 if row.map else 0
    body = [row.children[0] for row in made[1:] if row.children]
    headed = bool(body) and all([part.kind for part in cell.children] == ["strong"] for cell in body)
    return Node("table", made, data={"caption": [], "anchor": "", "row_headers": headed})


def alignment(cell):
    return (cell.attrs.get("style") or "").removeprefix("text-align:")


def code(node):
    return Node("code_block", text=node.content)


def quote(node):
    return Node("quote", blocks(node))


BLOCKS = {
    "heading": heading,
    "paragraph": paragraph,
    "bullet_list": listing,
    "ordered_list": listing,
    "blockquote": quote,
    "table": table,
    "fence": code,
    "code_block": code,
    "hr": lambda node: Node("rule"),
}


def with_captions(nodes):
    """A paragraph that begins with “Table:” right before a table is its caption."""
    kept = []
    for node in nodes:
        before = kept[-1] if kept else None
        if node.kind == "table" and before and is_caption(before):
            node.data["caption"], node.data["anchor"] = caption(kept.pop())
        kept.append(node)
    return kept


def is_caption(node):
    first = node.children[0] if node.kind == "paragraph" and node.children else None
    return first is not None and first.kind == "text" and bool(TABLE_CAPTION.match(first.text))


def caption(node):
    """(inline nodes, anchor)"""
    first, last = node.children[0], node.children[-1]
    first.text = TABLE_CAPTION.match(first.text)[1]
    found = HEADING_ANCHOR.search(last.text) if last.kind == "text" else None
    if found:
        last.text = last.text[: found.start()].rstrip()
    return node.children, found[1].removeprefix("tab-") if found else ""


# --- Inside a line ---


def inlines(node):
    """The inline nodes of a block, which markdown-it keeps in a node of their own."""
    made = [made for part in node.children for made in inline(part)]
    return [one for one in made if one.kind != "text" or one.text]


def inline(node):
    if node.type == "inline":
        return inlines(node)
    make = INLINES.get(node.type)
    if make is None:
        return [Node("text", text=node.content)] if node.content else inlines(node)
    return [make(node)]


def link(node):
    """A link by what its address says: a reference, an entry of the portal or the web; else only its words."""
    href, inside = node.attrs["href"], inlines(node)
    scheme, _colon, rest = href.partition(":")
    if scheme in REFERENCES:
        target = rest.removeprefix("tab-") if scheme == "tab" else rest
        return Node("reference", inside, data={"to": scheme, "target": target})
    if scheme in TARGETS:
        return Node("portal_link", inside, data={"to": scheme, "target": rest})
    if WEB.match(href):
        return Node("link", inside, data={"address": href})
    return Node("dead_link", inside, data={"address": href})


def note_reference(node):
    return Node("note_reference", data={"note": node.meta["id"], "time": node.meta["subId"]})


INLINES = {
    "text": lambda node: Node("text", text=node.content),
    "softbreak": lambda node: Node("text", text="\n"),
    "hardbreak": lambda node: Node("break"),
    "code_inline": lambda node: Node("code", text=node.content),
    "em": lambda node: Node("emphasis", inlines(node)),
    "strong": lambda node: Node("strong", inlines(node)),
    "link": link,
    "image": lambda node: Node("image", data={"target": node.attrs["src"], "alt": node.content}),
    "citation": lambda node: Node("citation", data={"cited": node.meta["cited"]}),
    "footnote_ref": note_reference,
}
