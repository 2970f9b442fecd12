"""Scripts only refine: without them everything still works, and nothing that would not work is shown."""

import pytest
from playwright.sync_api import expect

from tests.browser.navigation import enter

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)


def test_reader_searches_filters_and_sorts(visit, page):
    visit("home")

    page.get_by_role("searchbox").fill("energija")
    enter(page)
    page.locator("section[aria-labelledby=facet-kind] a").first.click()
    expect(page.locator(".facet a.chosen")).to_have_count(1)
    page.locator("#sort").select_option("title")
    page.locator(".sort button").click()
    page.wait_for_url("**sort=title**")

    expect(page.get_by_role("searchbox")).to_have_value("energija")
    expect(page.locator(".facet a.chosen")).to_have_count(1)
    titles = page.locator(".hit-title").all_inner_texts()
    assert len(titles) > 1


def test_reader_switches_the_language(visit, page, portal):
    visit("practice", "sl")

    page.locator("header .language").click()

    expect(page).to_have_url(portal.url + portal.address("practice", "en"))


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844}, java_script_enabled=False)
def test_menu_and_filters_open_on_a_phone(visit, page, portal):
    visit("catalogue")

    page.locator(".filters-summary").click()
    expect(page.locator(".facet a").first).to_be_visible()
    page.locator(".menu summary").click()
    page.locator(".menu-panel a").first.click()

    expect(page).to_have_url(portal.url + portal.address("practice_list"))


def test_buttons_that_need_a_script_are_hidden(visit, page):
    visit("practice")

    for selector in (".theme-toggle", "[data-copy]", "[data-print]"):
        expect(page.locator(selector)).to_be_hidden()
