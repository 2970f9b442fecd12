"""From the form of an event to one's own page: accessible in both languages, by keyboard, and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.navigation import enter
from tests.browser.people import EDITOR, REPRESENTATIVE
from tests.browser.test_desk_pages import PHONE, faults

PAGES = ["open_event", "event_registration", "event_registration_sent", "registration_link", "registration_unproven"]
PAGES += ["registration_confirmed", "registration_offered", "registration_waiting", "registration_left"]
PAGES += ["registration_change", "registration_follow_up", "registration_withdraw"]
WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"), [("sl", "light", PHONE), ("en", "dark", WIDE)], ids=["phone", "wide"]
)
def test_every_page_of_registration_is_accessible_and_fits(new_context, portal, language, scheme, viewport):
    page = new_context(viewport=viewport, color_scheme=scheme).new_page()
    addresses = {name: portal.address(name, language) for name in PAGES}

    assert {name: wrong for name, address in addresses.items() if (wrong := faults(page, address))} == {}


def test_whoever_made_a_mistake_is_led_to_it_by_the_keyboard(new_context, portal):
    page = new_context(viewport=PHONE).new_page()
    page.goto(portal.address("event_registration"))

    page.locator("#id_name").focus()
    page.keyboard.type("Ana Novak")
    enter(page)
    page.locator("#errors a").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#id_email")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("Ana Novak")
    assert Axe().run(page).response["violations"] == []


def test_a_place_is_taken_changed_and_left_by_keyboard_without_scripts(page_of, portal):
    page = page_of(REPRESENTATIVE, viewport=PHONE, java_script_enabled=False)
    page.goto(portal.address("open_event"))

    press(page, page.locator(".registration-box .button"))
    page.get_by_label("Prehrana").first.focus()
    page.keyboard.type("brez mesa")
    page.locator("summary").filter(has_text=_("Companion %(number)s") % {"number": 1}).press("Enter")
    page.locator("#id_companion-1").press_sequentially("Bine")
    page.locator("details.companion[open]").get_by_label("Prehrana").press_sequentially("vse")
    page.locator("#id_consent").press("Space")
    press(page, page.get_by_role("button", name=_("Send the registration")))
    expect(page.get_by_role("heading", level=1)).to_have_text(_("My registration"))
    expect(page.locator("aside dl").filter(has_text="Bine")).to_be_visible()

    press(page, page.get_by_role("link", name=_("Correct your details")))
    page.locator("#id_organisation").press_sequentially("Zelenika")
    press(page, page.get_by_role("button", name=_("Save")))
    expect(page.locator("aside dl").filter(has_text="Zelenika")).to_be_visible()

    press(page, page.get_by_role("link", name=_("Withdraw the registration")))
    press(page, page.get_by_role("button", name=_("Yes, withdraw")))
    expect(page.locator("main .notice strong")).to_have_text(_("This registration is withdrawn."))


def test_a_registration_is_proven_by_its_button_without_scripts(page_of, portal):
    page = page_of(EDITOR, viewport=PHONE, java_script_enabled=False)
    page.goto(portal.address("registration_unproven"))

    press(page, page.get_by_role("button", name=_("Yes, confirm my registration")))

    expect(page.get_by_role("heading", level=1)).to_have_text(_("My registration"))


def press(page, locator):
    locator.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
