"""axe-core finds nothing: WCAG 2.2 AA and its best practices, in both languages, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.browser.pages import LANGUAGES, LAYOUTS, PUBLIC
from tests.browser.people import COORDINATOR

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# What differs between light and dark is colour alone.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def page(reading_page):
    return reading_page


def violations(page, rules=ALL_RULES):
    """A line for each rule and element, so that a failure says what to repair."""
    if page.evaluate("typeof axe === 'undefined'"):  # half a megabyte, once for each page
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"{rule['id']}: {node['html'][:300]}" for rule in found for node in rule["nodes"]]


def dark_violations(page):
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return violations(page, COLOURS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_page_is_accessible_in_light_and_dark(visit, page, witness, name, language):
    witness.expect(*["the server responded with a status of 404"] if name == "not_found" else [])
    page.emulate_media(color_scheme="light", reduced_motion="reduce")

    visit(name, language)

    assert violations(page) == []
    assert dark_violations(page) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_page_is_accessible_on_a_phone(new_context, portal, witness, name):
    witness.expect(*["the server responded with a status of 404"] if name == "not_found" else [])
    page = new_context(viewport=NARROW, has_touch=True, is_mobile=True).new_page()

    page.goto(portal.address(name))
    page.locator(".menu summary").click()

    assert violations(page) == []


@pytest.mark.parametrize("name", ["components", "account_change_password", "account_email", "mfa_index"])
def test_page_for_signed_in_people_is_accessible_in_light_and_dark(page_of, name):
    page = page_of(COORDINATOR)

    page.goto(reverse(name))

    assert violations(page) == []
    assert dark_violations(page) == []


@pytest.mark.parametrize("address", ["account_login", "account_reset_password"])
def test_form_that_was_refused_is_accessible(visit, page, address):
    visit(address)

    with page.expect_navigation():
        page.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    page.locator("main .errorlist").first.wait_for()

    assert violations(page) == []
