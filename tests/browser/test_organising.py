"""The desk of an event: accessible in both languages, within the window, by keyboard and without scripts."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.people import REPRESENTATIVE
from tests.browser.test_desk_pages import PHONE, faults

WIDE = {"width": 1280, "height": 900}
PAGES = [
    "event_desk", "event_people", "event_queue", "event_questions", "event_question_new", "event_mails",
    "event_mail_new", "event_settings", "event_roles", "event_files", "event_cancel",
]  # fmt: skip
PARTS = ("event_person", "event_question", "event_mail", "event_role_take")


def addresses_of(page, event):
    """All pages of the desk, with each page that a list of them leads to, in the active language."""
    found = [reverse(name, args=[event]) for name in PAGES]
    for start, name in zip(("event_people", "event_questions", "event_mails", "event_roles"), PARTS, strict=True):
        page.goto(reverse(start, args=[event]))
        part = reverse(name, args=[event, 0]).removesuffix("0/")
        links = page.locator(f"main a[href^='{part}']").evaluate_all("links => links.map(link => link.pathname)")
        found += [address for address in links if address.removeprefix(part).strip("/").isdecimal()]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"), [("sl", "light", PHONE), ("en", "dark", WIDE)], ids=["phone", "wide"]
)
def test_every_page_of_the_desk_is_accessible_and_fits(page_of, portal, language, scheme, viewport):
    page = page_of(REPRESENTATIVE, viewport=viewport, color_scheme=scheme)
    with translation.override(language):
        addresses = addresses_of(page, portal.organised)

    assert len(addresses) > len(PAGES) + 10
    assert {address: wrong for address in addresses if (wrong := faults(page, address))} == {}


def press(page, target):
    target.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_organiser_approves_writes_and_asks_by_keyboard_without_scripts(page_of, portal):
    page = page_of(REPRESENTATIVE, viewport=PHONE, java_script_enabled=False)
    page.goto(reverse("event_people", args=[portal.organised]) + "?state=pending")

    press(page, page.locator(".people th[scope=row] a").first)
    press(page, page.locator("button[value=approve]"))
    expect(page.locator(".notice").first).to_contain_text("urejeno")

    page.goto(reverse("event_question_new", args=[portal.organised]))
    page.locator("#id_label_sl").focus()
    page.keyboard.type("Kako pridete?")
    press(page, page.get_by_role("button", name=_("Keep the question")))
    expect(page.locator("main")).to_contain_text("Kako pridete?")

    page.goto(reverse("event_mail_new", args=[portal.organised]))
    for name, text in (("subject_sl", "Avtobus"), ("body_sl", "Zbor je ob 8.00.")):
        page.locator(f"#id_{name}").focus()
        page.keyboard.type(text)
    page.locator("[name=states][value=waiting]").focus()
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name=_("Look at it")))
    press(page, page.get_by_role("button", name=_("Send the mail")))
    expect(page.locator("main .state-published").first).to_be_visible()
