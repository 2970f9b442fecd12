"""From a need to the answer: accessible in both languages, on a phone, without an account and without scripts."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from tests.browser.people import REPRESENTATIVE
from tests.browser.portal import run
from tests.browser.test_desk_pages import PHONE, faults
from tests.browser.test_registering import WIDE, press

PUBLIC = ["listing_list", "need", "contact", "contact_sent", "contact_confirm"]
DESK = ["desk", "listing_matches", "listing_extend", "contact_messages", "contact_message"]
WAYS = [("sl", "light", PHONE), ("en", "dark", WIDE)]
LAST = "from publishing.models import Mail; print(Mail.objects.filter(to='{}').latest('pk').text)"


@pytest.mark.parametrize(("language", "scheme", "viewport"), WAYS, ids=["phone", "wide"])
def test_pages_of_listings_and_messages_are_accessible(new_context, page_of, portal, language, scheme, viewport):
    visitor = new_context(viewport=viewport, color_scheme=scheme).new_page()
    owner = page_of(REPRESENTATIVE, viewport=viewport, color_scheme=scheme)
    pages = [(name, visitor) for name in PUBLIC] + [(name, owner) for name in DESK]

    found = {name: faults(page, portal.address(name, language)) for name, page in pages}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["sl", "en"])
def test_whoever_has_no_account_writes_and_is_answered_without_scripts(new_context, page_of, portal, language):
    email = f"obiskovalec.{language}@example.net"
    visitor = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    owner = page_of(REPRESENTATIVE, viewport=PHONE, java_script_enabled=False)
    with translation.override(language):
        ask(visitor, portal.address("need", language), email)
        expect(visitor.get_by_role("heading", level=1)).to_have_text(_("One step is left"))

        visitor.goto(re.search(r"http://\S+", last_mail(portal, email))[0])
        press(visitor, visitor.get_by_role("button", name=_("Yes, send it")))
        expect(visitor.get_by_role("status").first).to_be_visible()

        owner.goto(portal.address("contact_messages", language))
        press(owner, owner.locator("main .rows a").first)
        expect(owner.get_by_role("heading", level=1)).to_contain_text(f"Obiskovalka {language}")
        assert email not in owner.content()
        owner.locator("#id_text").press_sequentially("Veseli bomo obiska.")
        press(owner, owner.get_by_role("button", name=_("Answer and show the address")))
        expect(owner.locator(".state").first).to_have_text(pgettext("contact", "answered"))

    assert REPRESENTATIVE in last_mail(portal, email)


def ask(page, address, email):
    page.goto(address)
    press(page, page.get_by_role("link", name=_("Write to the organisation")))
    page.locator("#id_name").press_sequentially(f"Obiskovalka {email[12:14]}")
    page.locator("#id_email").press_sequentially(email)
    page.locator("#id_text").press_sequentially("Kako ste zbirali vodo s streh?")
    press(page, page.get_by_role("button", name=_("Send the message")))


def last_mail(portal, email):
    return run(["manage.py", "shell", "--verbosity=0", f"--command={LAST.format(email)}"], portal.env)
