"""Letters in the browser: subscribing and leaving on a phone without scripts, and the desk of issues."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.people import COORDINATOR
from tests.browser.test_desk_pages import PHONE, faults
from tests.browser.test_registering import WIDE, press

PUBLIC = ["letters", "letter", "letter_subscribe", "letter_asked", "letter_issue", "letter_confirm", "letter_leave"]
DESK = ["letter_desk", "issue_draft", "issue_sent", "issue_discard"]
LOOKS = [("sl", "light", PHONE), ("en", "dark", WIDE), ("sl", "dark", WIDE), ("en", "light", PHONE)]


@pytest.mark.parametrize(("language", "scheme", "viewport"), LOOKS)
def test_every_page_of_letters_is_accessible_and_fits(new_context, page_of, portal, language, scheme, viewport):
    looks = {"viewport": viewport, "color_scheme": scheme}
    pages = dict.fromkeys(PUBLIC, new_context(**looks).new_page()) | dict.fromkeys(DESK, page_of(COORDINATOR, **looks))
    addresses = {name: portal.address(name, language) for name in pages}

    assert {name: wrong for name, page in pages.items() if (wrong := faults(page, addresses[name]))} == {}


def test_somebody_subscribes_confirms_leaves_and_comes_back_without_scripts(new_context, portal):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(portal.address("letter"))
    press(page, page.get_by_role("link", name=_("Subscribe"), exact=True))
    page.locator("#id_email").fill("nova@example.org")
    page.locator("#id_consent").check()
    press(page, page.get_by_role("button", name=_("Subscribe")))
    expect(page.get_by_role("heading", level=1)).to_have_text(_("One more press: you are not subscribed yet"))

    page.goto(portal.address("letter_new"))
    press(page, page.get_by_role("button", name=_("Confirm the subscription")))
    expect(page.get_by_role("status")).to_contain_text("b•••@example.org")

    press(page, page.get_by_role("link", name=_("Change or unsubscribe")))
    press(page, page.get_by_role("button", name=_("Unsubscribe me")))
    press(page, page.get_by_role("button", name=_("Undo")))
    expect(page.get_by_role("status")).to_have_text(_("It is undone: you are on the list again."))


def test_an_editor_sees_what_is_missing_and_both_previews_side_by_side(page_of, portal):
    page = page_of(COORDINATOR, viewport=WIDE)
    page.goto(portal.address("issue_draft"))

    expect(page.locator(".notice-warning")).to_contain_text("Manjka: zadeva (angleščina).")
    tops = [box.bounding_box()["y"] for box in page.locator(".issue-preview").all()]
    assert (len(tops), len({*tops})) == (2, 1)
