"""What a page's markup says wrongly: rules of HTML that were broken once, and names of controls (WCAG 2.5.3, 4.1.2).

It stands in for the Nu checker, which needs Java, in the kinds that templates of ours and of Django get wrong.
"""

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
IMPLIED_END = {"li", "p", "option", "tr", "td", "th", "dd", "dt", "thead", "tbody", "tfoot", "colgroup", "optgroup"}
ROWS, GROUPS = {"tr", "tbody", "tfoot"}, {"tbody", "tfoot"}
ENDED_BY = {"li": {"li"}, "option": {"option", "optgroup"}, "optgroup": {"optgroup"}, "dd": {"dd", "dt"}}
ENDED_BY |= {"dt": {"dd", "dt"}, "tr": ROWS, "td": ROWS | {"td", "th"}, "th": ROWS | {"td", "th"}}
ENDED_BY |= {"thead": GROUPS, "tbody": GROUPS}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {"p", "div", "ul", "ol", "dl", "table", "form", "fieldset", "section", "pre"}
INLINE_ONLY = HEADINGS | {"p", "span", "label", "em", "strong", "small"}
SWITCHED = {"button", "input", "select", "textarea", "option", "optgroup", "fieldset"}
MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
LANGUAGE = re.compile(r"(?!none)[a-z]{2,3}(-[A-Za-z0-9]+)*")
NAMED = {"a", "button", "input", "select", "textarea", "summary"}
PRESSED = {"submit", "button", "reset", "image"}


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, attributes, parent, []

    def __str__(self):
        given = " ".join(f'{name}="{(value or "")[:40]}"' for name, value in self.attributes.items())
        return f"<{self.tag} {given}>"

    def above(self):
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    def below(self):
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.below()

    def get(self, name):
        return self.attributes.get(name) or ""

    def is_hidden(self):
        if "hidden" in self.attributes or "hidden" in self.get("class").split():
            return True
        return self.tag in {"script", "style", "template"} or self.get("type") == "hidden"

    def text(self, seen=False):
        """What stands in it; `seen` leaves out what only screen readers say, else what only eyes see is left out."""
        if self.is_hidden():
            return ""
        if seen and re.search(r"visually-hidden|sr-only", self.get("class")):
            return ""
        if not seen and self.get("aria-hidden") == "true":
            return ""
        if self.tag == "img":
            return "" if seen else self.get("alt")
        if self.tag in {"title", "desc"}:
            return ""
        return "".join(child if isinstance(child, str) else child.text(seen) for child in self.children)


