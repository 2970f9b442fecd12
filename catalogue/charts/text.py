"""Text in a drawing: how wide it is, where it breaks, and how it is set."""

import unicodedata

from catalogue.charts.palette import ink, paper
from catalogue.charts.svg import clean, element

SIZE = 15
SMALL = 14
LINE_HEIGHT = 1.2
RISE = 0.34  # from the middle of the small letters to the line they stand on, in sizes

# Widths in thousandths of the size, of Source Sans 3.
_GLYPHS = {
    200: " \u00a0",
    250: "',.:;ij|·’Il",
    300: "!()[]f{}-",
    350: "/\\rt°²",
    420: '*?sz"“”„',
    460: "xcvyJLY–",
    500: "#$+0123456789<=>F^_aegk~−×€≥≤",
    550: "EVXAST`Zhnouø",
    575: "PRbdpqđBCK",
    650: "&DGNUHOQ",
    760: "Mwæ",
    830: "W—%m@",
    940: "…",
}
_WIDTHS = {glyph: width for width, glyphs in _GLYPHS.items() for glyph in glyphs}
_OTHER, _WIDE = 570, 1000
_SAFETY = 1.03


def text_width(text, size=SIZE, *, bold=False):
    """About how wide the text is; rather too wide than too narrow."""
    return sum(_glyph_width(glyph) for glyph in text) / 1000 * size * _SAFETY * (1.05 if bold else 1)


def wrap(text, width, size=SIZE, most_lines=2):
    """The text in at most so many lines of at most that width; what does not fit ends in “…”."""
    words = clean(text).split() or [""]
    lines = [words[0]]
    for word in words[1:]:
        if text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    lines = [piece for line in lines for piece in _pieces(line, width, size)]
    if len(lines) <= most_lines:
        return tuple(lines)
    return (*lines[: most_lines - 1], cut(" ".join(lines[most_lines - 1 :]), width, size))


def cut(text, width, size=SIZE):
    """The text on one line of at most that width."""
    line = " ".join(clean(text).split())
    if text_width(line, size) <= width:
        return line
    return line[: _fitting(line, width - text_width("…", size), size)].rstrip() + "…"


def widest(lines, size=SIZE):
    return max((text_width(line, size) for line in lines), default=0.0)


def write(x, y, *lines, size=SIZE, anchor="start", tone="ink", weight=None, halo=False, turn=None):
    """Lines of text around the height `y`; `anchor` is start, middle or end."""
    first = y + size * RISE - (len(lines) - 1) * size * LINE_HEIGHT / 2
    spans = [
        element("tspan", line, x=float(x), y=first + number * size * LINE_HEIGHT) for number, line in enumerate(lines)
    ]
    return element(
        "text",
        *spans,
        font_size=size,
        font_weight=weight,
        text_anchor=None if anchor == "start" else anchor,
        transform=turn,
        **ink(tone, halo=halo),
    )


def plate(x, y, line, *, size=SMALL):
    """A line of text in the middle of a small sheet of paper, to be read on a pattern."""
    width = text_width(line, size) + 6
    back = element("rect", x=x - width / 2, y=y - size * 0.6, width=width, height=size * 1.2, rx=3, **paper())
    return back + write(x, y, line, size=size, anchor="middle")


def _glyph_width(glyph):
    if glyph in _WIDTHS:
        return _WIDTHS[glyph]
    if unicodedata.east_asian_width(glyph) in "WF":
        return _WIDE
    base = unicodedata.normalize("NFD", glyph)[0]
    return _WIDTHS.get(base, _OTHER)


def _pieces(line, width, size):
    """A word too long for a line, in pieces."""
    pieces = []
    while text_width(line, size) > width and len(line) > 1:
        end = max(1, _fitting(line, width, size))
        pieces.append(line[:end])
        line = line[end:]
    return [*pieces, line]


def _fitting(line, width, size):
    """How many letters of the line fit."""
    used = 0.0
    for number, glyph in enumerate(line):
        used += text_width(glyph, size)
        if used > width:
            return number
    return len(line)
