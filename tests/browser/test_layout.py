"""Pages fit a width of 320 pixels, and what one taps is large enough."""

import pytest

from tests.browser.pages import LANGUAGES, LAYOUTS, PUBLIC

NARROWEST = {"width": 320, "height": 640}
# Alone on their line or in a row of their own; links inside sentences may be as high as the sentence.
TARGETS = "header a, header button, header summary, nav a, .facet a, .facet summary, .filters-summary, .chip"
TARGETS += ", .pagination a, .breadcrumbs a, .hero-kinds a, .topic-list a, .more, .sources a, .button, select, input"
SMALL = """(selector) => [...document.querySelectorAll(selector)]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.type !== "hidden")
    .map(e => [e.getBoundingClientRect(), e])
    .filter(([box]) => box.width > 1 && (box.height < 24 || box.width < 24))
    .map(([box, e]) => `${Math.round(box.width)} × ${box.height.toFixed(1)}: ${e.outerHTML.slice(0, 120)}`)"""
WIDE = """() => {
    const room = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("body *")]
        .filter(e => e.checkVisibility() && !e.closest(".table-scroll, .visually-hidden, .skip, svg"))
        .filter(e => e.getBoundingClientRect().right > room + 0.5);
    return document.documentElement.scrollWidth <= room ? [] : over.map(e => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def page(reading_page):
    return reading_page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_page_fits_320_pixels(visit, page, witness, name, language):
    witness.expect(*["the server responded with a status of 404"] if name == "not_found" else [])
    page.set_viewport_size(NARROWEST)

    visit(name, language)

    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", LAYOUTS)
def test_targets_are_24_pixels_or_more(visit, page, witness, name, width):
    witness.expect(*["the server responded with a status of 404"] if name == "not_found" else [])
    page.set_viewport_size({"width": width, "height": 800})

    visit(name)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")

    assert page.evaluate(SMALL, TARGETS) == []


def test_text_may_be_twice_as_large(visit, page):
    page.set_viewport_size({"width": 1280, "height": 1024})

    visit("full_practice")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate(WIDE) == []
