"""A first visit is light: measured as the browser received it, headers and all."""

from collections import Counter

import pytest

MOST_BYTES = 40 * 1000
MOST_BYTES_OF_FONTS = 60 * 1000
MOST_REQUESTS = 5  # page, style, script and two fonts; the icon of the tab comes with the page

FURTHER = {"catalogue": 1, "run": 1, "chapter": 2}  # htmx of the lists, style of the charts, style and script of books


def transferred(page, address):
    """{type of resource: bytes} of a visit, and how many requests went to the server."""
    session = page.context.new_cdp_session(page)
    types, sizes = {}, Counter()

    def received(event):
        if event["response"]["url"].startswith("http"):
            types[event["requestId"]] = event["type"]

    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    by_type = Counter()
    for request, kind in types.items():
        by_type[kind] += int(sizes[request])
    return by_type, len(types)


@pytest.mark.parametrize("name", ["practice", "project", "guideline", "chapter", "home", "catalogue", "run"])
def test_first_visit_is_light(page, portal, name):
    by_type, requests = transferred(page, portal.address(name))
    fonts = by_type.pop("Font")

    assert sum(by_type.values()) <= MOST_BYTES
    assert fonts <= MOST_BYTES_OF_FONTS
    assert requests <= MOST_REQUESTS + FURTHER.get(name, 0)


def test_second_page_fetches_nothing_but_itself(page, portal):
    page.goto(portal.address("practice"))

    by_type, _requests = transferred(page, portal.address("project"))

    assert {kind for kind, size in by_type.items() if size} == {"Document"}
