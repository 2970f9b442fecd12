"""The page of the search: a combobox for the keyboard, lists refreshed in place, and all of it without scripts too."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.browser.axe import dark_violations, violations
from tests.browser.navigation import exchanged, go_back
from tests.browser.pages import LANGUAGES
from tests.browser.sizes import WIDE

PHONE = {"width": 390, "height": 844}
STATES = {
    "results": "?q=energija",
    "corrected": "?q=simboiza",
    "loosened": "?q=simbioza+xyzzyqwv",
    "empty": "?q=xyzzyqwv",
    "narrowed": "?q=energija&kind=practice&country=SI",
}
MARK = "window.before = true"  # gone as soon as a page is loaded anew
UNTOUCHED = "window.before === true"
ANYTHING = re.compile("")
HEIGHTS = "options => options.map(option => option.getBoundingClientRect().height)"


def address(query="", language="sl"):
    with translation.override(language):
        return reverse("catalogue") + query


@pytest.fixture
def box(page):
    """The catalogue with the field of the search in focus."""
    page.goto(address())
    field = page.locator("#q")
    field.focus()
    return field


def options(page):
    return page.locator("#q-suggestions [role=option]")


def type_and_wait(page, words):
    """Until the list is that of all the words: typed slowly, the first letters have one too, which is then redrawn."""
    page.keyboard.type(words)
    expect(page.locator("#q-suggestions")).to_have_attribute("data-words", words)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")


def count(page):
    return page.locator(".results-count")


def open_for_choosing(page, query="?q=energija"):
    """The page of a search, from where nothing may be loaded anew."""
    page.goto(address(query))
    page.evaluate(MARK)


def facet(page, name):
    return page.locator(f"section[aria-labelledby=facet-{name}] a")


def choose_practices(page):
    """Narrow the list to practices, the first of the kinds, in place."""
    with exchanged(page):
        facet(page, "kind").first.click()
    expect(page.locator("#kind-practice.chosen")).to_have_count(1)


# --- The combobox ---


def test_field_is_a_combobox_with_a_list_of_suggestions(page, box):
    expect(page.get_by_role("combobox", name="Iskanje po katalogu")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_attribute("aria-controls", "q-suggestions")
    expect(box).to_have_attribute("aria-autocomplete", "list")

    type_and_wait(page, "simb")

    expect(page.get_by_role("listbox")).to_be_visible()
    expect(options(page).first).to_have_text("simbioza")
    expect(box).to_be_focused()
    number = options(page).count()
    expect(page.locator("form.search [role=status]")).to_have_text(re.compile(rf"\b{number}\b"))


def test_arrows_choose_a_suggestion_and_the_focus_stays_in_the_field(page, box):
    type_and_wait(page, "simb")
    last = options(page).count() - 1

    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "q-suggestion-0")
    expect(options(page).nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "q-suggestion-1")
    expect(page.locator("#q-suggestions [aria-selected=true]")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q-suggestions [aria-selected=true]")).to_have_count(0)
    expect(box).not_to_have_attribute("aria-activedescendant", ANYTHING)
    page.keyboard.press("ArrowUp")

    expect(box).to_have_attribute("aria-activedescendant", f"q-suggestion-{last}")
    expect(box).to_be_focused()
    expect(box).to_have_value("simb")


def test_enter_takes_the_chosen_suggestion(page, box):
    type_and_wait(page, "simb")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**" + address("?q=simbioza"))
    expect(page.locator("#q")).to_have_value("simbioza")


def test_enter_without_a_choice_searches_for_what_was_typed(page, box):
    type_and_wait(page, "simb")

    page.keyboard.press("Enter")

    page.wait_for_url("**" + address("?q=simb"))


def test_escape_closes_the_list_and_keeps_the_words_and_an_arrow_opens_it_again(page, box):
    type_and_wait(page, "simb")
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("simb")
    expect(box).not_to_have_attribute("aria-activedescendant", ANYTHING)
    page.keyboard.press("ArrowDown")

    expect(box).to_have_attribute("aria-expanded", "true")


def test_leaving_the_field_closes_the_list(page, box):
    type_and_wait(page, "simb")

    page.keyboard.press("Tab")

    expect(page.locator("#q-suggestions")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_suggestion_is_taken_with_the_pointer(page, box):
    type_and_wait(page, "simb")

    options(page).first.click()

    page.wait_for_url("**" + address("?q=simbioza"))


def test_open_list_is_accessible_in_light_and_dark(page, box):
    type_and_wait(page, "simb")
    page.keyboard.press("ArrowDown")

    assert violations(page) == []
    assert dark_violations(page) == []


# --- Refreshed in place ---


def test_choice_changes_list_numbers_address_title_and_language_switch_without_loading_anew(page, portal):
    open_for_choosing(page)
    before = count(page).inner_text()
    link = facet(page, "kind").first
    number, wanted = link.locator(".count").inner_text(), link.get_attribute("href")

    with exchanged(page):
        link.click()

    expect(page.locator("#kind-practice.chosen")).to_have_count(1)
    expect(page).to_have_url(portal.url + address(wanted))
    expect(count(page)).to_have_text(re.compile(rf"^\D*{number}(?!\d)"))
    expect(count(page)).not_to_have_text(before)
    expect(page.locator("header .language")).to_have_attribute("href", address(wanted, "en"))
    expect(page.locator("#search-state input[name=kind]")).to_have_value("practice")
    assert page.evaluate(UNTOUCHED)


def test_number_of_entries_is_announced_after_a_choice(page):
    open_for_choosing(page)

    choose_practices(page)

    expect(page.locator("#announce[role=status]")).to_have_text(count(page).inner_text())


def test_focus_stays_on_a_choice_and_goes_to_the_number_where_a_choice_is_gone(page):
    open_for_choosing(page)
    facet(page, "kind").first.focus()
    with exchanged(page):
        page.keyboard.press("Enter")
    expect(page.locator("#kind-practice.chosen")).to_have_count(1)
    expect(page.locator("#kind-practice")).to_be_focused()

    page.locator(".browse-main > .chips a").nth(1).focus()
    with exchanged(page):
        page.keyboard.press("Enter")
    expect(page.locator("#kind-practice.chosen")).to_have_count(0)

    expect(count(page)).to_be_focused()
    assert page.evaluate(UNTOUCHED)


def test_title_of_the_page_follows_when_the_words_are_dropped(page):
    open_for_choosing(page, "?q=energija&kind=practice")
    before = page.title()

    with exchanged(page):
        page.locator(".browse-main > .chips a").first.click()
    expect(page.locator(".browse-main > .chips li")).to_have_count(2)

    expect(page).not_to_have_title(before)
    expect(page.locator("#q")).to_have_value("")


def test_back_returns_to_the_state_before(page, portal):
    open_for_choosing(page)
    before = count(page).inner_text(), page.locator(".hit-title").all_inner_texts()
    choose_practices(page)

    go_back(page)

    expect(page).to_have_url(portal.url + address("?q=energija"))
    expect(page.locator("#kind-practice.chosen")).to_have_count(0)
    assert (count(page).inner_text(), page.locator(".hit-title").all_inner_texts()) == before


def test_back_from_an_entry_returns_to_the_narrowed_list(page, portal):
    open_for_choosing(page)
    choose_practices(page)
    narrowed = page.url
    page.locator(".hit-title a").first.click()
    expect(page.locator("article.entry")).to_have_count(1)

    page.go_back()

    expect(page).to_have_url(narrowed)
    expect(page.locator("#kind-practice.chosen")).to_have_count(1)


def test_after_back_the_page_still_works(page):
    open_for_choosing(page)
    choose_practices(page)
    go_back(page)
    expect(page.locator("#kind-practice.chosen")).to_have_count(0)

    with exchanged(page):
        page.locator("#sort").select_option("title")
    expect(page).to_have_url(re.compile("sort=title$"))
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("simb")

    expect(options(page).first).to_have_text("simbioza")


def test_words_searched_after_a_choice_keep_the_choice(page):
    open_for_choosing(page)
    choose_practices(page)

    page.locator("#q").fill("voda")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"q=voda&kind=practice$"))
    expect(page.locator("#kind-practice.chosen")).to_have_count(1)


def test_sorting_and_pages_are_refreshed_in_place(page):
    open_for_choosing(page)

    with exchanged(page):
        page.locator("#sort").select_option("title")
    expect(page).to_have_url(re.compile("sort=title$"))
    with exchanged(page):
        page.locator(".pagination a[rel=next]").click()
    expect(page.locator(".pagination [aria-current=page]")).to_have_text("2")

    assert page.evaluate(UNTOUCHED)


def test_a_group_that_was_opened_stays_open_after_a_choice(page):
    open_for_choosing(page, "")
    group = page.locator(".facet-more").first
    group.locator("summary").click()
    name = group.get_attribute("id")

    choose_practices(page)

    expect(page.locator(f"#{name}")).to_have_attribute("open", "")


# --- Corrections and words marked ---


def test_correction_is_followed_and_finds(page):
    page.goto(address("?q=simboiza"))

    page.locator(".did-you-mean a").click()

    page.wait_for_url("**" + address("?q=simbioza"))
    expect(page.locator(".hit mark").first).to_have_text(re.compile("^simbioz", re.IGNORECASE))


# --- Without scripts, on a phone, for everybody ---


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_search_works_without_scripts(page):
    page.goto(address())
    expect(page.locator("#q-suggestions")).to_be_hidden()

    page.locator("#q").fill("simboiza")
    page.locator("#q").press("Enter")
    page.locator(".did-you-mean a").click()
    page.wait_for_url("**" + address("?q=simbioza"))
    facet(page, "kind").first.click()
    expect(page.locator(".facet a.chosen")).to_have_count(1)
    page.locator("#sort").select_option("title")
    page.locator(".sort button").click()
    page.wait_for_url("**sort=title**")

    expect(page.locator(".facet a.chosen")).to_have_count(1)
    expect(page.locator("#q")).to_have_value("simbioza")
    expect(page.locator(".hit mark")).not_to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.browser_context_args(viewport=PHONE)
def test_page_of_the_search_fits_a_phone(page, state, language):
    page.goto(address(STATES[state], language))

    assert page.evaluate(WIDE) == []


@pytest.mark.browser_context_args(viewport=PHONE, has_touch=True, is_mobile=True)
def test_suggestions_fit_a_phone_and_are_taken_with_a_finger(page):
    page.goto(address())
    page.locator("#q").tap()
    type_and_wait(page, "industr")

    assert page.evaluate(WIDE) == []
    assert min(options(page).evaluate_all(HEIGHTS)) >= 24
    options(page).first.tap()

    page.wait_for_url(re.compile(r"\?q=industr"))


@pytest.mark.browser_context_args(viewport=PHONE)
def test_choices_on_a_phone_stay_open_after_a_choice(page):
    open_for_choosing(page)
    page.locator(".filters-summary").click()

    choose_practices(page)

    expect(facet(page, "kind").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_page_of_the_search_is_accessible_and_has_no_complaint(page, witness, state, language):
    page.goto(address(STATES[state], language))

    assert violations(page) == []
    assert dark_violations(page) == []
    witness.testify()
