"""An idea is supported, talked about and answered, without scripts; its pages and those of opportunities fit."""

from django.urls import reverse
from django.utils import translation

from tests.browser.navigation import follow
from tests.browser.people import COORDINATOR, EDITOR, REPRESENTATIVE
from tests.browser.test_plan_reports import PHONE, all_faults

SCREEN = {"width": 1280, "height": 900}
SLUGS = {"sl": ("skupni-kombi", "razpis-za-cone"), "en": ("a-shared-van", "a-call-for-zones")}


def public_pages(language):
    with translation.override(language):
        lists = [reverse(name) for name in ("opportunities", "past_opportunities")]
        follows = [reverse("follow"), reverse("follow_asked")]
        return [*(reverse("post", args=[slug]) for slug in SLUGS[language]), *lists, *follows]


def say(page, text):
    page.locator("[name='text']").fill(text)
    follow(page, page.locator("form:has([name='text']) button"))


def opened(page, words):
    """The page behind a link of the idea."""
    follow(page, page.locator("#remarks a", has_text=words).first)
    return page.url


def test_an_idea_is_supported_talked_about_and_answered(page_of, new_context):
    with translation.override("sl"):
        idea = reverse("post", args=[SLUGS["sl"][0]])
    page = page_of(EDITOR, java_script_enabled=False, viewport=PHONE)
    page.goto(idea)
    follow(page, page.locator("#support button[value='give']"))
    assert page.url.endswith("#support")
    assert page.get_by_text("Zamisel podpira 1 človek.").is_visible()
    say(page, "Pri nas deluje.")
    assert "#remark-" in page.url
    assert page.get_by_role("status").get_by_text("Vaše mnenje je objavljeno.").is_visible()

    page = page_of(REPRESENTATIVE, java_script_enabled=False, viewport=PHONE)
    page.goto(idea)
    visited = [opened(page, "Odgovori")]
    say(page, "Kdo vozi?")
    assert page.locator("#remarks .thread .thread").get_by_text("Kdo vozi?").is_visible()
    visited.append(opened(page, "Skrij"))
    page.locator("[name='reason']").fill("Ni na temo.")
    follow(page, page.locator("button[value='hide']"))
    assert page.get_by_text("Pri nas deluje.").count() == 0
    assert page.get_by_text("Ni na temo.").is_visible()
    follow(page, page.locator("#answer a"))
    visited.append(page.url)
    follow(page, page.locator("main form button"))
    assert page.locator("[role='alert']").is_visible()
    page.locator("[value='taken_up']").check()
    page.locator("[name='link']").fill("https://example.org/kombi")
    follow(page, page.locator("main form button"))
    assert page.locator("#answer").get_by_text("Sprejeta v delo").is_visible()

    found = all_faults(page_of(REPRESENTATIVE, viewport=PHONE), [idea, *visited])
    found |= all_faults(page_of(COORDINATOR, color_scheme="dark", viewport=SCREEN), [idea, *visited])
    for language in SLUGS:
        for size in (PHONE, SCREEN):
            found |= all_faults(new_context(viewport=size).new_page(), public_pages(language))
    assert found == {}
