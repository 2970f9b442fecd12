"""What holds for every kind of chart, whatever the numbers are."""

import math
import re
from functools import cache

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from catalogue.charts.text import text_width
from tests.catalogue.charts.drawing import ABOUT, KINDS, SVG, gaps, marks, numbers_in, root, texts

NAN, INF = math.nan, math.inf
LONG = "Dostopnost z javnim prevozom in kolesarske povezave s sosednjimi naselji v občini"
DATA = {
    "none": ([], []),
    "one": (["Koper"], [4.2]),
    "zero": (["Koper"], [0]),
    "few": (["Koper", "Kranj", "Ptuj"], [1.5, -2.25, 3]),
    "equal": (["Koper", "Kranj", "Ptuj"], [3, 3, 3]),
    "negative": (["Koper", "Kranj", "Ptuj"], [-1, -2, -30]),
    "missing": (["Koper", "Kranj", "Ptuj", "Celje"], [1.5, None, NAN, INF]),
    "all missing": (["Koper", "Kranj"], [None, NAN]),
    "huge": (["Koper", "Kranj", "Ptuj"], [1e15, -1e-9, 3]),
    "tiny": (["Koper", "Kranj", "Ptuj"], [1e-9, 2e-9, -3e-9]),
    "nearly equal": (["Koper", "Kranj"], [1e15, 1e15 + 1]),
    "long names": ([LONG, "x" * 200, "", LONG], [1, 2, 3, 4]),
    "two hundred": ([f"Town {i}" for i in range(200)], [math.sin(i) * i for i in range(200)]),
    "same name": (["Koper", "Koper"], [1, 2]),
}
FEW = [pytest.param(draw, id=kind) for kind, draw in KINDS.items()]
WITH_GAPS = [param for param in FEW if param.id not in {"tree", "risks"}]


@cache
def drawn(kind, data):
    """The chart in English, drawn once for all tests."""
    with translation.override("en"):
        return KINDS[kind](*DATA[data])


def extents(text):
    """Left and right ends and the height of every line of a text."""
    for line in text:
        wide = text_width(line.text or "", float(text.get("font-size")))
        left = float(line.get("x")) - {None: 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        yield left, left + wide, float(line.get("y"))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_is_complete_and_names_itself(kind):
    for data in DATA:
        chart = drawn(kind, data)

        picture = root(chart)
        named = {one.get("id"): one.text for one in picture if one.tag in {f"{SVG}title", f"{SVG}desc"}}
        assert isinstance(chart.svg, SafeString)
        assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", "trial-title trial-desc")
        assert named == {"trial-title": chart.title, "trial-desc": chart.description}


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_refers_only_to_what_it_holds(kind):
    for data in DATA:
        chart = drawn(kind, data)

        ids = [one.get("id") for one in root(chart).iter() if one.get("id")]
        wanted = set(re.findall(r"url\(#([^)]*)\)", chart.svg))
        assert len(ids) == len(set(ids))
        assert wanted - set(ids) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_holds_neither_style_nor_script_nor_nonsense(kind):
    for data in DATA:
        chart = drawn(kind, data)

        attributes = {name for one in root(chart).iter() for name in one.attrib}
        tags = {one.tag.removeprefix(SVG) for one in root(chart).iter()}
        assert [name for name in attributes if name == "style" or name.startswith("on") or "href" in name] == []
        assert tags & {"script", "style", "foreignObject", "image", "a"} == set()
        assert re.findall(r'="[^"]*\b(?:nan|inf|None)\b[^"]*"', chart.svg) == []


@pytest.mark.parametrize("kind", KINDS)
def test_text_lies_within_the_picture(kind):
    for data in DATA:
        chart = drawn(kind, data)

        _x, _y, width, height = map(float, root(chart).get("viewBox").split())
        spots = [spot for text in root(chart).iter(f"{SVG}text") if not text.get("transform") for spot in extents(text)]
        outside = [spot for spot in spots if not (-2 <= spot[0] <= spot[1] <= width + 2 and 0 <= spot[2] <= height)]
        assert outside == []


@pytest.mark.parametrize("kind", KINDS)
def test_all_places_are_numbers_of_reasonable_size(kind):
    for data in DATA:
        chart = drawn(kind, data)

        assert [number for number in numbers_in(chart) if not abs(number) < 20_000] == []


@pytest.mark.parametrize("kind", KINDS)
def test_same_numbers_give_the_same_drawing(kind):
    for data in DATA:
        assert KINDS[kind](*DATA[data]) == drawn(kind, data)


@pytest.mark.parametrize("kind", KINDS)
def test_sheet_has_a_cell_below_every_heading(kind):
    for data in DATA:
        sheet = drawn(kind, data).sheet

        cells = [cell for row in sheet.rows for cell in row]
        assert {len(row) for row in sheet.rows} <= {len(sheet.columns)}
        assert [cell for cell in cells if not (cell is None or isinstance(cell, str) or math.isfinite(cell))] == []
        assert (sheet.key, sheet.title) == (ABOUT["key"], ABOUT["title"])


@pytest.mark.parametrize("draw", FEW)
def test_names_from_people_are_escaped(draw):
    bad = "<script>alert(1)</script>\"'&\x00\x0b"

    chart = draw([bad, "Kranj"], [1, 2])

    shown = " ".join([*texts(chart), *marks(chart)])
    assert "<script" not in chart.svg
    assert re.findall(r"<script>alert\(1\)</script>\"'&", shown)[:1] == ["<script>alert(1)</script>\"'&"]


@pytest.mark.parametrize("draw", WITH_GAPS)
def test_missing_values_are_hatched_or_named(draw):
    chart = draw(["Koper", "Kranj", "Ptuj"], [1, None, 2])

    hatched, said = gaps(chart), [text for text in [*texts(chart), *marks(chart)] if "no data" in text]
    assert (hatched > 0 or any("Kranj" in text for text in said), bool(said)) == (True, True)


@pytest.mark.parametrize("draw", WITH_GAPS)
def test_without_any_number_the_chart_says_so(draw):
    chart = draw(["Koper", "Kranj"], [None, None])

    assert [text for text in texts(chart) if "no data" in text][:1] != []


@pytest.mark.parametrize("draw", FEW)
def test_a_drawing_of_two_hundred_rows_is_of_moderate_size(draw):
    chart = draw(*DATA["two hundred"])

    assert len(chart.svg) < 3_000_000


@pytest.mark.parametrize("draw", FEW)
def test_slovenian_readers_see_no_decimal_point(draw):
    with translation.override("sl"):
        chart = draw(["Koper", "Kranj", "Ptuj"], [1.5, -1.25, 1234.5])

    shown = [*texts(chart), *marks(chart)] if draw is not KINDS["tree"] else []
    assert [text for text in shown if re.search(r"\d\.\d(?!\d\d)|-\d", text)] == []
