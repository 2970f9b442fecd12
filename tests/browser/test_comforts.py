"""Small comforts: dark and light, printing, citing."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

GROUND = "getComputedStyle(document.body).backgroundColor"


def expect_ground(page, colour):
    expect(page.locator("body")).to_have_css("background-color", colour)


def test_chosen_darkness_stays_on_the_next_page_and_the_next_visit(page, visit):
    page.emulate_media(color_scheme="light")
    visit("home")
    light = page.evaluate(GROUND)

    page.locator(".theme-toggle").click()
    expect(page.locator(".theme-toggle")).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(GROUND)
    visit("practice")

    assert light != dark
    expect_ground(page, dark)
    page.locator(".theme-toggle").click()
    expect_ground(page, light)
    page.reload()
    expect_ground(page, light)


def test_darkness_follows_the_machine_until_chosen(page, visit):
    page.emulate_media(color_scheme="dark")
    visit("home")
    expect(page.locator(".theme-toggle")).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(GROUND)

    page.emulate_media(color_scheme="light")

    expect(page.locator("body")).not_to_have_css("background-color", dark)


@pytest.mark.parametrize("name", ["full_practice", "plan", "guideline"])
def test_print_is_a_document_without_the_furniture_of_the_site(page, visit, name):
    visit(name)

    page.emulate_media(media="print", color_scheme="dark")

    for selector in (".site-head", ".site-foot", ".breadcrumbs", ".side-actions"):
        for place in page.locator(selector).all():
            expect(place).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#citation")).to_be_visible()
    expect_ground(page, "rgb(255, 255, 255)")


def test_citation_is_copied(new_context, portal):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(portal.address("practice"))

    page.locator("[data-copy=citation]").click()

    expect(page.locator("[data-copied]")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").inner_text()
    assert portal.url + portal.address("practice") in copied


def test_print_button_prints(page, visit):
    page.add_init_script("window.print = () => { window.printed = true }")
    visit("practice")

    page.get_by_role("button", name=_("Print")).click()

    page.wait_for_function("() => window.printed === true")
