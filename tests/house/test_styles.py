"""Colours stand in one place: the tokens of portal.css, each with its value for light and for dark screens."""

import re

import pytest
from django.conf import settings

FURTHER = ["forms", "desk", "tools", "plans", "events"]  # sheets that some pages load after portal.css
LITERAL = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|oklch|light-dark)\(")


def sheet(name):
    return (settings.BASE_DIR / f"static/css/{name}.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FURTHER)
def test_sheet_takes_every_colour_from_the_tokens(name):
    assert LITERAL.findall(sheet(name)) == []


def test_every_token_that_is_used_is_declared():
    sheets = "".join(map(sheet, ["portal", *FURTHER]))

    used, declared = set(re.findall(r"var\((--[\w-]+)", sheets)), set(re.findall(r"(--[\w-]+):", sheets))

    assert used - declared == set()
