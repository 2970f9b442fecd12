"""What each kind of chart shows."""

import pytest
from django.utils import translation

from catalogue.charts.arrows import MOST_ARROWS
from catalogue.charts.bars import bars
from catalogue.charts.bubbles import Bubble, bubbles
from catalogue.charts.calibration_dots import calibration_dots
from catalogue.charts.dot_plot import Spread, dot_plot
from catalogue.charts.frame import MOST_ROWS, WIDTH
from catalogue.charts.grouped_bars import grouped_bars
from catalogue.charts.heat_map import heat_map
from catalogue.charts.interval_bars import Interval, interval_bars
from catalogue.charts.lines import lines, spread
from catalogue.charts.plane import Dimension
from catalogue.charts.scatter import Point, scatter
from catalogue.charts.stacked_bars import stacked_bars
from catalogue.charts.tornado import tornado
from catalogue.charts.tree import Node, outline, tree
from tests.catalogue.charts.drawing import ABOUT, SVG, boxes, found, gaps, marks, root, texts

GREEN = "#0b6b4f"
X, Y = Dimension("X"), Dimension("Y")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def widths(rectangles):
    return [float(one["width"]) for one in rectangles]


def headings(chart):
    return [column.label for column in chart.sheet.columns]


# --- Bars ---


def test_longer_bars_stand_for_larger_values():
    chart = bars(**ABOUT, items=[("a", 1), ("b", 4), ("c", 2)], value_label="Gap")

    short, long, middle = widths(boxes(chart, GREEN))
    assert (round(long / short), round(middle / short)) == (4, 2)
    assert chart.sheet.rows == (
        (
            "a",
            1,
        ),
        ("b", 4),
        ("c", 2),
    )


def test_negative_bars_end_where_positive_ones_begin():
    chart = bars(**ABOUT, items=[("a", 1), ("b", -1)], value_label="Gap")

    [right], [left] = boxes(chart, GREEN), boxes(chart, "url(#trial-hatch-0)")
    assert float(left["x"]) + float(left["width"]) == pytest.approx(float(right["x"]), abs=0.02)


def test_levels_have_a_pattern_and_a_word():
    items, levels = [("a", -25), ("b", -12)], {0: ("heavy loss", "red"), 1: ("loss", "amber")}

    chart = bars(**ABOUT, items=items, value_label="Change", unit="%", levels=levels)

    assert (len(boxes(chart, "url(#trial-cross-6)")), len(boxes(chart, "url(#trial-hatch-4)"))) == (1, 1)
    assert [text for text in texts(chart) if "loss" in text] == ["heavy loss", "loss"]
    assert chart.sheet.rows == (("a", -25, "heavy loss"), ("b", -12, "loss"))


def test_a_missing_bar_is_hatched_and_never_zero():
    chart = bars(**ABOUT, items=[("a", None), ("b", 0)], value_label="Gap")

    assert (gaps(chart), marks(chart)) == (1, ["a: no data", "b: 0"])
    assert chart.sheet.rows == (("a", None), ("b", 0))


def test_numbers_have_a_decimal_comma_in_slovenian():
    with translation.override("sl"):
        chart = bars(**ABOUT, items=[("a", -1234.5)], value_label="Vrzel", digits=1)

    assert marks(chart) == ["a: −1.234,5"]


def test_beyond_what_can_be_looked_at_the_table_has_the_rest():
    chart = bars(**ABOUT, items=[(f"n{i}", i) for i in range(1000)], value_label="Gap")

    assert (len(marks(chart)), len(chart.sheet.rows)) == (MOST_ROWS, 1000)
    assert texts(chart)[-1] == "The chart shows the first 250 of 1000 rows; the table shows all."


def test_the_full_name_is_in_the_title_of_its_mark():
    name = "A very long name of a factor that does not fit into the column of names at all, not even in three lines"

    chart = bars(**ABOUT, items=[(name, 1)], value_label="Gap")

    assert marks(chart) == [f"{name}: 1"]
    assert [text for text in texts(chart) if text.endswith("…")][:1] != []


