"""What time lines, bars of progress and matrices of risks show."""

import datetime as dt

import pytest
from django.utils import translation

from catalogue.charts import Due, Span, gantt, progress_bars, risk_matrix
from catalogue.charts.frame import WIDTH
from tests.catalogue.charts.drawing import ABOUT, SVG, found, marks, root, texts

BEGIN, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def headings(chart):
    return [column.label for column in chart.sheet.columns]


# --- Time lines ---


def test_time_line_tells_period_part_done_and_state_of_each_bar():
    due = Due("opening", dt.date(2026, 9, 30), "30 September 2026", reached=True)

    chart = gantt(**ABOUT, spans=[Span("Trees", BEGIN, END, "2026", 50, "behind", (due,)), Span("Paths")])

    assert marks(chart) == ["Trees: 2026, 50\u00a0%, behind", "Paths: no data", "Trees, opening: 30 September 2026"]
    assert headings(chart) == ["Name", "Period", "Done", "State"]
    assert chart.sheet.rows == (
        ("Trees", "2026", 50, "behind"),
        ("Trees: opening", "30 September 2026", "", "Reached milestone"),
        ("Paths", None, None, ""),
    )


def test_part_done_is_a_part_of_the_bar():
    chart = gantt(**ABOUT, spans=[Span("a", BEGIN, END, done=25), Span("b", BEGIN, END, done=130)])

    whole, quarter, other, full = [float(one["width"]) for one in found(chart, "rect") if one["height"] == "18"]
    assert (whole / quarter, other) == (pytest.approx(4, abs=0.01), full)


def test_time_line_of_a_draft_has_no_columns_of_progress():
    chart = gantt(**ABOUT, spans=[Span("a", BEGIN, END, "2026")])

    assert (headings(chart), chart.sheet.rows) == (["Name", "Period"], (("a", "2026"),))


@pytest.mark.parametrize(("day", "drawn"), [(dt.date(2026, 9, 30), 1), (dt.date(2027, 1, 1), 0), (None, 0)])
def test_today_is_drawn_where_it_lies_on_the_axis(day, drawn):
    chart = gantt(**ABOUT, spans=[Span("a", BEGIN, END)], today=day)

    assert texts(chart).count("Today") == drawn


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (dt.date(2026, 3, 5), dt.date(2026, 3, 20), ["3/2026"]),
        (BEGIN, END, ["1/2026", "4/2026", "7/2026", "10/2026"]),
        (BEGIN, dt.date(2030, 12, 31), ["2026", "2027", "2028", "2029", "2030"]),
        (dt.date(1, 1, 1), dt.date(9999, 12, 31), ["500", "1000", "1500"]),
    ],
)
def test_axis_is_labelled_by_months_or_years(first, last, labels):
    chart = gantt(**ABOUT, spans=[Span("a", first, last)])

    assert [text for text in texts(chart) if text[0].isdigit()][: len(labels)] == labels


def test_time_line_of_many_years_is_wider_than_the_page_and_keeps_its_words_inside():
    chart = gantt(**ABOUT, spans=[Span("a", BEGIN, dt.date(2040, 12, 31), state="late")])

    width = float(root(chart).get("width"))
    assert (width > WIDTH, root(chart).get("class")) == (True, "chart chart-wide")
    assert max(float(one.get("x")) for one in root(chart).iter(f"{SVG}tspan")) < width


# --- Progress ---


def test_bars_of_progress_end_at_0_and_100_and_their_numbers_do_not():
    items = [("a", 130, 100), ("b", -20, 40), ("c", 100, None)]

    chart = progress_bars(**ABOUT, items=items, value_label="Done", expected_label="Expected")

    over, whole = [float(one["width"]) for one in found(chart, "rect", fill="#0b6b4f") if one["height"] == "18"]
    assert over == whole
    assert [text for text in texts(chart) if text[-1] == "%"] == ["130\u00a0%", "−20\u00a0%", "100\u00a0%"]


def test_mark_of_what_is_expected_stands_at_its_per_cent():
    chart = progress_bars(**ABOUT, items=[("a", 50, 50)], value_label="Done", expected_label="Expected")

    [bar] = [one for one in found(chart, "rect", fill="#0b6b4f") if one["height"] == "18"]
    end = float(bar["x"]) + float(bar["width"])
    assert float(found(chart, "line", **{"stroke-width": "3"})[-1]["x1"]) == pytest.approx(end, abs=0.02)


def test_remarks_stand_in_the_table():
    items = [("a", 50, 80), ("b", 90, 80)]

    chart = progress_bars(
        **ABOUT, items=items, value_label="Done", expected_label="Expected", remarks={0: "behind", 1: ""}
    )

    assert chart.sheet.rows == (("a", 50, 80, "behind"), ("b", 90, 80, ""))


# --- Risks ---


def test_matrix_of_risks_has_the_highest_likelihood_on_top_and_no_noughts():
    chart = risk_matrix(
        **ABOUT,
        counts=[[0, 2], [1, 0]],
        bands=[[0, 1], [1, 2]],
        scores=[[1, 2], [2, 4]],
        band_labels=["low", "middle", "high"],
        likelihood_labels=["rare", "often"],
        impact_labels=["slight", "grave"],
        likelihood_title="Likelihood",
        impact_title="Impact",
    )

    assert marks(chart) == [
        "often, slight (middle): 1",
        "often, grave (high): 0",
        "rare, slight (low): 0",
        "rare, grave (middle): 2",
    ]
    counts = [one.text for one in root(chart).iter(f"{SVG}text") if one.get("font-weight") == "600"]
    assert (counts, headings(chart)) == (["1", "2"], ["Likelihood \\ Impact", "slight", "grave"])
    assert chart.sheet.rows == (("often", 1, 0), ("rare", 0, 2))
