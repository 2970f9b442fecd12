"""Everything can be reached and used with the keyboard, and one sees where one is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LAYOUTS

MOST_STEPS = 400
# The focused element, or what stands for it (a card, a dot of the map), has a line around it.
IS_VISIBLE = """() => {
    const focused = document.activeElement;
    const shown = [focused, focused.closest(".card"), ...focused.querySelectorAll(".dot")].filter(Boolean);
    return shown.some(element => {
        const style = getComputedStyle(element);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return outlined || element.matches(".dot") && parseFloat(style.strokeWidth) >= 3;
    });
}"""
WHAT = "() => document.activeElement.outerHTML.slice(0, 120)"
MARKED = "() => document.activeElement.dataset.reached = '1'"
UNREACHED = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.type !== "hidden")
    .filter(e => !e.dataset.reached && !e.closest("[inert]"))
    .map(e => e.outerHTML.slice(0, 120))"""


def walk(page):
    """Tab through the whole page; yields at each stop."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield
    pytest.fail(f"More than {MOST_STEPS} stops: is this a trap?")


def focused(page):
    return page.locator(":focus")


def press_until(page, selector):
    """Tab until the element that matches has the focus."""
    for _stop in walk(page):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


@pytest.mark.parametrize("name", ["home", "catalogue", "practice"])
def test_skip_link_comes_first_and_leads_to_the_content(visit, page, name):
    visit(name)

    page.keyboard.press("Tab")
    expect(focused(page)).to_have_class("skip")
    expect(focused(page)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", LAYOUTS)
def test_everything_on_the_page_is_reached_with_visible_focus(visit, page, witness, name):
    witness.expect(*["the server responded with a status of 404"] if name == "not_found" else [])
    visit(name)

    hidden = []
    for _stop in walk(page):
        page.evaluate(MARKED)
        if not page.evaluate(IS_VISIBLE):
            hidden.append(page.evaluate(WHAT))

    assert hidden == []
    assert page.evaluate(UNREACHED) == []


def test_facet_is_opened_and_chosen_with_the_keyboard(visit, page):
    visit("catalogue")

    press_until(page, ".facet-more > summary")
    group = focused(page).locator("xpath=ancestor::section")
    page.keyboard.press("Enter")
    expect(group.locator("details a").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".facet a.chosen")).to_have_count(1)


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_menu_on_a_phone_opens_and_leads_on_with_the_keyboard(visit, page):
    visit("home")

    press_until(page, ".menu summary")
    expect(page.locator(".menu-panel")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-panel")).to_be_visible()
    page.keyboard.press("Tab")
    target = focused(page).get_attribute("href")
    expect(page.locator(".menu-panel a").first).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_filters_on_a_phone_open_with_the_keyboard(visit, page):
    visit("catalogue")

    press_until(page, ".filters-summary")
    expect(page.locator(".facet").first).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page.locator(".facet").first).to_be_visible()


def test_marker_of_the_map_leads_to_its_town_in_the_list(visit, page):
    visit("map")

    press_until(page, ".map a")
    anchor = focused(page).get_attribute("href")
    page.keyboard.press("Enter")

    town = page.locator(f"{anchor}:target")
    expect(town).to_be_in_viewport()
    towns = page.locator(".map ~ .towns").first.locator(".town")
    expect(page.locator(".map a")).to_have_count(towns.count())
