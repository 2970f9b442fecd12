"""Reading a chapter: a term opens its definition, and the contents lead on."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

CHAPTER = "/sl/poglavja/kaj-je-inovativno-industrijsko-obmocje/"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_term_opens_its_definition_and_escape_leads_back(page, portal, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(CHAPTER)
    term = page.locator(".term-button").first

    term.focus()
    page.keyboard.press("Enter")

    note = page.locator(".term-note")
    expect(note).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(term).to_be_focused()


def test_contents_say_where_one_is_and_the_next_chapter_is_a_link(page, portal):
    page.goto(CHAPTER)

    expect(page.locator(".book-contents [aria-current=page]")).to_be_visible()
    page.locator(".turn a[rel=next]").click()

    expect(page.get_by_text(_("Chapter %(position)s of %(total)s") % {"position": 2, "total": 40})).to_be_visible()
