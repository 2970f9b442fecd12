"""Browser tests: Debian's Chromium against the portal served as in production, and a witness of all it asks for."""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.people import PASSWORD
from tests.browser.portal import served
from tests.browser.witness import Witness

# Playwright keeps an event loop in this thread; Django would refuse its database to tests that follow.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
# What is expected comes late where two workers share two busy cores; only what never comes takes as long.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("There is no Chromium: install it (Debian: chromium) or name it in CHROMIUM.", pytrace=False)
    # No name but our own can be looked up, so nothing leaves the machine even where a test would let it.
    arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    arguments += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    return browser_type_launch_args | {"executable_path": program, "args": arguments}


@pytest.fixture(scope="session")
def portal(tmp_path_factory, testrun_uid, worker_id):
    """One for each worker. Tests only read; the few that write use entries of their own."""
    root = tmp_path_factory.getbasetemp()
    shared = root if worker_id == "master" else root.parent
    with served(shared, tmp_path_factory.mktemp("portal"), testrun_uid, worker_id) as portal:
        yield portal


@pytest.fixture(scope="session")
def base_url(portal):
    return portal.url


@pytest.fixture
def witness(base_url):
    """Fails a test when any page of it asked a foreign host or complained in the console."""
    witness = Witness(base_url)
    yield witness
    witness.testify()


@pytest.fixture
def new_context(new_context, witness):
    def watched(**options):
        context = new_context(**options)
        witness.watch(context)
        return context

    return watched


@pytest.fixture(scope="session")
def reading_context(browser, browser_context_args):
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def reading_page(reading_context, witness):
    """A page for tests that only read. They share a context, for making one takes longer than opening most pages."""
    witness.watch(reading_context)
    page = reading_context.new_page()
    yield page
    page.close()
    witness.leave(reading_context)


@pytest.fixture
def visit(page, portal):
    """Opens a page by its name and language."""

    def open_page(name, language="sl"):
        return page.goto(portal.address(name, language))

    return open_page


def sign_in(page, portal, email):
    page.goto(portal.address("account_login"))
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=_("Sign in"), exact=True).click()
    page.wait_for_url(portal.url + portal.address("desk"))


@pytest.fixture(scope="session")
def signed_in(browser, portal):
    """Cookies of a person, who signs in once: tries to sign in are counted."""

    @cache
    def state(email):
        context = browser.new_context(base_url=portal.url)
        with translation.override("sl"):
            sign_in(context.new_page(), portal, email)
        state = context.storage_state()
        context.close()
        return state

    return state


@pytest.fixture
def page_of(new_context, signed_in):
    """A new page on which this person is signed in."""

    def open_page(email, **options):
        return new_context(storage_state=signed_in(email), **options).new_page()

    return open_page
