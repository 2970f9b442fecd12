"""What tests see in a chart, and one chart of every kind made of the same names and values."""

import datetime as dt
import re
from xml.etree import ElementTree

from catalogue.charts.bars import bars
from catalogue.charts.bubbles import Bubble, bubbles
from catalogue.charts.calibration_dots import calibration_dots
from catalogue.charts.dot_plot import Spread, dot_plot
from catalogue.charts.gantt import Due, Span, gantt
from catalogue.charts.grouped_bars import grouped_bars
from catalogue.charts.heat_map import heat_map
from catalogue.charts.interval_bars import Interval, interval_bars
from catalogue.charts.lines import lines
from catalogue.charts.numbers import tidy
from catalogue.charts.plane import Dimension
from catalogue.charts.progress_bars import progress_bars
from catalogue.charts.risk_matrix import risk_matrix
from catalogue.charts.scatter import Point, scatter
from catalogue.charts.stacked_bars import stacked_bars
from catalogue.charts.tornado import tornado
from catalogue.charts.tree import Node, tree

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"key": "trial", "title": "A title", "description": "A description"}


def root(chart):
    return ElementTree.fromstring(chart.svg)  # noqa: S314 (our own drawing)


def marks(chart):
    """The titles of the marks, in the order in which they are drawn."""
    return [
        group.find(f"{SVG}title").text for group in root(chart).iter(f"{SVG}g") if group.get("class") == "chart-mark"
    ]


def found(chart, name, **attributes):
    """The elements of that name with these attributes, as their attributes."""
    elements = (element.attrib for element in root(chart).iter(SVG + name))
    return [one for one in elements if attributes.items() <= one.items()]


def boxes(chart, fill):
    return found(chart, "rect", fill=fill)


def texts(chart):
    """Every text, its lines joined by a space."""
    return [" ".join(part for part in text.itertext()) for text in root(chart).iter(f"{SVG}text")]


def gaps(chart):
    """How many shapes are hatched because there is no data, without the sign in a note."""
    hatched = [one for one in root(chart).iter() if one.get("fill") == "url(#trial-missing)"]
    notes = sum(text.startswith("no data: ") for text in texts(chart))
    return len(hatched) - notes