class Page(HTMLParser):
    """A tree of the elements, and all that is wrong with them as (rule, element)."""

    def __init__(self, markup):
        super().__init__()
        self.faults, self.here = [], Element("", {}, None)
        self.root = self.here
        self.feed(markup)
        self.all = list(self.root.below())
        self.ids = {element.get("id"): element for element in self.all if element.get("id")}
        for element in self.all:
            self.faults += [(rule, str(element)) for rule in wrong_with(element)]
        self.faults += [*self.twice(), *self.skipped_headings(), *self.names()]

    def handle_starttag(self, tag, given):
        attributes = dict(given)
        while self.here.tag in IMPLIED_END and ends(self.here.tag, tag):
            self.here = self.here.parent
        element = Element(tag, attributes, self.here)
        if len(attributes) < len(given):
            self.faults.append(("an attribute stands twice", str(element)))
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, given):
        """An element of a drawing may end itself."""
        self.handle_starttag(tag, given)
        if tag not in VOID:
            self.here = self.here.parent

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        here = self.here
        while here.tag and here.tag != tag:
            if here.tag not in IMPLIED_END:
                self.faults.append((f"is not closed before </{tag}>", str(here)))
            here = here.parent
        if not here.tag:
            self.faults.append((f"</{tag}> closes nothing", str(self.here)))
        else:
            self.here = here.parent

    def handle_data(self, data):
        self.here.children.append(data)

    def twice(self):
        ids = [element.get("id") for element in self.all if element.get("id")]
        return [("an id stands twice", one) for one in sorted({one for one in ids if ids.count(one) > 1})]

    def skipped_headings(self):
        levels = [(int(one.tag[1]), one) for one in self.all if re.fullmatch("h[1-6]", one.tag) and not hidden(one)]
        before = [0, *(level for level, _one in levels)]
        return [
            ("a level of headings is skipped", str(one))
            for (level, one), last in zip(levels, before, strict=False)
            if level > last + 1
        ]

    # --- Names ---

    def names(self):
        for element in self.all:
            if is_control(element) and not hidden(element):
                name, seen = tidy(self.name(element)), tidy(self.seen(element))
                if not name:
                    yield "a control has no name", str(element)
                elif seen and not name.startswith(seen):
                    yield "the name does not begin with what is seen", f"{seen!r}, but {name!r}: {element}"
            if element.tag == "label" and element.get("for") and not self.labels(element.get("for")):
                yield "a label is of no control", str(element)

    def labels(self, key):
        found = self.ids.get(key)
        return found is not None and found.tag in {
            "input",
            "select",
            "textarea",
            "button",
            "output",
            "meter",
            "progress",
        }

    def name(self, element):
        if element.get("aria-labelledby"):
            return " ".join(self.ids[one].text() for one in element.get("aria-labelledby").split() if one in self.ids)
        return element.get("aria-label") or self.own_name(element) or element.get("title") or element.get("placeholder")

    def own_name(self, element):
        if element.tag in {"input", "select", "textarea"}:
            if element.get("type") in PRESSED:
                return element.get("value") or element.get("alt")
            return " ".join(label.text() for label in self.labels_of(element))
        return element.text()

    def seen(self, element):
        if element.tag not in {"input", "select", "textarea"}:
            return element.text(seen=True)
        if element.get("type") in PRESSED:
            return element.get("value")
        return " ".join(label.text(seen=True) for label in self.labels_of(element))

    def labels_of(self, element):
        found = [one for one in self.all if one.tag == "label" and one.get("for") == element.get("id") != ""]
        return found or [one for one in element.above() if one.tag == "label"]


def tidy(text):
    """Words alone: arrows, dots and brackets are not said."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_control(element):
    return (
        element.tag in NAMED
        and (element.tag != "a" or "href" in element.attributes)
        and element.get("type") != "hidden"
    )


def hidden(element):
    return any(one.is_hidden() or one.get("aria-hidden") == "true" for one in (element, *element.above()))


def ends(open_tag, tag):
    """Whether the end of an element whose end may be left out is implied by what begins."""
    return tag in (BLOCKS if open_tag == "p" else ENDED_BY.get(open_tag, ()))


def wrong_with(element):
    """The rules that an element breaks by itself."""
    tag, get, given = element.tag, element.get, element.attributes
    parent = element.parent.tag
    if any(name.startswith("hx-") for name in given):
        yield "an attribute of our own begins with data-"
    if any(" " in get(name).strip() or "\n" in get(name) for name in ("href", "src", "action")):
        yield "an address holds a space"
    if any(name in given and not get(name) for name in ("action", "src", "id", "for")):
        yield "an attribute is empty"
    if "datetime" in given and not MOMENT.fullmatch(get("datetime")):
        yield "a moment is no moment"
    if "lang" in given and not LANGUAGE.fullmatch(get("lang")):
        yield "a language is none"
    if tag == "option" and not element.text().strip() and not get("label"):
        yield "an empty choice has no label"
    if tag == "select" and "required" in given and "multiple" not in given:
        first = next((one for one in element.below() if one.tag == "option"), None)
        if first is None or first.get("value"):
            yield "what must be chosen has no empty first choice"
    if "disabled" in given and tag not in SWITCHED:
        yield "what is no control cannot be disabled"
    if tag in BLOCKS and parent in INLINE_ONLY:
        yield f"stands in a {parent}"
    if any(name.startswith("on") or name == "style" for name in given):
        yield "script or style in an attribute"
