"""Every page of the sitemap is well made, as the browser itself reads it."""

from collections import Counter
from functools import cache

import pytest
from django.urls import reverse

from tests.browser.pages import LANGUAGES
from tests.browser.people import COORDINATOR

READ = """async addresses => {
    const read = async address => {
        const response = await fetch(address);
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const all = selector => [...page.querySelectorAll(selector)];
        const ids = all("[id]").map(element => element.id);
        const has = Object.fromEntries(ids.map(id => [id, true]));
        return {
            address, status: response.status, title: page.title, language: page.documentElement.lang,
            h1: all("h1").length, main: all("main").length,
            empty: all(".kicker, h1, h2, h3, h4, dt, dd, main a:not(:has(svg))")
                .filter(e => !e.textContent.trim()).map(e => e.outerHTML),
            twice: ids.filter((id, place) => ids.indexOf(id) !== place),
            broken: all("a[href^='#'], [aria-labelledby], [aria-describedby], label[for]")
                .flatMap(e => [e.hash?.slice(1), e.htmlFor, ...(e.getAttribute("aria-labelledby") || "").split(" "),
                    ...(e.getAttribute("aria-describedby") || "").split(" ")])
                .filter(id => id && !has[id]),
        };
    };
    const pages = [];
    for (const address of addresses) pages.push(await read(address));
    return pages;
}"""
IN_SITEMAP = """async address => {
    const locations = async of => [...new DOMParser()
        .parseFromString(await (await fetch(of)).text(), "text/xml").querySelectorAll("loc")]
        .map(element => new URL(element.textContent).pathname);
    return (await Promise.all((await locations(address)).map(locations))).flat();
}"""


@pytest.fixture(scope="module")
def pages_in(browser, portal):
    """What the browser reads in every page of the sitemap in one language."""

    @cache
    def read(language):
        page = browser.new_page(base_url=portal.url)
        page.goto(portal.address("home", language))
        addresses = page.evaluate(IN_SITEMAP, reverse("sitemap"))
        pages = page.evaluate(READ, [address for address in addresses if address.startswith(f"/{language}/")])
        page.close()
        return pages

    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_sitemap_is_well_made(pages_in, language):
    made = {"status": 200, "language": language, "h1": 1, "main": 1, "empty": [], "twice": [], "broken": []}

    pages = pages_in(language)

    assert len(pages) > 250
    faults = [page for page in pages if {key: page[key] for key in made} != made]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_sitemap_has_its_own_title(pages_in, language):
    pages = pages_in(language)

    addresses = {}
    for page in pages:
        addresses.setdefault(page["title"], []).append(page["address"])
    assert {title: found for title, found in addresses.items() if len(found) > 1} == {}
    assert Counter(page["title"].endswith(" – MER portal") for page in pages) == {True: len(pages)}


def test_gallery_of_components_is_well_made(page_of):
    page = page_of(COORDINATOR)
    page.goto(reverse("components"))

    [read] = page.evaluate(READ, [reverse("components")])

    assert (read["h1"], read["main"], read["twice"], read["broken"]) == (1, 1, [], [])
