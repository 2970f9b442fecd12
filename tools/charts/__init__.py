"""Charts as inline SVG, each with the table of its numbers. See the module of each kind."""

from tools.charts.bars import bars
from tools.charts.bubbles import Bubble, bubbles
from tools.charts.calibration_dots import calibration_dots
from tools.charts.chart import Chart
from tools.charts.dot_plot import Spread, dot_plot
from tools.charts.grouped_bars import grouped_bars
from tools.charts.heat_map import heat_map
from tools.charts.interval_bars import Interval, interval_bars
from tools.charts.lines import lines
from tools.charts.scatter import Point, scatter
from tools.charts.stacked_bars import stacked_bars
from tools.charts.tornado import tornado
from tools.charts.tree import Node, tree

__all__ = [
    "Bubble",
    "Chart",
    "Interval",
    "Node",
    "Point",
    "Spread",
    "bars",
    "bubbles",
    "calibration_dots",
    "dot_plot",
    "grouped_bars",
    "heat_map",
    "interval_bars",
    "lines",
    "scatter",
    "stacked_bars",
    "tornado",
    "tree",
]
