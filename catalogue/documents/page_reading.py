"""The article of a page as a tree of plain data, for paper: so a sheet says what the page says, from no second list.

A node is `{"tag", "classes", "children"}`, with a `lang`, an absolute `href`, a `file` and its `alt` where it has one;
a text is `{"tag": "text", "text"}`. Texts are no markup any more: what people wrote can be no command.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"img", "br", "hr"}
OF_SCREENS = {"nav", "button", "svg"}
SPACE = re.compile(r"[ \t\n\r\f]+")


class PageReader(HTMLParser):
    """Reads well-formed HTML as the portal's own templates write it; `pictures` are {address: file name}."""

    def __init__(self, address, pictures):
        super().__init__(convert_charrefs=True)
        self.address, self.pictures = address, pictures
        self.open = [{"tag": "", "classes": [], "children": []}]

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        node = {"tag": tag, "classes": (told.get("class") or "").split(), "children": []} | self.more(tag, told)
        if is_for_paper(node, told):
            self.open[-1]["children"].append(node)
        if tag not in VOID:
            self.open.append(node)

    def more(self, tag, told):
        found = {"lang": told["lang"]} if told.get("lang") else {}
        if tag == "a" and told.get("href"):
            found["href"] = urljoin(self.address, told["href"])
        if tag == "img":
            found |= {"file": self.pictures.get(told.get("src"), ""), "alt": told.get("alt") or ""}
        return found

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1]["children"].append({"tag": "text", "text": SPACE.sub(" ", data)})


def is_for_paper(node, told):
    """What acts, what is hidden and what only helps on a screen stays there; headings of tables show on paper."""
    unseen = "visually-hidden" in node["classes"] and node["tag"] != "thead"
    return not (node["tag"] in OF_SCREENS or "hidden" in told or told.get("aria-hidden") == "true" or unseen)


def read_page(html, *, address, pictures):
    """The outermost element of the page at an address."""
    reader = PageReader(address, pictures)
    reader.feed(html)
    reader.close()
    return next(node for node in reader.open[0]["children"] if node["tag"] != "text")


def part(node, name):
    """The first part of a page with that tag or class; None where there is none."""
    if name == node["tag"] or name in node.get("classes", ()):
        return node
    return next(filter(None, (part(child, name) for child in node.get("children", ()))), None)


def words(node):
    """All that a part says, as one line."""
    if node["tag"] == "text":
        return node["text"]
    return SPACE.sub(" ", " ".join(map(words, node["children"]))).strip()


def without(node, name):
    """The page with no part of that class."""
    kept = [without(child, name) for child in node.get("children", ()) if name not in child.get("classes", ())]
    return node | {"children": kept} if "children" in node else node
