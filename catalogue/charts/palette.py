"""Colours and patterns. Every colour in a drawing is one for paper; its class lets CSS give another on dark screens.

The series follow Okabe and Ito's palette for all kinds of colour vision, darkened until each has a contrast of
3:1 on the portal's paper. Each series has a pattern too.
"""

from catalogue.charts.svg import element, together

INK, SOFT, LINE, STRONG, SHEET = "#1c231f", "#545b55", "#ddd5c3", "#8a8677", "#fffdf8"
TONES = {"ink": INK, "soft": SOFT}

SERIES = (  # colour and its wash, on which the pattern is drawn
    ("#0b6b4f", "#cfe5d8"),
    ("#b8500f", "#f8e0cc"),
    ("#2d6a9f", "#d5e4f0"),
    ("#96477a", "#f0dcea"),
    ("#8c6d00", "#f3e8c0"),
    ("#5b6660", "#e2e4df"),
)
PATTERNS = ("solid", "hatch", "dots", "back", "lines", "cross")
SEVERITIES = {"good": (0, "solid"), "amber": (4, "hatch"), "red": (6, "cross"), "neutral": (5, "lines")}
RED = ("#96281b", "#fae3de")
COLOURS = (*SERIES, RED)

HEAT = ("#f0efdf", "#dceadb", "#bcd9c5", "#93c0a8", "#62a489", "#2f8165", "#0b5b43")
COLD_WARM = ("#1f5177", "#6f9cc1", "#a9c6dc", "#f4f0e3", "#efc6a3", "#d08a53", "#8f430c")
LIGHT_TEXT_ON = {"heat": (5, 6), "cold-warm": (0, 6)}


def ink(tone="ink", *, halo=False):
    """Attributes of text; with a halo of paper where it crosses lines."""
    around = {"stroke": SHEET, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"} if halo else {}
    return {"fill": TONES[tone], "class_": f"chart-{tone}{' chart-halo' if halo else ''}", **around}


def paper():
    return {"fill": SHEET, "class_": "chart-paper"}


def colour(number):
    """Attributes of a shape filled with the colour of the series."""
    index = number % len(SERIES)
    return {"fill": COLOURS[index][0], "class_": f"chart-fill-{index}"}


def hollow(number):
    """Attributes of a shape filled with paper, edged in the colour of the series."""
    index = number % len(SERIES)
    stroke = {"stroke": COLOURS[index][0], "stroke_width": 2}
    return {"fill": SHEET, "class_": f"chart-paper chart-stroke-{index}", **stroke}


def edge(number, width=2.0, dashes=None):
    """Attributes of a line in the colour of the series."""
    index = number % len(COLOURS)
    stroke = {"stroke": COLOURS[index][0], "stroke_width": width, "stroke_dasharray": dashes}
    return {"fill": "none", "class_": f"chart-stroke-{index}", **stroke}


def rule(kind="line", width=1.0, dashes=None):
    """Attributes of thin lines: `line` for the grid, `axis`, `strong` for a zero line."""
    stroke = {"line": LINE, "axis": STRONG, "strong": INK}[kind]
    drawn = {"stroke": stroke, "stroke_width": width, "stroke_dasharray": dashes}
    return {"fill": "none", "class_": f"chart-{kind}-rule", **drawn}


def heat(scheme, step):
    """Attributes of a cell, and the name of the text colour that can be read on it."""
    colours = {"heat": HEAT, "cold-warm": COLD_WARM}[scheme]
    return {"fill": colours[step], "class_": f"chart-{scheme}-{step}"}


def heat_ink(scheme, step):
    """Attributes of text on such a cell."""
    light = step in LIGHT_TEXT_ON[scheme]
    return {"fill": SHEET if light else INK, "class_": f"chart-on-{scheme}-{step}"}


class Fills:
    """The patterned fills of one chart; `defs` holds those that were asked for."""

    def __init__(self, key):
        self._key = key
        self._used = {}

    def series(self, number):
        """Colours and patterns in turn, the pattern shifted by one at every round of colours."""
        turn, index = divmod(number, len(SERIES))
        return self._fill(index, PATTERNS[(index + turn) % len(PATTERNS)])

    def pale(self, number):
        """The same colour, hatched, for the other side of zero."""
        return self._fill(number % len(SERIES), "back" if number % len(SERIES) == 1 else "hatch")

    def severity(self, word):
        return self._fill(*SEVERITIES[word])

    def solid(self, number):
        return self._fill(number, "solid")

    def wash(self, number):
        """The pale ground of a colour with its edge."""
        index = number % len(COLOURS)
        strong, pale = COLOURS[index]
        return {"fill": pale, "stroke": strong, "class_": f"chart-wash-{index} chart-stroke-{index}"}

    def missing(self):
        """The hatching that means “no data”."""
        self._used.setdefault("missing", _missing(f"{self._key}-missing"))
        edges = {"stroke": STRONG, "stroke_dasharray": "3 2"}
        return {"fill": f"url(#{self._key}-missing)", "class_": "chart-axis-rule", **edges}

    def defs(self):
        return element("defs", *self._used.values()) if self._used else None

    def _fill(self, index, pattern):
        strong = {"stroke": COLOURS[index][0], "stroke_width": 1}
        if pattern == "solid":
            return {"fill": COLOURS[index][0], **strong, "class_": f"chart-fill-{index} chart-stroke-{index}"}
        name = f"{self._key}-{pattern}-{index}"
        self._used.setdefault(name, _pattern(name, pattern, index))
        return {"fill": f"url(#{name})", **strong, "class_": f"chart-stroke-{index}"}


def _pattern(name, kind, index):
    strong, pale = COLOURS[index]
    ground = element("rect", width=7, height=7, fill=pale, class_=f"chart-wash-{index}")
    line = {"stroke": strong, "stroke_width": 1.6, "class_": f"chart-stroke-{index}"}
    upright, level = element("path", d="M 3.5 0 V 7", **line), element("path", d="M 0 3.5 H 7", **line)
    marks = {
        "hatch": upright,
        "back": upright,
        "lines": level,
        "cross": upright + level,
        "dots": element("circle", cx=3.5, cy=3.5, r=1.5, fill=strong, class_=f"chart-fill-{index}"),
    }[kind]
    turn = {"hatch": "rotate(45)", "back": "rotate(-45)", "cross": "rotate(45)"}.get(kind)
    return _tile(name, 7, turn, ground, marks)


def _missing(name):
    ground = element("rect", width=6, height=6, **paper())
    line = element("path", d="M 3 0 V 6", **rule("axis", 1.2))
    return _tile(name, 6, "rotate(45)", ground, line)


def _tile(name, size, turn, *content):
    box = {"width": size, "height": size, "patternUnits": "userSpaceOnUse", "patternTransform": turn}
    return element("pattern", together(*content), id=name, **box)
