"""Going on only once what comes is there: the next page, or the part of this one that htmx exchanges."""

from contextlib import contextmanager

SETTLES = """() => {
    window.settled = false;
    document.addEventListener("htmx:afterSettle", () => { window.settled = true }, {once: true});
}"""


def follow(page, locator):
    """Click what leads on or sends a form, and wait for the page that comes."""
    with page.expect_navigation():
        locator.click()


def enter(page):
    """Press Enter where that leads on or sends a form, and wait for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


@contextmanager
def exchanged(page):
    """What is done inside exchanges a part of the page; afterwards its links and buttons are htmx's again."""
    page.evaluate(SETTLES)
    yield
    page.wait_for_function("() => window.settled")


def go_back(page):
    """Back to the state before htmx exchanged a part: loaded anew, a moment after its address is there."""
    with page.expect_event("load"):
        page.go_back()
