"""Reading a book: terms, contents, keys, the place where one was, the whole book, and reading without a connection."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.axe import dark_violations, violations

CHAPTER = "/sl/poglavja/kaj-je-inovativno-industrijsko-obmocje/"
WIDTHS = [1280, 320]
# How far below a term the text right after it begins.
BELOW_ITS_BUTTON = """button => {
  const after = [...button.parentNode.childNodes].find(node => node.nodeType === 3 &&
    button.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  const range = document.createRange();
  range.selectNodeContents(after);
  return range.getClientRects()[0].top - button.getClientRects()[0].top;
}"""
REMEMBERED = """async () => {
  while (!Object.values(localStorage).some(place => place.includes("#"))) await new Promise(go => setTimeout(go, 50));
}"""
SCOPES = """() => navigator.serviceWorker.getRegistrations()
  .then(found => found.map(one => new URL(one.scope).pathname))"""
# As if the text had changed since the book was kept.
MAKE_OLDER = """async name => {
  const [key] = await caches.keys();
  await (await caches.open(`${name} old`)).put("/x", new Response(""));
  await caches.delete(key);
  localStorage.setItem(name, JSON.stringify({ ...JSON.parse(localStorage.getItem(name)), state: "old" }));
}"""


@pytest.fixture
def book(page, portal):
    """The address of the handbook's page."""
    page.goto(CHAPTER)
    return page.locator(".book-contents h2 a").get_attribute("href")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_term_opens_its_definition_below_the_line_and_escape_leads_back(page, portal, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(CHAPTER)
    term = page.locator(".term-button").first
    line = term.evaluate("button => button.getClientRects()[0].bottom + scrollY")

    term.focus()
    page.keyboard.press("Enter")

    note = page.locator(".term-note")
    expect(note).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
    assert term.get_attribute("title") is None
    assert note.evaluate("note => note.getBoundingClientRect().top + scrollY") >= line - 1
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Tab")
    expect(note.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(term).to_be_focused()
    expect(term).to_have_attribute("aria-expanded", "false")


def test_what_follows_a_term_stays_on_its_line(page, portal):
    page.goto(CHAPTER)
    term = page.locator(":is(p, li) > .term-button").first
    before = term.evaluate(BELOW_ITS_BUTTON)

    term.click()

    expect(page.locator(".term-note")).to_be_visible()
    assert term.evaluate(BELOW_ITS_BUTTON) == pytest.approx(before, abs=2)


def test_contents_say_where_one_is_and_the_next_chapter_is_a_link(page, portal):
    page.goto(CHAPTER)

    expect(page.locator(".book-contents [aria-current=page]")).to_be_visible()
    page.locator(".turn a[rel=next]").click()

    expect(page.get_by_text(_("Chapter %(position)s of %(total)s") % {"position": 2, "total": 40})).to_be_visible()


def test_keys_do_nothing_until_they_are_switched_on_and_then_everywhere(page, portal):
    page.goto(CHAPTER)
    following = page.locator(".turn a[rel=next]").get_attribute("href")
    page.keyboard.press("n")
    page.keyboard.press("/")
    expect(page).to_have_url(portal.url + CHAPTER)
    expect(page.locator("#book-q")).not_to_be_focused()

    page.get_by_label(_("Turn pages with the keys n and p, search with /")).check()
    page.keyboard.press("n")
    page.wait_for_url(portal.url + following)
    page.keyboard.press("Control+p")
    page.keyboard.press("p")
    page.wait_for_url(portal.url + CHAPTER)
    page.keyboard.press("/")
    page.keyboard.type("np")

    expect(page.locator("#book-q")).to_have_value("np")
    expect(page).to_have_url(portal.url + CHAPTER)


def test_the_page_of_the_book_leads_back_to_where_one_was(page, portal, book):
    page.goto(book)
    expect(page.locator("[data-continue]")).to_be_hidden()
    page.goto(CHAPTER)
    heading = page.locator(".chapter-text h2[id]").nth(1)
    anchor = heading.get_attribute("id")
    heading.evaluate("heading => scrollTo(0, heading.offsetTop)")
    page.evaluate(REMEMBERED)

    page.goto(book)

    link = page.locator("[data-continue] a")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == f"{CHAPTER}#{anchor}"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_whole_book_and_the_search_in_it_are_accessible(page, portal, book, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{book}iskanje/?q=industrijskih+conah")
    expect(page.locator("mark").first).to_be_visible()
    assert violations(page) + dark_violations(page) == []
    page.goto(f"{book}v-celoti/")

    assert violations(page) + dark_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_search_of_a_chapter_leads_to_a_section(page, portal, book):
    page.goto(CHAPTER)
    page.locator("#book-q").fill("industrijskih conah")
    page.locator("#book-q").press("Enter")

    page.locator(".section-hits a").first.click()

    expect(page).to_have_url(re.compile(r"/sl/poglavja/[a-z-]+/#c\d+-[a-z0-9-]+$"))


# --- Without a connection ---


def workers(page):
    return page.evaluate(SCOPES)


def test_a_book_is_kept_on_a_press_read_without_a_connection_and_removed(page, portal, book, context, witness):
    witness.expect("ERR_INTERNET_DISCONNECTED")
    page.goto(book)
    assert workers(page) == []

    page.get_by_role("button", name=_("Keep on this device")).click()
    remove = page.get_by_role("button", name=_("Remove from this device"))
    expect(remove).to_be_visible()
    expect(page.locator(".keep-offline [role=status]")).to_have_text(re.compile(r"\d,\d MB"))
    assert workers(page) == [book]

    context.set_offline(True)
    page.goto(book)
    expect(page.locator(".whole-book h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"MER Serif"')
    page.locator(".whole-book .contents a").nth(3).click()
    expect(page).to_have_url(re.compile(r"#c\d+$"))
    context.set_offline(False)

    page.goto(book)
    remove.click()
    expect(page.get_by_role("button", name=_("Keep on this device"))).to_be_focused()
    assert (workers(page), page.evaluate("caches.keys()")) == ([], [])


def test_a_newer_text_is_offered_and_replaces_the_kept_one(page, portal, book):
    page.goto(book)
    page.get_by_role("button", name=_("Keep on this device")).click()
    expect(page.get_by_role("button", name=_("Remove from this device"))).to_be_visible()
    page.evaluate(MAKE_OLDER, page.locator("[data-offline]").get_attribute("data-name"))

    page.reload()
    page.get_by_role("button", name=_("Fetch the newer text")).click()

    expect(page.get_by_role("button", name=_("Fetch the newer text"))).to_be_hidden()
    [name] = page.evaluate("caches.keys()")
    assert not name.endswith(" old")


def test_a_device_without_room_keeps_nothing_and_says_so(page, portal, book):
    page.add_init_script("Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'))")
    page.goto(book)

    page.get_by_role("button", name=_("Keep on this device")).click()

    failed = _("Not kept: the connection broke, or there is no room on this device. Try again.")
    expect(page.locator(".keep-offline [role=status]")).to_have_text(failed)
    assert (workers(page), page.evaluate("caches.keys()")) == ([], [])


def test_a_browser_that_cannot_keep_books_says_so(page, portal, book):
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(book)

    page.get_by_role("button", name=_("Keep on this device")).click()

    cannot = _("This browser cannot keep books. Take the EPUB instead.")
    expect(page.locator(".keep-offline [role=status]")).to_have_text(cannot)
