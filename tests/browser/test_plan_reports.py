"""A report on a plan, from its beginning to its public page: without scripts; and its pages are accessible and fit."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation

from tests.browser.navigation import follow
from tests.browser.people import EDITOR, REPRESENTATIVE

PHONE = {"width": 390, "height": 844}


def write_report(page, plan):
    """Begin a report and say how far one action is; returns the number of the report."""
    page.goto(reverse("plan_reports_desk", args=[plan]))
    follow(page, page.locator("form[action$='/zacni/'] button"))
    number = int(page.url.rstrip("/").rpartition("/")[2])
    page.goto(reverse("plan_report_goal", args=[plan, number, "g1"]))
    page.locator("[name='a-a1-status']").select_option("done")
    page.locator("[name='a-a1-progress']").fill("80")
    follow(page, page.locator("button[name='save']"))
    assert page.locator("#errors").count() == 1
    page.locator("[name='a-a1-progress']").fill("100")
    follow(page, page.locator("button[name='done']"))
    return number


def faults(page, address):
    answer = page.goto(address)
    found = [] if answer.status == 200 else [str(answer.status)]
    found += [violation["id"] for violation in Axe().run(page).response["violations"]]
    found += ["overflow"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found += ["headings"] * (page.locator("h1").count() != 1)
    return found


def desk_pages(plan, number):
    named = ["plan_report_desk", "plan_report_look_over", "plan_report_discard"]
    pages = [reverse(name, args=[plan, number]) for name in named]
    pages += [reverse("plan_report_goal", args=[plan, number, key]) for key in ("g1", "g2")]
    return pages + [reverse(name, args=[plan]) for name in ("plan_reports_desk", "plan_ratings")]


def all_faults(page, addresses):
    return {address: found for address in addresses if (found := faults(page, address))}


def test_a_report_is_written_published_and_read(page_of, portal):
    plain = {"java_script_enabled": False, "viewport": PHONE}
    number = write_report(page_of(EDITOR, **plain), portal.plan)
    editor = page_of(EDITOR, viewport=PHONE)
    found = all_faults(editor, desk_pages(portal.plan, number))
    with translation.override("en"):
        found |= all_faults(page_of(EDITOR, color_scheme="dark"), desk_pages(portal.plan, number))

    page = page_of(REPRESENTATIVE, **plain)
    page.goto(reverse("plan_report_look_over", args=[portal.plan, number]))
    follow(page, page.locator("main form button"))
    follow(page, page.locator(".row-title").first)

    assert page.get_by_text("Skupni parovod").count() == 1
    found |= all_faults(editor, [page.url, page.url.rsplit("/", 2)[0] + "/"])
    assert found == {}