def test_each_group_has_a_bar_of_every_series():
    chart = grouped_bars(
        **ABOUT, names=["x", "y"], series=[("before", [1, 2]), ("after", [3, None])], value_label="Turnover"
    )

    assert marks(chart) == ["x, before: 1", "x, after: 3", "y, before: 2", "y, after: no data"]
    assert headings(chart) == ["Name", "before", "after"]
    assert chart.sheet.rows == (("x", 1, 3), ("y", 2, None))


def test_parts_follow_one_another_on_both_sides_of_zero():
    chart = stacked_bars(**ABOUT, names=["x"], series=[("a", [2]), ("b", [-1]), ("c", [3])], value_label="Parts")

    [first], [left] = boxes(chart, GREEN)[1:], boxes(chart, "url(#trial-hatch-1)")[1:]
    [second] = boxes(chart, "url(#trial-dots-2)")[1:]
    assert float(second["x"]) == pytest.approx(float(first["x"]) + float(first["width"]), abs=0.02)
    assert float(left["x"]) + float(left["width"]) == pytest.approx(float(first["x"]), abs=0.02)
    assert chart.sheet.rows == (("x", 2, -1, 3, 4),)


def test_shares_add_up_to_a_hundred():
    chart = stacked_bars(
        **ABOUT, names=["x", "y"], series=[("a", [1, 0]), ("b", [3, 0])], value_label="Shares", share=True
    )

    assert chart.sheet.rows == (("x", 25, 75), ("y", None, None))
    assert [column.unit for column in chart.sheet.columns] == ["", "%", "%"]


def test_ranks_run_from_the_first_place_on_the_left():
    items = [Interval("x", 1, 1, 2), Interval("y", 3, 2, 4), Interval("z", None, None, None)]

    chart = interval_bars(**ABOUT, items=items, value_label="Place")

    assert marks(chart) == ["x: 1 (1–2)", "y: 3 (2–4)", "z: no data"]
    assert [text for text in texts(chart) if text in "1234"] == ["1", "2", "3", "4"]
    assert gaps(chart) == 1


def test_the_widest_swing_is_on_top():
    chart = tornado(**ABOUT, items=[("x", 9, 11), ("y", 5, 20), ("z", None, 12)], base=10, value_label="Turnover")

    assert [row[0] for row in chart.sheet.rows] == ["y", "x", "z"]
    assert chart.sheet.rows[0] == ("y", 5, 20, 10)
    assert gaps(chart) == 1


def test_a_score_card_marks_its_own_value():
    spread_ = Spread("x", 7.2, 6, 5, 8, 2, 14, unit="%", digits=1)

    chart = dot_plot(**ABOUT, items=[spread_], own_label="Velenje", own_scale=True)

    assert marks(chart) == ["x, Velenje: 7.2\u00a0%, Median: 6.0\u00a0%"]
    assert chart.sheet.rows == (("x (%)", 7.2, 2, 5, 6, 8, 14),)


# --- Planes ---


def centres(chart):
    return [(float(one["cx"]), float(one["cy"])) for one in found(chart, "circle", fill=GREEN)]


def test_points_lie_to_the_right_and_above_smaller_ones():
    chart = scatter(**ABOUT, points=[Point("a", 1, 1), Point("b", 2, 3)], x=X, y=Y)

    (first_x, first_y), (second_x, second_y) = centres(chart)
    assert (second_x > first_x, second_y < first_y) == (True, True)
    assert chart.sheet.rows == (("a", 1, 1), ("b", 2, 3))


def test_points_without_a_number_are_named_below():
    chart = scatter(**ABOUT, points=[Point("a", 1, 1), Point("b", None, 3)], x=X, y=Y)

    assert (len(centres(chart)), texts(chart)[-1]) == (1, "no data: b")


