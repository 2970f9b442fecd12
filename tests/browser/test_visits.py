"""A study visit from a question to a report and the interest that follows, without scripts; its pages fit."""

from django.urls import reverse
from django.utils import translation

from tests.browser.navigation import follow
from tests.browser.people import COORDINATOR, EDITOR
from tests.browser.test_plan_reports import PHONE, all_faults

SCREEN = {"width": 1280, "height": 900}


def pages_of_partner(portal, slugs):
    (_coming, question, _own), (_over, _question, own) = portal.visits["coming"], portal.visits["over"]
    return [
        reverse("visit", args=[slugs["coming"]]),
        reverse("visit_question", args=[slugs["coming"], question]),
        reverse("visit_report", args=[slugs["over"], own]),
        reverse("interests"),
        reverse("interest_new", args=[portal.practice]),
        reverse("event", args=[slugs["over"]]),
    ]


def pages_of_desk(portal):
    event, question, _own = portal.visits["coming"]
    pages = [reverse(name, args=[event]) for name in ("visit_desk", "visit_settings")]
    return [*pages, reverse("visit_answer", args=[event, question])]


def slug_of(page, portal, name):
    """As the desk of the visit links it: the tests have no database of their own."""
    page.goto(reverse("visit_desk", args=[portal.visits[name][0]]))
    return page.locator("aside a[href*='/obisk/']").nth(1).get_attribute("href").split("/")[3]


def test_partners_ask_report_and_want_a_practice(page_of, portal):
    desk = page_of(COORDINATOR, viewport=SCREEN)
    slugs = {name: slug_of(desk, portal, name) for name in ("coming", "over")}
    page = page_of(EDITOR, java_script_enabled=False, viewport=PHONE)
    page.goto(reverse("visit", args=[slugs["coming"]]))
    page.locator("[name='text']").fill("Kdo vzdržuje cevi?")
    follow(page, page.locator("#ask + form button"))
    assert page.get_by_text("Kdo vzdržuje cevi?").first.is_visible()

    page.goto(reverse("visit_report", args=[slugs["over"], portal.visits["over"][2]]))
    follow(page, page.locator("button[value='publish']"))
    assert page.locator("[role='alert']").is_visible()
    page.locator("[name='lessons_sl']").fill("Najprej se pogovorite s podjetji.")
    page.locator("[name='practices']").first.check()
    follow(page, page.locator("button[value='publish']"))
    page.goto(reverse("interests"))
    assert page.locator("form[action$='/prenos/']").count() == 1

    found = all_faults(page_of(EDITOR, viewport=PHONE), pages_of_partner(portal, slugs))
    found |= all_faults(page_of(COORDINATOR, viewport=PHONE), pages_of_desk(portal))
    with translation.override("en"):
        found |= all_faults(page_of(EDITOR, color_scheme="dark", viewport=SCREEN), pages_of_partner(portal, slugs))
        found |= all_faults(page_of(COORDINATOR, viewport=SCREEN), pages_of_desk(portal))
    assert found == {}
