"""axe-core finds nothing on a phone, on pages of people and on refused forms; `test_public_pages` asks all others."""

import pytest
from django.urls import reverse

from tests.browser.axe import dark_violations, violations
from tests.browser.pages import LAYOUTS
from tests.browser.people import COORDINATOR

NARROW = {"width": 390, "height": 844}


@pytest.fixture
def page(reading_page):
    return reading_page


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
