"""Pages about networks on wide and narrow windows: what is drawn there, and that axe-core finds nothing."""

import pytest
from django.urls import reverse

from tests.browser.axe import violations
from tests.browser.pages import LANGUAGES
from tests.browser.people import REPRESENTATIVE
from tests.browser.sizes import small_targets, too_wide

SIZES = {1280: {"width": 1280, "height": 900}, 390: {"width": 390, "height": 844}}
MIDDLE = ["full_network", "network_overlap", "network_of_networks"]


@pytest.fixture
def page(reading_page):
    return reading_page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", MIDDLE)
def test_page_about_networks_is_accessible_and_fits(visit, page, name, width, language):
    page.set_viewport_size(SIZES[width])

    visit(name, language)

    assert (violations(page), too_wide(page), small_targets(page)) == ([], [], [])


@pytest.mark.parametrize(("width", "table", "pairs"), [(1280, True, False), (390, False, True)])
def test_the_overlap_is_a_table_where_it_fits_and_else_a_list_of_pairs(visit, page, width, table, pairs):
    page.set_viewport_size(SIZES[width])

    visit("network_overlap")

    shown = [page.locator(f".overlap-{part}").is_visible() for part in ("wide", "pairs")]
    assert shown == [table, pairs]


def test_names_in_the_picture_are_reached_by_keyboard_and_lead_to_their_pages(visit, page):
    visit("network_of_networks")

    first = page.locator("a.network-node").first
    first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("article.entry-network h1").count() == 1


@pytest.mark.parametrize("width", SIZES)
def test_the_desk_of_a_network_is_accessible_and_fits(page_of, portal, width):
    page = page_of(REPRESENTATIVE, viewport=SIZES[width])

    page.goto(reverse("network_desk", args=[portal.network]) + "?q=a&n=m")

    assert (violations(page), too_wide(page), small_targets(page)) == ([], [], [])
