"""The text of WordprocessingML as its elements go by (ECMA-376, part 1, 17.3.3): what a reader of the document sees.

What was deleted or moved away, hidden text, codes of fields and comments are not seen; inserted and moved text is.
"""

import re

WORD_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATH_NAMESPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

# What each element without text of its own stands for. A soft hyphen is seen at the end of a line only, numbers of
# pages and dates of the day are not known, and marks of notes stand at words without being part of them.
SIGNS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-", "pgNum": " "}
SIGNS |= dict.fromkeys(("dayLong", "dayShort", "monthLong", "monthShort", "yearLong", "yearShort"), " ")
ENDS = {"p": "\n", "tc": " "}
MATH_ENDS = ("oMath", "num", "den", "sub", "sup", "e")
UNSEEN = ("del", "moveFrom")
OFF = ("0", "false", "off")
# The Greek letters of the font Symbol, which stand where the Latin ones do.
SYMBOL = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
)
HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,5}")
PRIVATE = range(0xF000, 0xF100)  # where fonts of symbols put their signs


class Enough(Exception):
    """As much text is gathered as was asked for."""


class Styles:
    """Which styles hide their text, also by way of those they are based on."""

    def __init__(self):
        self.hiding, self.based_on, self.current, self.path = set(), {}, "", []

    def start(self, tag, attributes):
        name, value = word_name(tag), word_value(attributes)
        self.path.append(name)
        if name == "style":
            self.current = word_value(attributes, "styleId")
        elif name == "basedOn":
            self.based_on[self.current] = value
        elif name == "vanish" and self.path[-3:-1] == ["style", "rPr"] and value not in OFF:
            self.hiding.add(self.current)

    def end(self, _tag):
        self.path.pop()

    def hides(self, style):
        seen = set()
        while style and style not in seen:
            if style in self.hiding:
                return True
            seen.add(style)
            style = self.based_on.get(style)
        return False


class Collector:
    """Gathers what is seen. `hidden` says it of each run one is in, and of its paragraph; `chosen` of each choice."""

    def __init__(self, most):
        self.most, self.found, self.letters = most, [], 0
        self.styles = Styles()
        self.begin()

    def begin(self):
        self.path, self.unseen, self.concealed, self.aside = [], 0, 0, 0
        self.hidden, self.chosen, self.paragraphs, self.asides = [], [], [], []

    def handlers(self):
        self.begin()
        return {
            "StartElementHandler": self.start,
            "EndElementHandler": self.end,
            "CharacterDataHandler": self.characters,
        }

    def start(self, tag, attributes):
        name = word_name(tag)
        self.path.append(name or tag)
        self.unseen += name in UNSEEN or self.is_second_choice(tag)
        self.aside += name == "rt"
        if name == "p":
            self.paragraphs.append({"hidden": False, "goes on": False})
        elif name == "r":
            self.hidden.append(False)
            self.hide_run(self.hides_paragraph())
        elif name in ("vanish", "rStyle", "pStyle", *UNSEEN):
            self.note(name, word_value(attributes))
        elif name == "sym":
            self.add(symbol(attributes))
        elif name in SIGNS and self.path[-2:-1] == ["r"]:
            self.add(SIGNS[name])

    def note(self, name, value):
        """What properties say of the run or the paragraph they stand in; not those that a change has ended."""
        above = self.path[-3:-1]
        if above == ["r", "rPr"] and self.hidden:
            if name == "vanish":
                self.hide_run(value not in OFF)
            elif name == "rStyle" and self.styles.hides(value):
                self.hide_run(True)
        elif above == ["p", "pPr"] and name == "pStyle":
            self.paragraphs[-1]["hidden"] = self.styles.hides(value)
        elif above == ["pPr", "rPr"] and name in UNSEEN and self.paragraphs:
            self.paragraphs[-1]["goes on"] = True  # its mark was deleted

    def hide_run(self, hidden):
        self.concealed += hidden - self.hidden[-1]
        self.hidden[-1] = hidden

    def is_second_choice(self, tag):
        """Of what a document says twice for older programs, the first saying is read."""
        namespace, _space, name = tag.rpartition(" ")
        if namespace != COMPATIBILITY:
            return False
        if name == "AlternateContent":
            self.chosen.append(False)
        if name not in ("Choice", "Fallback") or not self.chosen:
            return False
        second, self.chosen[-1] = self.chosen[-1], True
        self.path[-1] = "second" if second else name
        return second

    def end(self, tag):
        name, path = word_name(tag), self.path.pop()
        self.unseen -= name in UNSEEN or path == "second"
        self.aside -= name == "rt"
        if tag == f"{COMPATIBILITY} AlternateContent":
            self.chosen.pop()
        elif name == "r":
            self.hide_run(False)
            self.hidden.pop()
        elif name == "p":
            self.end_paragraph()
        elif name == "tc" or (not name and math_name(tag) in MATH_ENDS):
            self.add(" ")

    def end_paragraph(self):
        if self.asides and not self.aside:
            self.found += [" ", *self.asides]
            self.asides = []
        if not self.paragraphs.pop()["goes on"]:
            self.add("\n")

    def characters(self, text):
        if self.path[-1] == "t" or math_name(self.path[-1]) == "t":
            self.add(text)

    def hides_paragraph(self):
        return bool(self.paragraphs) and self.paragraphs[-1]["hidden"]

    def add(self, text):
        if self.unseen or self.concealed:
            return
        self.letters += len(text)
        # The reading beside a word (ruby) comes after its paragraph, so that the word stays whole.
        (self.asides if self.aside else self.found).append(text)
        if self.letters > self.most:
            raise Enough

    def text(self):
        return "".join(self.found)


def symbol(attributes):
    """The sign that a font has in a place; fonts of symbols have theirs where Unicode has none."""
    code = word_value(attributes, "char")
    place = int(code, 16) if HEXADECIMAL.fullmatch(code) else 0
    if place in PRIVATE:
        latin = chr(place - PRIVATE.start)
        return latin.translate(SYMBOL) if word_value(attributes, "font") == "Symbol" and latin.isascii() else " "
    return chr(place) if place else " "


def word_value(attributes, name="val"):
    return next((attributes[f"{space} {name}"] for space in WORD_NAMESPACES if f"{space} {name}" in attributes), "")


def word_name(tag):
    """The local name of an element of WordprocessingML; else empty."""
    namespace, _space, name = tag.rpartition(" ")
    return name if namespace in WORD_NAMESPACES else ""


def math_name(tag):
    namespace, _space, name = tag.rpartition(" ")
    return name if namespace in MATH_NAMESPACES else ""
