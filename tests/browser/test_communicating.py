"""What the network tells others: the log, what is for the media, opportunities, and lists that are followed."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.people import COORDINATOR
from tests.browser.test_desk_pages import PHONE, faults
from tests.browser.test_registering import WIDE, press

PUBLIC = ["press"]
DESK = ["communication", "activity_new"]
WAYS = [("sl", "light", PHONE), ("en", "dark", WIDE)]


@pytest.mark.parametrize(("language", "scheme", "viewport"), WAYS, ids=["phone", "wide"])
def test_these_pages_are_accessible_and_fit(new_context, page_of, portal, language, scheme, viewport):
    looks = {"viewport": viewport, "color_scheme": scheme}
    pages = dict.fromkeys(PUBLIC, new_context(**looks).new_page()) | dict.fromkeys(DESK, page_of(COORDINATOR, **looks))
    addresses = {name: portal.address(name, language) for name in pages}

    assert {name: wrong for name, page in pages.items() if (wrong := faults(page, addresses[name]))} == {}


def test_a_search_is_followed_without_scripts(new_context, portal):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(portal.address("catalogue_narrowed"))
    press(page, page.get_by_role("link", name=_("Follow by mail")))
    page.locator("#id_email").fill("sledilka@example.org")
    page.locator("#id_consent").check()
    press(page, page.get_by_role("button", name=_("Follow"), exact=True))

    expect(page.get_by_role("heading", level=1)).to_have_text(_("One more press: you are not subscribed yet"))
