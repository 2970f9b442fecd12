"""The pages of the archive: their links, and what they become where no server answers."""

import re
from html import escape, unescape
from itertools import chain

INSIDE_TAG = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""
TAG = re.compile(
    rf"<!--.*?-->|<(?P<raw>script|style)\b(?P<raw_attributes>{INSIDE_TAG})>(?P<inside>.*?)</(?P=raw)\s*>"
    rf"|<(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>{INSIDE_TAG})>",
    re.S,
)
FORM = re.compile(rf"<form\b(?P<attributes>{INSIDE_TAG})>(?P<inside>.*?)</form\s*>", re.S)
ATTRIBUTE = re.compile(r"""(?P<space>\s+)(?P<name>[\w:.-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
CSS_ADDRESS = re.compile(r"""url\(\s*["']?(?!data:|#)(?P<address>[^"')]+)["']?\s*\)""")
XML_ADDRESS = re.compile(r"""(?P<before>\bhref=")(?P<address>[^"]*)(?=")""")

ADDRESSES = {"href", "src", "poster", "data", "xlink:href"}  # attributes that hold one
DEAD = {"data-suggest", "data-said", "data-script"}  # what scripts would ask a server for
LIVING_LINKS = {"alternate", "stylesheet", "icon", "apple-touch-icon", "next", "prev"}
DEAD_META = re.compile(r"(og|twitter|article):")  # of pages shared by their address, which the archive has not
BLANKS = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)")  # the indentation of templates: a third of a page
AS_WRITTEN = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.S)


def attributes_of(text):
    return {match["name"].lower(): unescape(match["double"] or match["single"] or "") for match in named(text)}


def named(text):
    return ATTRIBUTE.finditer(text)


def links(text):
    """Every address that a page names, as it is written there."""
    for match in TAG.finditer(text):
        name = (match["name"] or match["raw"] or "").lower()
        attributes = attributes_of(match["attributes"] or match["raw_attributes"] or "") if name else {}
        if name == "link" and LIVING_LINKS.isdisjoint(attributes.get("rel", "").split()):
            continue
        if name == "form":
            continue
        yield from (attributes[key] for key in ADDRESSES & attributes.keys() if attributes[key])
        yield from (address for address, _size in candidates(attributes.get("srcset", "")))


def candidates(srcset):
    """(address, size) of the pictures to choose from."""
    for candidate in srcset.split(","):
        address, _space, size = candidate.strip().partition(" ")
        if address:
            yield address, size


def fragments(text):
    """What links may lead to inside a page."""
    found = (attributes_of(match["attributes"] or "") for match in TAG.finditer(text) if match["attributes"])
    return set(chain.from_iterable((tag.get("id"), tag.get("name")) for tag in found)) - {None}


class Page:
    """One page on its way into the archive.

    `place` gives what an address becomes: the way to a file, the address itself where it leads out of the portal, or
    None where the archive does not have it. `search` gives the way to the search and the kind, for the form of a list.
    """

    def __init__(self, place, search, words):
        self.place, self.search, self.words = place, search, words

    def frozen(self, text):
        return squeezed(TAG.sub(self.tag, FORM.sub(self.form, text)))

    def form(self, match):
        """A search goes to the search of the archive; all else needs the portal."""
        attributes = attributes_of(match["attributes"])
        way = self.search(attributes.get("action", "")) if attributes.get("method", "get").lower() == "get" else None
        if way is None:
            return f'<p class="not-here">{escape(self.words)}</p>'
        address, kind = way
        others = ATTRIBUTE.sub(lambda one: "" if one["name"] == "action" else one[0], match["attributes"])
        hidden = f'<input type="hidden" name="kind" value="{escape(kind)}">' if kind else ""
        return f'<form action="{escape(address)}"{others}>{hidden}{match["inside"]}</form>'

    def tag(self, match):
        if match["raw"]:
            return self.script(match)
        if not match["name"]:
            return match[0]
        name, attributes = match["name"].lower(), match["attributes"]
        if name == "link" and LIVING_LINKS.isdisjoint(attributes_of(attributes).get("rel", "").split()):
            return ""
        if name == "meta" and is_dead(attributes_of(attributes)):
            return ""
        if name == "form" or "=" not in attributes:
            return match[0]
        return self.placed(match, name, attributes)

    def script(self, match):
        attributes = ATTRIBUTE.sub(self.attribute, match["raw_attributes"])
        if "src" in attributes_of(match["raw_attributes"]) and "src=" not in attributes:
            return ""
        return f"<{match['raw']}{attributes}>{match['inside']}</{match['raw']}>"

    def placed(self, match, name, attributes):
        """The tag with its addresses in the archive; a link to what is not here is no link."""
        lost = []

        def attribute(one):
            found = self.attribute(one)
            if not found and one["name"].lower() in ADDRESSES:
                lost.append(one["name"])
            return found

        changed = ATTRIBUTE.sub(attribute, attributes)
        if not lost:
            return f"<{match['name']}{changed}>"
        if name != "a":
            return ""
        return f"<a{with_class(changed, 'not-here')}>"

    def attribute(self, one):
        name, value = one["name"].lower(), unescape(one["double"] or one["single"] or "")
        if name in DEAD:
            return ""
        if name == "srcset":
            placed = ((self.place(address), size) for address, size in candidates(value))
            value = ", ".join(f"{address} {size}".strip() for address, size in placed if address)
        elif name in ADDRESSES:
            value = self.place(value)
        else:
            return one[0]
        return f'{one["space"]}{one["name"]}="{escape(value)}"' if value else ""


def is_dead(meta):
    return bool(DEAD_META.match(meta.get("property") or meta.get("name", "")))


def squeezed(text):
    """Without the blanks around tags that no reader sees."""
    parts = AS_WRITTEN.split(text)  # outside, inside, its tag, outside …
    parts[::3] = (BLANKS.sub("\n", part) for part in parts[::3])
    del parts[2::3]
    return "".join(parts)


def with_class(attributes, name):
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'


# --- What is no page ---


def css_links(text):
    return [match["address"] for match in CSS_ADDRESS.finditer(text)]


def placed_css(text, place):
    return CSS_ADDRESS.sub(lambda match: f'url("{place(match["address"]) or "data:,"}")', text)


def xml_links(text):
    return [unescape(match["address"]) for match in XML_ADDRESS.finditer(text)]


def placed_xml(text, place):
    """A feed; what the archive does not have keeps the address it had."""
    return XML_ADDRESS.sub(
        lambda match: match["before"] + escape(place(unescape(match["address"])) or unescape(match["address"])), text
    )
