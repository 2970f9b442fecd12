"""From the pass to the certificate: by keyboard, on a phone, without scripts; and all its pages are accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation

from tests.browser.attended import NAME
from tests.browser.navigation import enter
from tests.browser.people import EDITOR

PHONE = {"width": 390, "height": 844}
PLAIN = {"java_script_enabled": False, "viewport": PHONE}
DESK = ["event_attendance", "event_attendance_list", "event_certificates", "event_feedback", "event_materials"]


def press(page, locator):
    locator.focus()
    enter(page)


def name_of_certificate(page, token):
    page.goto(reverse("my_certificates", args=[token]))
    with page.expect_download() as fetched:
        page.locator("main .rows a.button").first.focus()
        page.keyboard.press("Enter")
    return fetched.value.suggested_filename


def test_from_the_pass_to_the_certificate(page_of, new_context, portal):
    event, token = portal.attended["event"], portal.attended["expected"]
    door, phone = page_of(EDITOR, **PLAIN), new_context(**PLAIN).new_page()

    phone.goto(reverse("event_pass", args=[portal.attended["pass"]]))
    assert phone.locator("main svg.qr").count() == 1
    assert NAME not in phone.content()

    door.goto(reverse("event_pass", args=[portal.attended["pass"]]))
    press(door, door.locator("main button").first)
    assert door.locator("main [role=status]", has_text=NAME).count() == 2
    door.goto(reverse("event_certificates", args=[event]))
    press(door, door.locator("button[name=issue]"))

    phone.goto(reverse("my_feedback", args=[token]))
    phone.locator("main form textarea").focus()
    phone.keyboard.type("Ogled tovarne")
    press(phone, phone.locator("main form button"))
    assert phone.locator("main [role=status]").count() == 1
    assert name_of_certificate(phone, token).startswith("MER-")


def test_a_stranger_compares_the_name(new_context, portal):
    page = new_context(**PLAIN).new_page()
    page.goto(portal.attended["pages"]["certificate"]["sl"])

    page.locator("[name=name]").focus()
    page.keyboard.type("δήμητρα kos")
    enter(page)

    assert page.get_by_text("Ime se ujema.").count() == 1
    assert "kos" not in page.locator("main").inner_text().casefold().split()


def faults(page, address):
    answer = page.goto(address)
    found = [] if answer.status == 200 else [str(answer.status)]
    found += [violation["id"] for violation in Axe().run(page).response["violations"]]
    found += ["overflow"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found += ["headings"] * (page.locator("h1").count() != 1)
    return found


def all_faults(page, addresses):
    return {address: found for address in addresses if (found := faults(page, address))}


@pytest.mark.parametrize(("language", "scheme"), [("sl", "light"), ("en", "dark")])
def test_all_pages_are_accessible_and_fit(page_of, new_context, portal, language, scheme):
    event = portal.attended["event"]
    with translation.override(language):
        desk = [reverse(name, args=[event]) for name in DESK]
        desk.append(reverse("event_certificate_revoke", args=[event, portal.attended["certificate"]]))
    private = [addresses[language] for addresses in portal.attended["pages"].values()]

    found = all_faults(page_of(EDITOR, viewport=PHONE, color_scheme=scheme), [*desk, private[0]])
    found |= all_faults(new_context(viewport=PHONE, color_scheme=scheme).new_page(), private)

    assert found == {}
