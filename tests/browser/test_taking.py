"""From a saved run to an action that cites it and a practice, on a phone, with scripts and without."""

import re
from itertools import count

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.browser.navigation import follow
from tests.browser.people import EDITOR
from tests.browser.test_desk_pages import PHONE, faults
from tests.browser.test_tools import compute, open_example, step

NUMBERS = count(1)


def saved_run(page):
    """The page of a new run on what matters and how it stands, with factors to concentrate on."""
    token = open_example(page, "importance")
    compute(page, token)
    page.goto(step("next", token))
    page.locator("[name='title']").fill("Zaupno: središče")
    follow(page, page.locator("main form.fields button"))


def take_first_point(page, title):
    """Three forms: the point, a new plan, a new goal; the page of the action is next."""
    page.locator("[name='part']").first.check()
    follow(page, page.locator(".take-over button"))
    page.locator("[name='plan']").select_option("new")
    page.locator("[name='title']").fill(title)
    second = page.url
    follow(page, page.locator("main form button[type='submit']"))
    page.locator("[name='new_goal']").fill("Živo središče")
    third = page.url
    follow(page, page.locator("button[name='take']"))
    return second, third


def open_fold(page, number):
    page.locator("details.fold > summary").nth(number).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_weak_point_becomes_an_action_that_cites_a_practice(page_of, scripts):
    page = page_of(EDITOR, viewport=PHONE, java_script_enabled=scripts)
    saved_run(page)
    take_first_point(page, f"Načrt za središče {next(NUMBERS)}")

    page.locator("textarea[name='actions-0-summary_sl']").fill("Kaj, kje in za koga.")
    follow(page, page.locator("button[name='cite']").first)

    expect(page.locator("textarea[name='actions-0-summary_sl']")).to_have_value("Kaj, kje in za koga.")
    open_fold(page, 5)
    assert page.locator("[name='evidence-0-run_id']").input_value() != ""
    assert page.locator("[name='evidence-1-practice_id']").input_value() != ""
    assert page.locator("[name='evidence-0-label_sl']").input_value().startswith("Pomembnost in")


def test_a_phone_saves_two_costs_of_one_action(page_of):
    page = page_of(EDITOR, viewport=PHONE)
    saved_run(page)
    take_first_point(page, f"Načrt za središče {next(NUMBERS)}")
    open_fold(page, 3)
    for number, year in enumerate(("2027", "2028")):
        page.locator(f"[name='costs-{number}-year']").fill(year)
        page.locator(f"[name='costs-{number}-amount']").fill("12.500")
        if number == 0:
            page.locator("[data-rows='costs'] [data-add]").click()

    follow(page, page.locator("button[name='done']"))

    expect(page.locator(".arranged-words")).to_contain_text("25.000 EUR")


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_pages_from_a_run_to_an_action_are_accessible_and_fit(page_of, language):
    page = page_of(EDITOR, viewport=PHONE)
    with translation.override(language):
        saved_run(page)
        run = page.url
        second, third = take_first_point(page, f"Načrt za središče {next(NUMBERS)}")
        dossier = int(re.search(r"/(\d+)/", page.url).group(1))
        addresses = [run, second, third, page.url]
        addresses += [reverse("write", args=[dossier, name]) for name in ("actions", "goals", "swot", "findings")]

        assert {address: found for address in addresses if (found := faults(page, address))} == {}
