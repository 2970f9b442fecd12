"""A coordinator writes and publishes an entry in the admin; the public finds it. All in Slovenian."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.navigation import enter, follow
from tests.browser.people import COORDINATOR, PASSWORD

TITLE = "Grmovje: čistilna naprava treh obrtnikov"
TITLE_EN = "Grmovje: a treatment plant of three craftsmen"


def open_practices(page, base_url):
    """From the door of the admin, by allauth's sign-in, to the list of practices."""
    page.goto("/admin/")
    expect(page).to_have_url(re.compile(re.escape(base_url + reverse("account_login")) + r"\?next="))
    page.locator("#id_login").fill(COORDINATOR)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=_("Sign in"), exact=True).click()
    expect(page).to_have_url(base_url + reverse("admin:index"))
    follow(page, page.locator(".model-practice th a"))


def write_titles(page):
    page.locator("#id_title_sl").fill(TITLE)
    expect(page.locator("#id_title_en")).to_be_hidden()
    tabs = page.locator(".ui-tabs").filter(has=page.locator("#id_title_sl"))
    tabs.get_by_role("tab", name="en").click()
    page.locator("#id_title_en").fill(TITLE_EN)
    expect(page.locator("#id_title_sl")).to_be_hidden()


def choose_topic(page, words, topic):
    page.locator(".dynamic-catalogue-taggedtopic-content_type-object_id .select2-selection").first.click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option--highlighted", has_text=topic).click()


def publish_selected(page, title):
    row = page.locator("#result_list tbody tr").filter(has_text=title)
    row.locator(".action-select").check()
    page.locator("select[name=action]").first.select_option("publish")
    follow(page, page.locator("button[name=index]").first)


def test_coordinator_writes_a_practice_and_publishes_it_and_readers_find_it(page, new_context, base_url):
    open_practices(page, base_url)
    follow(page, page.locator(".object-tools .addlink"))
    write_titles(page)
    choose_topic(page, "vod", "Voda")
    follow(page, page.locator("input[name=_save]").first)
    expect(page.locator(".messagelist .success")).to_contain_text(TITLE)
    publish_selected(page, TITLE)
    expect(page.locator(".messagelist .success")).to_have_count(1)

    reader = new_context().new_page()
    reader.goto(reverse("catalogue"))
    reader.locator("#q").fill("cistilno napravo")
    enter(reader)
    reader.locator(".hits").get_by_role("link", name=TITLE).click()

    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.locator(".topics .chip")).to_have_count(1)
    reader.locator("header .language").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE_EN)


def test_draft_is_shown_to_its_writers_only(page_of, page, witness):
    witness.expect("the server responded with a status of 404")
    writer = page_of(COORDINATOR)
    writer.goto(reverse("admin:library_practice_add"))
    writer.locator("#id_title_sl").fill("Osnutek: še ne za javnost")
    follow(writer, writer.locator("input[name=_continue]").first)
    writer.locator(".object-tools .viewsitelink").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Osnutek: še ne za javnost")
    expect(writer.locator(".notice")).to_have_text(_("Draft: only staff can see this page."))

    response = page.goto(writer.url)

    assert response.status == 404
