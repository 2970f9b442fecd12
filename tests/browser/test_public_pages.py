"""Every public page, opened once in each language and asked everything that only looking at it can tell.

It leaves nothing to other hosts, axe-core finds nothing in light and in dark, it fits 320 pixels, and what one taps is
large enough. A failure names what was asked; the name of the test says of which page.
"""

import pytest

from tests.browser.axe import dark_violations, violations
from tests.browser.pages import LANGUAGES, LAYOUTS, PUBLIC
from tests.browser.sizes import small_targets, wider_than

MISSING = "the server responded with a status of 404"
WIDE, NARROWEST = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@pytest.fixture
def page(reading_page):
    return reading_page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_is_quiet_accessible_and_fits(visit, page, witness, name, language):
    missing = name == "not_found"
    witness.expect(*[MISSING] if missing else [])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")

    status = visit(name, language).status
    found = {
        "answer": [status] * (status != (404 if missing else 200)),
        "complaints": witness.heard(),
        "accessible in light": violations(page),
        "accessible in dark": dark_violations(page),
    }
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(NARROWEST)
    found["fits 320 pixels"] = wider_than(page, NARROWEST["width"])
    if name in LAYOUTS and language == LANGUAGES[0]:
        found["targets at 320 pixels"] = small_targets(page)
        page.set_viewport_size(WIDE)
        found["targets at 1280 pixels"] = small_targets(page)

    assert {asked: faults for asked, faults in found.items() if faults} == {}, f"{name} ({language}): {page.url}"
