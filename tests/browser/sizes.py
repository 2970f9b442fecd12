"""What does not fit the window, and what is too small to be tapped."""

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


def too_wide(page):
    """The elements that reach beyond the window, where the page is wider than it."""
    return page.evaluate(WIDE)


def wider_than(page, width):
    """The same of a page that must be exactly so wide."""
    measured = page.evaluate("document.documentElement.scrollWidth")
    return too_wide(page) + [f"{measured} pixels"] * (measured != width)


def small_targets(page):
    """What is lower or narrower than 24 pixels, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    return page.evaluate(SMALL, TARGETS)
