"""The other language is one link away and shows the same page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import COORDINATOR


def switch(page):
    page.locator("header .language").click()


@pytest.mark.parametrize("name", ["practice", "project", "guideline", "map", "about", "home", "practice_list"])
def test_switch_shows_the_same_page_in_the_other_language_and_back_returns(visit, page, portal, name):
    visit(name, "sl")

    switch(page)
    expect(page).to_have_url(portal.url + portal.address(name, "en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.go_back()

    expect(page).to_have_url(portal.url + portal.address(name, "sl"))
    expect(page.locator("html")).to_have_attribute("lang", "sl")


def test_switch_keeps_words_filters_and_their_result(visit, page):
    visit("catalogue_narrowed", "sl")
    count = page.locator(".card").count()

    switch(page)

    expect(page).to_have_url(re.compile(r"/en/catalogue/\?q=energija&kind=practice&language=sl$"))
    expect(page.locator("#q")).to_have_value("energija")
    expect(page.locator(".browse-main .chips li")).to_have_count(4)
    expect(page.locator(".card")).to_have_count(count)


def test_practice_written_only_in_slovenian_says_so_in_english(visit, page):
    visit("slovenian_practice", "sl")
    expect(page.locator(".language-mark")).to_have_count(0)

    switch(page)

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "sl")
    expect(page.locator(".entry-head .language-mark")).to_have_text("shown in Slovenian")


def test_page_that_does_not_exist_can_be_left_for_the_other_language(visit, page, witness):
    witness.expect("the server responded with a status of 404")
    visit("not_found", "sl")

    switch(page)

    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_signed_in_coordinator_switches_the_language_of_the_admin(page_of):
    page = page_of(COORDINATOR)
    page.goto("/sl/admin/library/practice/")

    page.locator("#user-tools a[hreflang=en]").click()

    expect(page).to_have_url(re.compile(r"/en/admin/library/practice/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
