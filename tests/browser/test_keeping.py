"""What is typed is kept: every state of a form that is saved while one writes, as the README tells it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.drafts import begin_draft, save_draft
from tests.browser.navigation import follow
from tests.browser.people import EDITOR, REPRESENTATIVE

SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
STORED = re.compile(r"^Shranjeno ob \d+[:.]\d+\.$")
PARTLY = re.compile(r"^Shranjeno ob \d+[:.]\d+, razen tega, kar je označeno\.$")
# A pause of a fifth of a second instead of two and a half; how long it is in truth, test_writing_path waits.
QUICKLY = """document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-pause]")) form.dataset.pause = "200";
});"""
KEPT_HERE = "() => Object.keys(localStorage).filter(name => name.startsWith('draft-')).length"


@pytest.fixture(params=SIZES)
def viewport(request):
    return SIZES[request.param]


@pytest.fixture
def page(page_of, viewport):
    """The editor on the first stage of a new draft."""
    page = page_of(EDITOR, viewport=viewport)
    page.context.add_init_script(QUICKLY)
    begin_draft(page, "Kar pišemo")
    return page


def mark(page):
    return page.locator("[data-saved-mark]")


def field(page, name):
    return page.locator(f"[name='{name}']").first


def type_in(page, name, text):
    field(page, name).fill(text)


def type_rows(page, *rows):
    for number, (indicator, after) in enumerate(rows):
        type_in(page, f"evidence-{number}-indicator_sl", indicator)
        type_in(page, f"evidence-{number}-after", after)


def said(page, word):
    return mark(page).get_attribute(f"data-{word}")


def stored(page, name, address=None):
    """What the portal holds, as another window of the same person shows it."""
    other = page.context.new_page()
    other.goto(address or page.url)
    value = field(other, name).input_value()
    other.close()
    return value


def test_what_is_typed_is_stored_and_said(page):
    expect(mark(page)).to_have_text("")

    type_in(page, "summary", "Povzetek.")

    expect(mark(page)).to_have_text(STORED)
    assert stored(page, "summary") == "Povzetek."
    assert page.evaluate(KEPT_HERE) == 0


def test_what_is_typed_after_it_was_stored_is_not_called_stored(page):
    type_in(page, "summary", "Povzetek.")
    expect(mark(page)).to_have_text(STORED)

    field(page, "summary").press_sequentially(" In še")

    expect(mark(page)).to_have_text("", timeout=500)
    expect(mark(page)).to_have_text(STORED)


def test_what_cannot_be_saved_is_marked_until_it_is_mended(page):
    type_in(page, "start", "nekoč")
    expect(mark(page)).to_have_text(PARTLY)
    error = page.locator("#id_start_error")
    expect(error).to_be_visible()
    expect(field(page, "start")).to_have_attribute("aria-invalid", "true")
    assert stored(page, "start") == "nekoč"

    type_in(page, "start", "2024")

    expect(mark(page)).to_have_text(STORED)
    expect(error).to_have_count(0)
    assert stored(page, "start") == "2024"


def test_a_wrong_cell_is_marked_in_its_row_and_the_others_are_stored(page):
    page.goto(page.url.replace("basics", "evidence"))
    page.locator("[data-add]").click()
    type_rows(page, ("Plin", "600"), ("Voda", "veliko"))

    expect(mark(page)).to_have_text(PARTLY)
    page.reload()

    expect(field(page, "evidence-0-after")).to_have_value("600")
    expect(field(page, "evidence-1-after")).to_have_value("veliko")
    expect(page.locator("#id_evidence-1-after_error")).to_be_visible()


def test_what_another_person_changed_meanwhile_is_said_and_not_overwritten(page, page_of):
    other = page_of(REPRESENTATIVE)
    other.goto(page.url)
    type_in(other, "summary", "Njihov povzetek.")
    save_draft(other)

    type_in(page, "summary", "Moj povzetek.")

    expect(mark(page)).to_have_text(PARTLY)
    expect(page.locator("#id_summary_error")).to_contain_text("Njihov povzetek.")
    assert stored(other, "summary") == "Njihov povzetek."
    save_draft(page)
    expect(page.locator(".errorlist")).to_have_count(0)
    assert stored(other, "summary") == "Moj povzetek."


def test_what_another_changed_in_the_same_row_is_said_there_and_other_rows_are_stored(page, page_of):
    page.goto(page.url.replace("basics", "evidence"))
    page.locator("[data-add]").click()
    type_rows(page, ("Plin", "6"), ("Voda", "3"))
    expect(mark(page)).to_have_text(STORED)
    other = page_of(REPRESENTATIVE)
    other.goto(page.url)
    type_in(other, "evidence-1-after", "31")
    save_draft(other)

    type_rows(page, ("Plin", "60"), ("Voda", "32"))

    said_there = page.locator("[data-errors='evidence-1'] .errorlist")
    expect(said_there).to_contain_text("31")
    assert [stored(other, f"evidence-{number}-after") for number in (0, 1)] == ["60", "31"]
    assert page.evaluate(KEPT_HERE) == 1
    save_draft(page)
    expect(page.locator(".errorlist")).to_have_count(0)
    assert stored(other, "evidence-1-after") == "32"


def test_two_windows_of_one_person_do_not_overwrite_each_other(page):
    other = page.context.new_page()
    other.goto(page.url)
    type_in(other, "summary", "Drugo okno.")
    expect(mark(other)).to_have_text(STORED)

    type_in(page, "summary", "Prvo okno.")

    expect(page.locator("#id_summary_error")).to_contain_text("Drugo okno.")
    assert stored(page, "title") == "Kar pišemo"
    assert page.evaluate(KEPT_HERE) == 1


def test_without_a_connection_it_waits_in_the_browser_and_goes_on_by_itself(page, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    type_in(page, "summary", "Na vlaku.")
    expect(mark(page)).to_have_text(said(page, "offline"))
    page.locator("button[name='save']").click()
    expect(mark(page)).to_have_text(said(page, "offline"))

    page.context.set_offline(False)

    expect(mark(page)).to_have_text(STORED)
    assert stored(page, "summary") == "Na vlaku."


def test_a_failure_of_the_portal_is_said_and_the_text_comes_back(page, witness):
    witness.expect("the server responded with a status of 500")
    page.route("**/shrani/", lambda route: route.fulfill(status=500, body=""))
    type_in(page, "summary", "Ob napaki.")
    expect(mark(page)).to_have_text(said(page, "failed"))
    page.unroute("**/shrani/")

    page.reload()

    expect(field(page, "summary")).to_have_value("Ob napaki.")
    expect(mark(page)).to_have_text(STORED)


def test_a_button_waits_for_what_is_on_its_way(page):
    page.route("**/shrani/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    type_in(page, "summary", "Prvo")
    with page.expect_request("**/shrani/"):
        pass
    type_in(page, "summary", "Prvo in drugo")

    follow(page, page.locator("button[name='save']"))

    expect(page.locator(".errorlist")).to_have_count(0)
    assert stored(page, "summary") == "Prvo in drugo"


def test_a_draft_that_was_thrown_away_meanwhile_is_not_called_saved(page, page_of, witness):
    witness.expect("the server responded with a status of 404")
    address, other = page.url, page_of(EDITOR)
    other.goto(re.sub(r"pisanje/.*", "zavrzi/", address))
    follow(other, other.locator("main button[type='submit']"))

    type_in(page, "summary", "Prepozno.")

    expect(mark(page)).to_contain_text(said(page, "failed"))


@pytest.fixture
def own_session(new_context, portal, viewport):
    """The editor with a session that may end."""
    page = new_context(viewport=viewport).new_page()
    page.context.add_init_script(QUICKLY)
    sign_in(page, portal, EDITOR)
    begin_draft(page, "Seja")
    return page


def leave(page):
    """Sign out in another window of the same browser."""
    other = page.context.new_page()
    other.goto(reverse("account_logout"))
    follow(other, other.locator("main form button"))
    return other


def test_whoever_was_signed_out_goes_on_after_signing_in_elsewhere(own_session, portal, witness):
    witness.expect("the server responded with a status of 401", "the server responded with a status of 403")
    page = own_session
    other = leave(page)
    type_in(page, "summary", "Brez seje.")
    expect(mark(page)).to_have_text(said(page, "signed-out"))
    assert page.evaluate(KEPT_HERE) == 1

    sign_in(other, portal, EDITOR)
    type_in(page, "summary", "Z novo sejo.")

    expect(mark(page)).to_have_text(STORED)
    assert stored(page, "summary") == "Z novo sejo."


def test_what_one_person_typed_is_not_kept_in_the_name_of_another(own_session, portal, witness):
    witness.expect("the server responded with a status of 401", "the server responded with a status of 403")
    page = own_session
    other = leave(page)
    sign_in(other, portal, REPRESENTATIVE)

    type_in(page, "summary", "Urednica piše.")

    expect(mark(page)).to_have_text(said(page, "signed-out"))
    other.goto(page.url)
    expect(field(other, "summary")).to_have_value("")


def test_signing_out_leaves_nothing_in_the_browser(own_session, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    page = own_session
    page.context.set_offline(True)
    type_in(page, "summary", "Samo tu.")
    expect(mark(page)).to_have_text(said(page, "offline"))
    assert page.evaluate(KEPT_HERE) == 1
    page.context.set_offline(False)
    expect(mark(page)).to_have_text(STORED)
    page.evaluate("localStorage.setItem('draft-1-2-3', '{}')")

    leave(page)

    assert page.evaluate(KEPT_HERE) == 0


def test_an_old_draft_of_the_browser_overwrites_nothing(page, page_of, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    address = page.url
    page.context.set_offline(True)
    type_in(page, "start", "nekoč")
    expect(mark(page)).to_have_text(said(page, "offline"))
    page.close()
    other = page_of(REPRESENTATIVE)
    other.goto(address)
    type_in(other, "summary", "Boljši povzetek.")
    type_in(other, "location", "Koper")
    save_draft(other)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)

    expect(mark(again)).to_have_text(PARTLY)
    expect(field(again, "start")).to_have_value("nekoč")
    expect(field(again, "summary")).to_have_value("Boljši povzetek.")
    assert (stored(other, "summary"), stored(other, "location")) == ("Boljši povzetek.", "Koper")


def test_a_draft_of_the_browser_meets_what_another_wrote_in_the_same_field(page, page_of, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    address = page.url
    page.context.set_offline(True)
    type_in(page, "summary", "Moj.")
    expect(mark(page)).to_have_text(said(page, "offline"))
    page.close()
    other = page_of(REPRESENTATIVE)
    other.goto(address)
    type_in(other, "summary", "Njihov.")
    save_draft(other)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)

    expect(again.locator("#id_summary_error")).to_contain_text("Njihov.")
    expect(field(again, "summary")).to_have_value("Moj.")
    assert stored(other, "summary") == "Njihov."


def test_rows_that_were_not_saved_come_back_from_the_browser(page, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    page.goto(page.url.replace("basics", "evidence"))
    address = page.url
    page.context.set_offline(True)
    page.locator("[data-add]").click()
    type_rows(page, ("Plin", "600"), ("Voda", "2"))
    expect(mark(page)).to_have_text(said(page, "offline"))
    page.close()

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)

    expect(mark(again)).to_have_text(STORED)
    expect(field(again, "evidence-1-indicator_sl")).to_have_value("Voda")
    assert stored(again, "evidence-1-after") == "2"


def test_rows_of_the_browser_meet_what_another_wrote_in_one_of_them(page, page_of, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    page.goto(page.url.replace("basics", "evidence"))
    address = page.url
    type_rows(page, ("Plin", "6"))
    expect(mark(page)).to_have_text(STORED)
    page.context.set_offline(True)
    type_in(page, "evidence-0-after", "60")
    expect(mark(page)).to_have_text(said(page, "offline"))
    page.close()
    other = page_of(REPRESENTATIVE)
    other.goto(address)
    type_rows(other, ("Plin", "61"), ("Voda", "3"))
    save_draft(other)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)

    expect(again.locator("[data-errors='evidence-0'] .errorlist")).to_contain_text("61")
    expect(field(again, "evidence-0-after")).to_have_value("60")
    assert [stored(other, f"evidence-{number}-after") for number in (0, 1)] == ["61", "3"]


def test_a_comment_waits_in_the_browser_until_it_is_sent(page):
    page.goto(re.sub(r"pisanje/.*", "", page.url))
    type_in(page, "text", "Dodajte številke.")
    page.reload()
    expect(field(page, "text")).to_have_value("Dodajte številke.")

    follow(page, page.get_by_role("button", name="Pošlji komentar"))

    expect(field(page, "text")).to_have_value("")
    page.reload()
    expect(field(page, "text")).to_have_value("")
