"""What plans compute, as charts show it."""

import pytest
from django.utils import translation

from catalogue.charts import Due, Span, gantt, progress_bars, risk_matrix, stacked_bars
from plans.figures.calendar_dates import period
from plans.figures.money import FundingFigures, money
from plans.figures.progress import plan_progress
from plans.figures.risk import POINTS, Band, RiskFigures, bands, counts
from tests.catalogue.charts.drawing import ABOUT, SVG, found, marks, root
from tests.plans.figures.oracle import MONEY, ORACLES, exact, plan_actions

DATES = ORACLES["P7_dates"]
PLAN = period("2026", "2027")
NUMBERS = [str(point) for point in POINTS]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def axis_of(chart):
    """Left end and width of the line along which a bar lies."""
    [line] = {(float(one["x1"]), float(one["x2"])) for one in found(chart, "line") if one["y1"] == one["y2"]}
    return line[0], line[1] - line[0]


def time_line(bars):
    first, dues = bars[0], tuple(Due("report", row["milestone"], "30 Sept.") for row in bars if "milestone" in row)
    spans = [Span("first", *days(first), "March–August", dues=dues), Span("second", *days(bars[1]), "2026–2027")]
    return gantt(**ABOUT, spans=spans, first=PLAN.first, last=PLAN.last)


def days(row):
    one = period(row["start"], row["end"])
    return one.first, one.last


@pytest.mark.parametrize("number", [0, 1])
def test_bars_of_the_time_line_lie_where_their_days_do(number):
    chart = time_line(DATES["bars"])

    start, width = axis_of(chart)
    bar = [one for one in found(chart, "rect") if one.get("height") == "18"][number]
    assert (float(bar["x"]) - start) / width == pytest.approx(DATES["bars"][number]["left"], abs=1e-4)
    assert float(bar["width"]) / width == pytest.approx(DATES["bars"][number]["width"], abs=1e-4)


def test_milestone_stands_at_the_beginning_of_its_day():
    chart = time_line(DATES["bars"])

    start, width = axis_of(chart)
    tip = float(found(chart, "path", **{"class": "chart-paper chart-stroke-1"})[-1]["d"].split()[1])
    due = DATES["bars"][2]
    assert (tip - start) / width == pytest.approx(due["left"], abs=1e-4)
    assert PLAN.share(due["milestone"]) == pytest.approx(due["left"], abs=1e-6)


def test_bars_of_progress_are_as_long_as_shown():
    goals = plan_progress(plan_actions()).goals
    items = [(goal, one.shown, None) for goal, one in goals.items()]

    chart = progress_bars(**ABOUT, items=items, value_label="Progress", expected_label="Expected by today")

    [track, *_others] = {float(one["width"]) for one in found(chart, "rect", fill="none")}
    bars = [float(one["width"]) / track for one in found(chart, "rect", fill="#0b6b4f") if one["height"] == "18"]
    assert bars == [pytest.approx(goals[goal].shown / 100, abs=1e-3) for goal in ("G1", "G3")]
    assert marks(chart)[1] == "G2. Progress: 0\u00a0%"


def test_cells_of_the_matrix_hold_the_counts_the_gravest_in_the_corner():
    rows = [RiskFigures(**row) for row in ORACLES["P6_risk"]["risks"]]
    order = list(Band)

    chart = risk_matrix(
        **ABOUT,
        counts=counts(rows),
        bands=[[order.index(one) for one in row] for row in bands()],
        scores=[[likelihood * impact for impact in POINTS] for likelihood in POINTS],
        band_labels=order,
        likelihood_labels=NUMBERS,
        impact_labels=NUMBERS,
        likelihood_title="Likelihood",
        impact_title="Impact",
    )

    assert marks(chart)[4] == "5, 5 (extreme): 0"
    assert [text for text in marks(chart) if text.endswith(": 1")] == [
        "5, 3 (extreme): 1",
        "4, 4 (extreme): 1",
        "3, 3 (moderate): 1",
        "2, 5 (high): 1",
        "1, 4 (low): 1",
    ]
    assert chart.sheet.rows[0] == ("5", 0, 0, 1, 0, 0)


def test_stacks_of_money_add_up_to_the_cost_of_the_year():
    sources = [FundingFigures(r["action"], r["status"], exact(r["amount"]), r["year"]) for r in MONEY["funding"]]
    years = money(plan_actions(), sources).years
    names = ["covered", "applied_for", "looked_for", "without_source"]

    chart = stacked_bars(
        **ABOUT,
        names=list(years),
        series=[(name, [getattr(one, name) for one in years.values()]) for name in names],
        value_label="Cost",
    )

    assert {row[0]: row[-1] for row in chart.sheet.rows} == {str(year): one.cost for year, one in years.items()}
    assert root(chart).find(f"{SVG}title").text == ABOUT["title"]
