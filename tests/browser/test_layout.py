"""Text may be enlarged; that pages fit a narrow window and targets are large enough is in `test_public_pages`."""

from tests.browser.sizes import too_wide


def test_text_may_be_twice_as_large(visit, page):
    page.set_viewport_size({"width": 1280, "height": 1024})

    visit("full_practice")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert too_wide(page) == []
