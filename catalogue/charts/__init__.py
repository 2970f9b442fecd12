"""Charts as inline SVG, each with the table of its numbers. See the module of each kind."""

from catalogue.charts.bars import bars
from catalogue.charts.bubbles import Bubble, bubbles
from catalogue.charts.calibration_dots import calibration_dots
from catalogue.charts.chart import Chart
from catalogue.charts.dot_plot import Spread, dot_plot
from catalogue.charts.gantt import Due, Span, gantt
from catalogue.charts.grouped_bars import grouped_bars
from catalogue.charts.heat_map import heat_map
from catalogue.charts.interval_bars import Interval, interval_bars
from catalogue.charts.lines import lines
from catalogue.charts.plane import Dimension
from catalogue.charts.progress_bars import progress_bars
from catalogue.charts.risk_matrix import risk_matrix
from catalogue.charts.scatter import Headings, Point, scatter
from catalogue.charts.stacked_bars import stacked_bars
from catalogue.charts.tornado import tornado
from catalogue.charts.tree import Node, tree

__all__ = [
    "Bubble",
    "Chart",
    "Dimension",
    "Due",
    "Headings",
    "Interval",
    "Node",
    "Point",
    "Span",
    "Spread",
    "bars",
    "bubbles",
    "calibration_dots",
    "dot_plot",
    "gantt",
    "grouped_bars",
    "heat_map",
    "interval_bars",
    "lines",
    "progress_bars",
    "risk_matrix",
    "scatter",
    "stacked_bars",
    "tornado",
    "tree",
]
