"""What the portal is for: a reader finds a practice and reads it."""

from playwright.sync_api import expect

from tests.browser.navigation import enter, exchanged

PHONE = {"width": 390, "height": 844}
SYMBIOSIS = "Alicante: zemljevid simbioz za 19 industrijskih območij"


def test_practice_is_found_on_a_phone_by_inflected_words_typed_without_carons(new_context, portal):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(portal.address("home"))

    page.locator("#q").fill("simbiozi na industrijskih obmocjih")
    enter(page)
    first_three = page.locator(".hits > li:nth-child(-n + 3)")
    first_three.get_by_role("link", name=SYMBIOSIS).tap()

    expect(page.get_by_role("heading", level=1)).to_have_text(SYMBIOSIS)
    expect(page.locator("#s-problem + div")).to_contain_text("Odpadki in neizkoriščeni viri podjetij")


def test_words_and_a_facet_narrow_together_and_can_be_dropped_again(visit, page):
    visit("catalogue")

    page.locator("#q").fill("energija")
    enter(page)
    with exchanged(page):
        page.locator(".facet").filter(has=page.locator("#facet-kind")).get_by_role("link").first.click()
    expect(page.locator(".facet a.chosen")).to_have_count(1)
    expect(page.locator("ul.narrowed-by li")).to_have_count(3)  # words, kind, all at once
    page.locator(".chip-clear").click()

    expect(page.locator("ul.narrowed-by")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("")


def test_choosing_a_sort_order_sorts_at_once_and_keeps_the_words(visit, page):
    visit("catalogue_narrowed")

    page.locator("#sort").select_option("title")
    page.wait_for_url("**sort=title**")

    expect(page.locator("#q")).to_have_value("energija")
    expect(page.locator("#sort")).to_have_value("title")


def test_pagination_leads_on_and_back(visit, page):
    visit("catalogue")
    first = page.locator(".card-title").first.inner_text()

    with exchanged(page):
        page.locator(".pagination a[rel=next]").click()
    expect(page.locator(".pagination [aria-current=page]")).to_have_text("2")
    expect(page.locator(".card-title").first).not_to_have_text(first)
    page.locator(".pagination a[rel=prev]").click()

    expect(page.locator(".card-title").first).to_have_text(first)
