"""Chapters are written with buttons, a picker and a preview, and guidelines are arranged by dragging."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.drafts import save_draft
from tests.browser.navigation import follow
from tests.browser.people import COORDINATOR, EDITOR

BOOK = "Od diagnoze do načrta"


def begin_chapter(page):
    """A new chapter of the handbook; the page is its text."""
    page.goto(reverse("write_new"))
    page.locator("[name='kind'][value='chapter']").check()
    page.locator("[name='title']").fill("Kako začeti")
    guidelines = page.locator("[name='within'] option").filter(has_text=BOOK).get_attribute("value")
    page.locator("[name='within']").select_option(guidelines)
    follow(page, page.locator("main button[type='submit']"))
    page.wait_for_url(re.compile("/text/$"))


@pytest.fixture(params=[1280, 390])
def page(page_of, request):
    page = page_of(EDITOR, viewport={"width": request.param, "height": 900})
    begin_chapter(page)
    return page


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_text_of_a_chapter_is_written_with_buttons_and_seen_beside_it(page):
    text, seen = page.locator("[name='body']"), page.locator("[data-seen-here]")
    toolbar = page.locator(".toolbar")

    toolbar.get_by_role("button", name="Naslov", exact=True).press("Enter")
    page.keyboard.type("Kako začnete")
    page.keyboard.press("End")
    page.keyboard.type("\n\nV industrijskih conah pogosto manjka prostora.")
    toolbar.get_by_role("button", name="Opomba").press("Enter")
    page.keyboard.type("Tako pravijo.")
    toolbar.get_by_role("button", name="Zapis portala …").press("Enter")
    page.keyboard.type("Ponterosso")
    page.locator(".picker li button").first.press("Enter")

    expect(seen.locator("h2")).to_have_text(re.compile("Kako začnete"))
    expect(seen.locator(".footnotes")).to_contain_text("Tako pravijo.")
    expect(text).to_have_value(re.compile(r"\]\(entry:\w+:\d+\)"))
    save_draft(page)
    expect(page.locator("[name='body']")).to_have_value(re.compile(r"^## Kako začnete \{#kako-zacnete\}"))
    assert (violations(page), is_too_wide(page)) == ([], False)


def test_a_table_in_the_middle_of_the_text_is_referred_to_by_choosing_it(page_of):
    page = page_of(EDITOR)
    begin_chapter(page)
    page.locator("[name='body']").fill("Prej.\n\nPotem.")
    page.locator("[name='body']").evaluate("area => { area.focus(); area.setSelectionRange(7, 7); }")

    page.locator(".toolbar").get_by_role("button", name="Tabela").click()
    page.keyboard.type("Tipi con")
    page.keyboard.press("Control+End")
    page.locator("[data-insert-key='target']").select_option(label="Tipi con")

    expect(page.locator("[name='body']")).to_have_value(re.compile(r"\| 2 \|\n\nPotem\.\[\]\(tab:1\)$"))
    expect(page.locator("[data-seen-here] p a")).to_have_text(re.compile("^tabela 1$"))


def test_arrows_look_through_a_list_of_the_toolbar_and_enter_chooses(page_of):
    page = page_of(EDITOR)
    begin_chapter(page)
    page.locator("[name='body']").fill("## A {#a}\n\n## B {#b}\n\n")
    targets = page.locator("[data-insert-key='target']")
    expect(targets.locator("option")).to_have_count(3)

    targets.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name='body']")).to_have_value("## A {#a}\n\n## B {#b}\n\n")
    page.keyboard.press("Enter")

    expect(page.locator("[name='body']")).to_have_value(re.compile(r"\[\]\(sec:b\)"))
    expect(page.locator("[name='body']")).to_be_focused()


def test_terms_of_the_glossary_are_proposed_and_linked_with_a_button(page_of):
    page = page_of(EDITOR)
    begin_chapter(page)
    page.locator("[name='body']").fill("Dobre prakse industrijske simbioze.")

    page.locator("[data-find-terms]").click()
    page.locator(".found-terms button").filter(has_text="simbioze").click()

    expect(page.locator("[name='body']")).to_have_value(re.compile(r"\[industrijske simbioze\]\(term:[\w-]+\)"))


def test_a_figure_is_added_to_a_new_row_and_stays(page):
    page.goto(page.url.replace("/text/", "/figures/"))
    data = io.BytesIO()
    Image.new("RGB", (600, 300), "#0b6b4f").save(data, "PNG")
    picture = {"name": "slika.png", "mimeType": "image/png", "buffer": data.getvalue()}

    page.locator("[data-add]").click()
    page.locator("[name='illustrations-1-key']").fill("karta")
    page.locator("[name='illustrations-1-image']").set_input_files(picture)
    page.locator("[name='illustrations-1-alt_sl']").fill("Zelena ploskev.")
    page.locator("button[name='save']").click()

    expect(page.locator("img.row-picture")).to_have_count(1)
    assert page.locator("img.row-picture").evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    assert (violations(page), is_too_wide(page)) == ([], False)


def test_chapters_are_dragged_to_another_place(page_of, portal):
    page = page_of(COORDINATOR)
    page.goto(reverse("to_take_over") + "?kind=guideline&q=priročnik")
    follow(page, page.locator("main form[method=post] button").first)
    follow(page, page.get_by_role("button", name="Napiši novo različico"))
    page.goto(re.sub(r"/pisanje/.*|$", "/pisanje/contents/", page.url.rstrip("/"), count=1))
    titles = page.locator(".arranged-title")
    first, second = titles.nth(0).inner_text(), titles.nth(1).inner_text()

    with page.expect_navigation():
        page.locator("[data-arranged] li").nth(1).drag_to(
            page.locator("[data-arranged] li").nth(0), target_position={"x": 20, "y": 2}
        )

    assert [titles.nth(0).inner_text(), titles.nth(1).inner_text()] == [second, first]
    assert (violations(page), is_too_wide(page)) == ([], False)
