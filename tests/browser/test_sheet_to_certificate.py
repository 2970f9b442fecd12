"""A mayor's office signs a charter: the sheet is printed, signed and handed in, and the certificate can be verified.

By keyboard, on a phone, without scripts and in both languages; each page on the way is accessible.
"""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.navigation import enter
from tests.browser.people import COORDINATOR, REPRESENTATIVE
from tests.browser.portal import run
from tests.browser.test_desk_pages import PHONE

MAKE_CERTIFICATE = "from plans.signing.certificates import make_first; make_first({})"  # as the worker does
TODAY = timezone.localdate().isoformat()


@pytest.fixture(params=["sl", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def on_phone(page_of):
    """A page on which a person is signed in, on a phone without scripts."""

    def open_page(email):
        return page_of(email, viewport=PHONE, java_script_enabled=False)

    return open_page


@pytest.fixture
def faultless(page_of):
    """Asserts that what the signatory sees at an address is accessible and fits; opening it changes nothing."""
    page = page_of(REPRESENTATIVE, viewport=PHONE)

    def look(address):
        page.goto(address)
        assert (address, violations(page)) == (address, [])
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    return look


def press(page, name, role="button"):
    page.locator("main").get_by_role(role, name=name, exact=True).focus()
    enter(page)


def download(page, locator):
    """The bytes of the file that a link or button gives."""
    with page.expect_download() as fetched:
        locator.press("Enter")
    return Path(fetched.value.path()).read_bytes()


def pdf(data):
    return {"name": "sken.pdf", "mimeType": "application/pdf", "buffer": data}


def fill_in(page):
    told = {
        "person": "Ana Županja",
        "function": _("Mayor"),
        "mandate_body": "Občinski svet",
        "mandate_on": TODAY,
        "signed_on": TODAY,
    }
    for name, value in told.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("#id_country").select_option("SI")


def put_into_force(steward, portal, address):
    """By a coordinator; the worker then makes the certificate."""
    steward.goto(address)
    press(steward, _("Put it into force"), "link")
    for compared in steward.locator("main form").get_by_role("checkbox").all():
        compared.check()
    press(steward, _("Put it into force"))
    expect(steward.locator("main")).to_contain_text(_("It is in force and stands in the register."))
    number = address.rstrip("/").rpartition("/")[2]
    run(["manage.py", "shell", "--verbosity=0", f"--command={MAKE_CERTIFICATE.format(number)}"], portal.env)


def test_from_the_sheet_to_the_certificate(on_phone, new_context, faultless, portal, language):
    office = on_phone(REPRESENTATIVE)
    office.goto(portal.to_sign[language])
    faultless(office.url)
    office.locator(".signing-way a").focus()
    enter(office)
    faultless(office.url)
    office.locator("main form button").focus()
    enter(office)
    faultless(office.url)
    fill_in(office)
    press(office, _("Save as a draft"))
    signature = office.url
    faultless(signature)
    sheet = download(office, office.get_by_role("link", name=_("Sheet for signing (PDF)")))
    press(office, _("Fill in and upload"), "link")
    for name in ("mandate_document", "signed_document"):
        office.locator(f"#id_{name}").set_input_files(pdf(sheet))
    press(office, _("Save and go on to submit"))
    faultless(office.url)
    press(office, _("Submit the signature"))
    expect(office.locator("main")).to_contain_text(_("Submitted. The steward checks it and writes to you."))

    put_into_force(on_phone(COORDINATOR), portal, signature)

    office.goto(signature)
    expect(office.locator("main")).to_contain_text(pgettext("signature", "in force"))
    faultless(signature)
    certificate = download(office, office.get_by_role("link", name="MER-Z-"))

    stranger = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    stranger.goto(reverse("verify_form"))
    stranger.locator("input[type=file]").set_input_files(pdf(certificate))
    stranger.locator("form:has(input[type=file]) button").focus()
    enter(stranger)
    expect(stranger.locator("main")).to_contain_text("MER-Z-")