def test_many_points_bear_numbers_that_stand_in_the_table():
    points = [Point(f"p{i}", i % 10, i // 10) for i in range(60)]

    chart = scatter(**ABOUT, points=points, x=X, y=Y)

    assert headings(chart) == ["Name", "No.", "X", "Y"]
    assert chart.sheet.rows[59] == ("p59", 60, 9, 5)


def test_names_of_points_do_not_meet():
    points = [Point(f"Factor {i}", 1.4 + i % 5 * 0.7, 2 + i // 5 * 0.2) for i in range(20)]

    chart = scatter(**ABOUT, points=points, x=Dimension("X", limits=(1, 5)), y=Dimension("Y", limits=(1, 5)))

    spots = [
        (float(span.get("x")), float(span.get("y")))
        for text in root(chart).iter(f"{SVG}text")
        for span in text
        if span.text.startswith("Factor")
    ]
    close = [(a, b) for a in spots for b in spots if a < b and abs(a[0] - b[0]) < 40 and abs(a[1] - b[1]) < 12]
    assert (len(spots), close) == (20, [])


def test_arrows_are_drawn_and_told_in_the_table():
    points = [Point("a", 1, 1), Point("b", 2, 3), Point("c", 5, 1, arrows_to=(0,))]

    chart = scatter(**ABOUT, points=points, x=X, y=Y, arrows=[(0, 1, 0.5)])

    assert len(found(chart, "polygon", fill="#8a8677")) == 2
    assert [row[-1] for row in chart.sheet.rows] == ["b (0.50)", "", "a (1.00)"]


def test_only_the_strongest_arrows_are_drawn():
    points = [Point(f"p{i}", i % 5, i // 5) for i in range(25)]
    arrows = [(i, j, i + j / 100) for i in range(25) for j in range(25) if i != j]

    chart = scatter(**ABOUT, points=points, x=X, y=Y, arrows=arrows)

    assert len(found(chart, "polygon", fill="#8a8677")) == MOST_ARROWS
    assert texts(chart)[-1] == "Drawn are the strongest arrows: 60 of 600."


def test_groups_have_signs_of_their_own():
    points = [Point("a", 1, 1, group="cause"), Point("b", 2, 3, group="effect")]

    chart = scatter(**ABOUT, points=points, x=X, y=Y)

    assert (len(found(chart, "circle")), len(found(chart, "polygon"))) == (2, 2)  # one in the legend
    assert headings(chart) == ["Name", "X", "Y", "Group"]


def test_areas_of_bubbles_follow_their_sizes():
    items = [Bubble("a", 1, 1, 100), Bubble("b", 2, 2, 25), Bubble("c", 3, 3, -1)]

    chart = bubbles(**ABOUT, items=items, x=X, y=Y, size=Dimension("Jobs"))

    _legend, large, small = (float(one["r"]) for one in found(chart, "circle"))
    assert large == 2 * small
    assert (chart.sheet.rows[2], texts(chart)[-1]) == (("c", 3, 3, None), "no data: c")


def test_a_line_breaks_where_a_value_is_missing():
    points = [(2015, 1), (2016, 2), (2017, None), (2018, 3), (2019, 4)]

    chart = lines(**ABOUT, series=[("Koper", points)], x_label="Year", y_label="Firms", years=True)

    assert (len(found(chart, "path", stroke=GREEN)), gaps(chart)) == (2, 1)
    assert chart.sheet.rows == ((2015, 1), (2016, 2), (2017, None), (2018, 3), (2019, 4))
    assert marks(chart)[0] == "Koper, 2015: 1"


def test_lines_have_dashes_names_and_switch_points():
    series = [("a", [(0, 0.1), (1, 0.9)]), ("b", [(0, 0.8), (1, 0.2)])]

    chart = lines(**ABOUT, series=series, x_label="Weight", y_label="Score", verticals=[(0.5, "switch at 0.5")])

    assert {one.get("stroke-dasharray") for one in found(chart, "path", **{"stroke-width": "2.2"})} == {None, "8 4"}
    assert [text for text in texts(chart) if text in {"a", "b", "switch at 0.5"}] == ["switch at 0.5", "a", "b"]


def test_names_at_the_ends_of_lines_are_kept_apart():
    placed = spread([10, 11, 12, 300], [20, 20, 20, 20], 0, 310)

    assert placed == [10, 30, 50, 300]
    assert spread([299, 300], [20, 20], 0, 310) == [280, 300]


def test_dots_are_filled_on_the_side_of_the_set():
    chart = calibration_dots(**ABOUT, values=[1, 2, 9, None], anchors=(8, 5, 3), value_label="Jobs lost")

    assert len(centres(chart)) == 3  # two low values and one in the legend: falling anchors
    assert chart.sheet.notes == ("fully out: 8", "crossover: 5", "fully in: 3")


def test_dots_on_the_same_place_are_stacked():
    chart = calibration_dots(**ABOUT, values=[7, 7, 7], anchors=(1, 2, 3), value_label="Jobs")

    assert len(set(centres(chart)[1:])) == 3


# --- Tables and trees ---


def test_cells_have_their_number_and_missing_ones_are_hatched():
    chart = heat_map(**ABOUT, row_names=["x"], column_names=["a", "b"], values=[[0.25, None]], digits=2)

    assert marks(chart) == ["a", "b", "x, a: 0.25", "x, b: no data"]
    assert gaps(chart) == 1
    assert chart.sheet.rows == (("x", 0.25, None),)


def test_colours_around_zero_are_even():
    chart = heat_map(**ABOUT, row_names=["x"], column_names=list("abc"), values=[[-1, 0, 4]], diverging=True)

    classes = [one.get("class") for one in root(chart).iter(f"{SVG}rect") if one.get("rx") is None]
    assert classes[-3:] == ["chart-cold-warm-2", "chart-cold-warm-3", "chart-cold-warm-6"]


def test_a_wide_table_keeps_its_size():
    names = [f"Indicator {i}" for i in range(30)]

    chart = heat_map(**ABOUT, row_names=["x"], column_names=names, values=[range(30)])

    assert float(root(chart).get("viewBox").split()[2]) > WIDTH
    assert root(chart).get("class") == "chart chart-wide"


def test_a_table_too_large_to_look_at_is_cut_and_says_so():
    names = [f"n{i}" for i in range(100)]

    chart = heat_map(**ABOUT, row_names=names, column_names=names, values=[[1] * 100] * 100)

    assert texts(chart)[-2:] == [
        "The chart shows the first 83 of 100 rows; the table shows all.",
        "The chart shows the first 60 of 100 columns; the table shows all.",
    ]
    assert len(chart.sheet.rows) == 100


NODES = [Node("car", None, "good", "good"), Node("cost", "car", "low"), Node("price", "cost", "?", "unknown")]


def test_a_tree_is_numbered_from_its_root():
    chart = tree(**ABOUT, nodes=[*NODES, Node("safety", "car", "high", "good")])

    assert [row[:3] for row in chart.sheet.rows] == [
        ("car", "1", ""),
        ("cost", "1.1", "car"),
        ("price", "1.1.1", "cost"),
        ("safety", "1.2", "car"),
    ]
    assert marks(chart)[1] == "cost: low"


def test_deeper_boxes_are_farther_in():
    chart = tree(**ABOUT, nodes=NODES)

    lefts = [float(one["x"]) for one in found(chart, "rect", rx="4")]
    assert lefts == sorted(set(lefts))


@pytest.mark.parametrize(
    "nodes", [[Node("a", "b", ""), Node("b", "a", "")], [Node("a", "a", "")], [Node("a", "nobody", "")]]
)
def test_a_circle_in_a_tree_does_no_harm(nodes):
    assert sorted(branch.node.name for branch in outline(nodes)) == sorted(node.name for node in nodes)
