"""Colours stand in one place: the tokens of portal.css, each with its value for light and for dark screens."""

import re

import pytest
from django.conf import settings

ROOMS = ["desk", "tools"]  # sheets that one room of the portal loads after portal.css
LITERAL = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|oklch|light-dark)\(")


def sheet(name):
    return (settings.BASE_DIR / f"static/css/{name}.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ROOMS)
def test_sheet_of_a_room_takes_every_colour_from_the_tokens(name):
    assert LITERAL.findall(sheet(name)) == []


def test_every_token_that_is_used_is_declared():
    sheets = "".join(map(sheet, ["portal", *ROOMS]))

    used, declared = set(re.findall(r"var\((--[\w-]+)", sheets)), set(re.findall(r"(--[\w-]+):", sheets))

    assert used - declared == set()
