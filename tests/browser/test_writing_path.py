"""From the first draft to the validated public page: a partner, a representative, two reviewers, a coordinator."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.drafts import begin_draft, save_draft
from tests.browser.navigation import enter, follow
from tests.browser.people import COORDINATOR, EDITOR, ORGANISATION, PASSWORD, REPRESENTATIVE, REVIEWERS
from tests.browser.test_keyboard import press_until

PHONE = {"width": 390, "height": 844}
STORY = {
    "story": {"problem": "Vsako podjetje je imelo svoj kotel.", "solution": "Zgradili so skupni parovod."},
    "evidence": {"results": "Porabijo tretjino manj plina."},
    "lessons": {"transferability": "Potreben je vir odpadne toplote."},
    "extras": {},
}


def write_with_keys(page, name, text):
    press_until(page, f"[name='{name}']")
    page.keyboard.type(text)


def press(page, selector):
    press_until(page, selector)
    enter(page)


def begin(page, title):
    """Sign in and begin a draft, with the keyboard only."""
    page.goto(reverse("desk"))
    write_with_keys(page, "login", EDITOR)
    write_with_keys(page, "password", PASSWORD)
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(_("My desk"))
    press(page, f"a[href='{reverse('write_new')}']")
    write_with_keys(page, "title", title)
    enter(page)
    expect(page).to_have_url(re.compile("/pisanje/basics/"))


def fill_basics(page):
    write_with_keys(page, "summary", "Podjetja si delijo odpadno toploto.")
    write_with_keys(page, "topics", "voda")
    press_until(page, "[name='country']")
    page.keyboard.type("Slov")
    press(page, "button[name='next']")


def fill_stages(page):
    for stage, texts in STORY.items():
        expect(page).to_have_url(re.compile(f"/pisanje/{stage}/"))
        for name, text in texts.items():
            write_with_keys(page, name, text)
        press(page, "button[name='next']")


def submit(page):
    expect(page).to_have_url(re.compile("/preveri/$"))
    press(page, "a[href$='/korak/submit/']")
    press(page, "main button[type='submit']")
    expect(page.locator(".state").first).to_have_class(re.compile("state-submitted"))


def take_step(page, address, step):
    page.goto(address)
    follow(page, page.locator(f"a[href$='/korak/{step}/']"))
    follow(page, page.locator("main button[type='submit']"))


def hand_in(page, title, points):
    page.goto(reverse("my_reviews"))
    follow(page, page.get_by_role("link", name=re.compile(title)).first)
    for fieldset in page.locator("fieldset.criterion").all():
        fieldset.locator(f"input[type='radio'][value='{points}']").check()
        fieldset.locator("textarea").fill("Dobro utemeljeno.")
    page.locator("[name='opinion']").fill("Zgledna praksa.")
    follow(page, page.locator("button[value='hand_in']"))
    expect(page.locator("fieldset.criterion")).to_have_count(0)


def assign(page, address):
    page.goto(address)
    for email in REVIEWERS:
        option = page.locator("[name='reviewer'] option").filter(has_text=email.partition("@")[0])
        page.locator("[name='reviewer']").select_option(value=option.get_attribute("value"))
        follow(page, page.locator("button[value='assign']"))
        expect(page.locator(".row-title").filter(has_text=email.partition("@")[0])).to_have_count(1)


def validate(page, address):
    page.goto(address)
    page.locator("[name='opinion_sl']").fill("Zgled za manjše cone.")
    page.locator("[name='opinion_en']").fill("An example for smaller zones.")
    follow(page, page.locator("button[value='validate']"))
    expect(page.locator(".state-validated")).to_have_count(1)


def test_a_practice_goes_from_the_first_log_in_to_the_validated_page(new_context, page_of, base_url):
    title = "Zelenika: skupna para štirih podjetij"
    writer = new_context(viewport=PHONE).new_page()
    begin(writer, title)
    fill_basics(writer)
    fill_stages(writer)
    submit(writer)
    dossier = writer.url

    take_step(page_of(REPRESENTATIVE), dossier, "publish")
    take_step(page_of(REPRESENTATIVE), dossier, "ask_review")
    coordinator = page_of(COORDINATOR)
    reviews = f"{dossier}recenzije/"
    assign(coordinator, reviews)
    for email in REVIEWERS:
        hand_in(page_of(email), title, 3)
    validate(coordinator, reviews)

    reader = new_context(viewport=PHONE).new_page()
    reader.goto(reverse("practice_list") + "?q=skupna para")
    reader.get_by_role("link", name=title).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(reader.get_by_text("Zgled za manjše cone.")).to_have_count(1)
    expect(reader.get_by_text(ORGANISATION).first).to_be_visible()
    reader.locator("header .language").click()
    expect(reader.get_by_text("An example for smaller zones.")).to_have_count(1)


def test_what_is_typed_is_kept_without_a_button(page_of):
    page = page_of(EDITOR)
    address = begin_draft(page, "Samodejno shranjeno")

    page.locator("[name='summary']").fill("Povzetek, ki ga nihče ni shranil.")
    expect(page.locator("[data-saved-mark]")).to_contain_text(":")
    again = page.context.new_page()
    again.goto(address)

    expect(again.locator("[name='summary']")).to_have_value("Povzetek, ki ga nihče ni shranil.")


def test_what_was_typed_without_a_connection_comes_back_and_is_kept(page_of, witness):
    witness.expect("net::ERR_INTERNET_DISCONNECTED")
    page = page_of(EDITOR)
    address, context = begin_draft(page, "Brez povezave"), page.context
    context.set_offline(True)
    page.locator("[name='summary']").fill("Napisano na vlaku.")
    offline = page.locator("[data-saved-mark]").get_attribute("data-offline")
    expect(page.locator("[data-saved-mark]")).to_have_text(offline)
    page.close()

    context.set_offline(False)
    again = context.new_page()
    again.goto(address)

    expect(again.locator("[name='summary']")).to_have_value("Napisano na vlaku.")
    expect(again.locator("[data-saved-mark]")).to_have_text(re.compile(r"\d:\d"))


def test_rows_are_added_with_a_script_and_stay(page_of):
    page = page_of(EDITOR)
    page.goto(begin_draft(page, "Vrstice dokazov").replace("basics", "evidence"))

    page.locator("[data-add]").click()
    page.locator("[name='evidence-1-indicator_sl']").fill("Poraba")
    page.locator("[name='evidence-1-after']").fill("1,5")
    save_draft(page)

    expect(page.locator("[name='evidence-0-after']")).to_have_value("1,5")


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_the_desk_are_accessible_and_fit(page_of, language, width):
    page = page_of(EDITOR, viewport={"width": width, "height": 900})
    with translation.override(language):
        stage = begin_draft(page, "Dostopno")
        pages = [reverse("desk"), reverse("write_new"), stage, stage.replace("basics", "evidence")]
        pages += [reverse("notices"), reverse("wishes"), reverse("people"), reverse("translation_queue")]
        pages += [reverse("my_calendar")]
        pages += [stage.replace("basics", "extras"), reverse("all_of_mine", args=["drafts"])]
    found = {}
    for address in pages:
        page.goto(address)
        report = Axe().run(page).response
        found[address] = [violation["id"] for violation in report["violations"]]
        found[address] += ["overflow"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert {address: ids for address, ids in found.items() if ids} == {}
