"""One's own data: seen, taken along, and the way out, without scripts; the pages fit and are accessible."""

from django.urls import reverse
from django.utils import translation

from tests.browser.navigation import enter, follow
from tests.browser.people import COORDINATOR, EDITOR, PASSWORD, REPRESENTATIVE
from tests.browser.test_plan_reports import PHONE, all_faults

SCREEN = {"width": 1280, "height": 900}


def own_pages(language):
    with translation.override(language):
        return [reverse("own_data"), reverse("leave_portal"), reverse("page", args=["privacy"])]


def test_data_are_seen_taken_along_and_the_way_out_is_begun_and_left_by_keyboard(page_of, new_context, portal):
    page = page_of(EDITOR, java_script_enabled=False, viewport=PHONE)
    page.goto(own_pages("sl")[0])
    follow(page, page.locator("button[value='make']"))
    assert page.get_by_text("Vaš arhiv nastaja. Vrnite se čez minuto.").is_visible()
    found = all_faults(page_of(EDITOR, viewport=PHONE), own_pages("sl"))
    follow(page, page.locator("button[value='drop']"))
    follow(page, page.get_by_role("link", name="Zahtevaj izbris"))
    page.locator("[name='password']").fill("napak")
    enter(page)
    assert page.get_by_text("To ni vaše geslo.").is_visible()
    page.locator("[name='password']").fill(PASSWORD)
    enter(page)
    assert page.get_by_text(f"Sporočilo s povezavo je na poti na {EDITOR}").is_visible()
    found |= all_faults(page_of(EDITOR, viewport=SCREEN, color_scheme="dark"), own_pages("en"))
    follow(page, page.get_by_role("button", name="Ostajam: umikam željo"))
    assert page.get_by_text("Ostajate: nič se ne izbriše.").is_visible()

    found |= all_faults(page_of(REPRESENTATIVE, viewport=PHONE, color_scheme="dark"), own_pages("sl"))
    found |= all_faults(page_of(COORDINATOR, viewport=PHONE), [reverse("desk")])
    for size in (PHONE, SCREEN):
        links = [portal.address("leaving", language) for language in ("sl", "en")]
        found |= all_faults(new_context(viewport=size, color_scheme="dark").new_page(), links)
    assert found == {}
