"""Somebody without an account registers, proves the address, answers, comes and takes the certificate home.

All of it by keyboard, on a phone, without scripts and in both languages; each page on the way is accessible.
"""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.navigation import enter
from tests.browser.people import EDITOR
from tests.browser.portal import run
from tests.browser.test_desk_pages import PHONE

NAME = "Žiga Čuk"
LAST_MAIL = "from publishing.models import Mail; print(Mail.objects.filter(to='{}').latest('pk').text)"


def press(page, locator):
    locator.focus()
    enter(page)


def type_into(page, label, text):
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(text)


def mailed_link(portal, email):
    """The first private address in the newest mail to somebody, as they would follow it."""
    mail = run(["manage.py", "shell", "--verbosity=0", f"--command={LAST_MAIL.format(email)}"], portal.env)
    private = portal.url + reverse("my_registration", args=["x"]).removesuffix("x/")
    return next(word for word in mail.split() if word.startswith(private))


@pytest.fixture(params=["sl", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def phone(new_context):
    return new_context(viewport=PHONE, java_script_enabled=False).new_page()


@pytest.fixture
def faultless(new_context):
    """Asserts that the page at an address is accessible and fits; opening it changes nothing."""
    page = new_context(viewport=PHONE).new_page()

    def look(address):
        page.goto(address)
        assert (address, violations(page)) == (address, [])
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    return look


def check_in(door, portal, name):
    """By those who run the event: the one button of the door, and that of the certificates."""
    door.goto(reverse("event_attendance", args=[portal.attended["event"]]))
    press(door, door.locator("main .rows li", has_text=name).get_by_role("button"))
    door.goto(reverse("event_certificates", args=[portal.attended["event"]]))
    press(door, door.locator("button[name=issue]"))


def test_from_the_form_to_the_certificate(page_of, phone, faultless, portal, language):
    email, name = f"{language}@pot.example", f"{NAME} {language}"
    phone.goto(portal.attended["event_page"][language])
    faultless(phone.url)
    press(phone, phone.get_by_role("link", name=_("Register"), exact=True))
    faultless(phone.url)
    type_into(phone, _("Your name"), name)
    type_into(phone, _("Your e-mail address"), email)
    phone.locator("#id_consent").press("Space")
    press(phone, phone.get_by_role("button", name=_("Send the registration")))
    faultless(phone.url)

    phone.goto(mailed_link(portal, email))
    home = phone.url
    faultless(home)
    press(phone, phone.get_by_role("button", name=_("Yes, confirm my registration")))
    faultless(home)
    press(phone, phone.get_by_role("link", name=_("Answer the questions")))
    faultless(phone.url)
    phone.locator("main form input[type=radio]").first.press("Space")
    press(phone, phone.get_by_role("button", name=_("Save")))
    expect(phone.locator("main")).to_contain_text(_("Thank you, your answers are kept."))

    check_in(page_of(EDITOR, viewport=PHONE, java_script_enabled=False), portal, name)

    phone.goto(home)
    faultless(home)
    press(phone, phone.get_by_role("link", name=_("Say how it was")))
    faultless(phone.url)
    phone.locator("main form textarea").focus()
    phone.keyboard.type("Ogled tovarne")
    press(phone, phone.locator("main form button"))
    faultless(phone.url)
    phone.goto(reverse("my_certificates", args=[home.rstrip("/").rpartition("/")[2]]))
    faultless(phone.url)
    with phone.expect_download() as fetched:
        phone.locator("main .rows a.button").press("Enter")
    assert fetched.value.suggested_filename.startswith("MER-")
