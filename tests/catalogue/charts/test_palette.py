"""Colours can be told apart and texts on them read, on paper and on both screens."""

import re

import pytest
from django.conf import settings

from catalogue.charts.palette import COLD_WARM, COLOURS, HEAT, INK, LIGHT_TEXT_ON, SHEET, SOFT, STRONG, Fills

PORTAL, TOOLS = (
    (settings.BASE_DIR / f"static/css/{name}.css").read_text(encoding="utf-8") for name in ("portal", "tools")
)
TOKENS = dict(re.findall(r"--([a-z0-9-]+): light-dark\((#[^)]*)\);", PORTAL))
RULES = dict(re.findall(r"\.(chart-[a-z0-9-]+) \{ (?:fill|stroke): var\(--([a-z0-9-]+)\)", TOOLS))
DARK_SHEET = "#1d2320"


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pair(name):
    return TOKENS[RULES[name]].split(", ")


@pytest.mark.parametrize("colour", [strong for strong, _wash in COLOURS] + [STRONG])
def test_marks_stand_out_from_the_paper(colour):
    assert contrast(colour, SHEET) >= 3


@pytest.mark.parametrize("colour", [INK, SOFT])
def test_words_can_be_read(colour):
    assert contrast(colour, SHEET) >= 4.5


@pytest.mark.parametrize("number", range(len(COLOURS)))
def test_screens_show_the_same_colours_and_dark_ones_as_clear(number):
    strong, wash = COLOURS[number]

    light, dark = pair(f"chart-fill-{number}")
    assert (light, pair(f"chart-wash-{number}")[0], pair(f"chart-stroke-{number}")) == (strong, wash, [light, dark])
    assert contrast(dark, DARK_SHEET) >= 3
    assert contrast(dark, pair(f"chart-wash-{number}")[1]) >= 3


@pytest.mark.parametrize(("scheme", "colours"), [("heat", HEAT), ("cold-warm", COLD_WARM)])
@pytest.mark.parametrize("step", range(7))
def test_numbers_in_cells_can_be_read(scheme, colours, step):
    cell, words = pair(f"chart-{scheme}-{step}"), pair(f"chart-on-{scheme}-{step}")

    assert (cell[0], words[0]) == (colours[step], SHEET if step in LIGHT_TEXT_ON[scheme] else INK)
    assert [contrast(*both) for both in zip(cell, words, strict=True) if contrast(*both) < 4.5] == []


def test_thirty_six_series_have_fills_of_their_own():
    fills = Fills("trial")

    assert len({fills.series(number)["fill"] for number in range(36)}) == 36