def numbers_in(chart):
    """All numbers that stand in attributes of place and size."""
    names = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points", "transform"}
    values = (value for one in root(chart).iter() for name, value in one.attrib.items() if name in names)
    return [float(number) for value in values for number in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", value)]


def _shifted(value, by):
    return None if value is None else value + by


def _bars(names, values):
    return bars(**ABOUT, items=list(zip(names, values, strict=True)), value_label="Gap")


def _levels(names, values):
    pairs = list(zip(names, values, strict=True))
    return bars(**ABOUT, items=pairs, value_label="Gap", levels={0: ("heavy loss", "red")}, marks={1: "leads"})


def _grouped(names, values):
    return grouped_bars(**ABOUT, names=names, series=[("a", values), ("b", values[::-1])], value_label="Turnover")


def _stacked(names, values):
    return stacked_bars(**ABOUT, names=names, series=[("a", values), ("b", values[::-1])], value_label="Parts")


def _shares(names, values):
    series = [("a", values), ("b", values[::-1])]
    return stacked_bars(**ABOUT, names=names, series=series, value_label="Shares", share=True)


def _intervals(names, values):
    items = [Interval(n, v, _shifted(v, -1), _shifted(v, 1)) for n, v in zip(names, values, strict=True)]
    return interval_bars(**ABOUT, items=items, value_label="Score", ranks=False)


def _ranks(names, values):
    items = [Interval(n, None if v is None else i, 1, i) for i, (n, v) in enumerate(zip(names, values, strict=True), 1)]
    return interval_bars(**ABOUT, items=items, value_label="Place")


def _tornado(names, values):
    items = [(n, _shifted(v, -2), _shifted(v, 1)) for n, v in zip(names, values, strict=True)]
    return tornado(**ABOUT, items=items, base=0.5, value_label="Turnover")


def _spreads(names, values):
    items = [
        Spread(n, v, _shifted(v, 1), v, _shifted(v, 2), v, _shifted(v, 3)) for n, v in zip(names, values, strict=True)
    ]
    return dot_plot(**ABOUT, items=items, value_label="Score")


def _own_spreads(names, values):
    items = [
        Spread(n, v, _shifted(v, 1), v, _shifted(v, 2), v, _shifted(v, 3)) for n, v in zip(names, values, strict=True)
    ]
    return dot_plot(**ABOUT, items=items, own_scale=True)


def _heat(names, values):
    rows = [[value, _shifted(value, 1), None] for value in values]
    return heat_map(
        **ABOUT, row_names=names, column_names=["a", "b", "c"], values=rows, low_label="low", high_label="high"
    )


def _diverging(names, values):
    columns = [f"column {name}" for name in names]
    return heat_map(**ABOUT, row_names=names, column_names=columns, values=[values] * len(names), diverging=True)


def _lines(names, values):
    series = [(name, [(0, value), (1, _shifted(value, 1))]) for name, value in zip(names, values, strict=True)]
    return lines(**ABOUT, series=series, x_label="Weight", y_label="Score", verticals=[(0.4, "here"), (0.45, "there")])


def _scatter(names, values):
    points = [
        Point(name, value, i, group="odd" if i % 2 else "even")
        for i, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    sides = {"x": Dimension("X", line=1), "y": Dimension("Y", line=2)}
    arrows = [(0, len(names) - 1, 1.5)][: len(names)]
    return scatter(**ABOUT, points=points, **sides, corner_labels=("one", "two", "three", "four"), arrows=arrows)


def _bubbles(names, values):
    items = [Bubble(n, v, i, None if v is None else abs(v)) for i, (n, v) in enumerate(zip(names, values, strict=True))]
    return bubbles(**ABOUT, items=items, x=Dimension("X", line=1), y=Dimension("Y"), size=Dimension("Jobs"))


def _dots(names, values):
    return calibration_dots(**ABOUT, values=values, names=names, anchors=(1, 2, 3), value_label="Income")


def _tree(names, values):
    nodes = [
        Node(name, names[0] if i else None, str(value), "good")
        for i, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    return tree(**ABOUT, nodes=nodes)


def _progress(names, values):
    items = [(name, value, _shifted(value, 10)) for name, value in zip(names, values, strict=True)]
    return progress_bars(**ABOUT, items=items, value_label="Done", expected_label="Expected", remarks={1: "late"})


def _gantt(names, values):
    spans = [
        Span(name) if tidy(value) is None else Span(name, *_days(i), "a period", value, "late", _dues(i))
        for i, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    return gantt(**ABOUT, spans=spans, today=dt.date(2026, 9, 30))


def _days(index):
    return dt.date(2026, 1, 1) + dt.timedelta(7 * index), dt.date(2026, 6, 30) + dt.timedelta(9 * index)


def _dues(index):
    return (Due("opening", _days(index)[1], "a day", reached=index % 2 == 0),)


def _risks(names, _values):
    labels = [*names, "", "", "", "", ""][:5]
    grid = [[row * column for column in range(1, 6)] for row in range(1, 6)]
    bands = [[min(3, score // 5) for score in row] for row in grid]
    words = {
        "band_labels": ["low", "moderate", "high", "extreme"],
        "likelihood_title": "Likely",
        "impact_title": "Harm",
    }
    return risk_matrix(
        **ABOUT, counts=grid, bands=bands, scores=grid, likelihood_labels=labels, impact_labels=labels, **words
    )


KINDS = {
    "bars": _bars,
    "levels": _levels,
    "grouped": _grouped,
    "stacked": _stacked,
    "shares": _shares,
    "intervals": _intervals,
    "ranks": _ranks,
    "tornado": _tornado,
    "spreads": _spreads,
    "own_spreads": _own_spreads,
    "heat": _heat,
    "diverging": _diverging,
    "lines": _lines,
    "scatter": _scatter,
    "bubbles": _bubbles,
    "dots": _dots,
    "tree": _tree,
    "progress": _progress,
    "gantt": _gantt,
    "risks": _risks,
}
