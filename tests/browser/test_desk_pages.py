"""Pages of those who work on a dossier: accessible, within the window, on paper and in the dark."""

import re
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation

from tests.browser.drafts import begin_draft, save_draft
from tests.browser.navigation import follow
from tests.browser.people import ADMINISTRATOR, COORDINATOR, EDITOR, REPRESENTATIVE, REVIEWERS
from tests.browser.test_writing_path import STORY, assign, take_step

NUMBERS = count(1)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def reviewed(page_of):
    """The number of a dossier in review with two reviewers, and with a newer draft; no two have the same title."""
    page = page_of(EDITOR)
    begun = begin_draft(page, f"Zelenika: praksa za pregled {next(NUMBERS)}")
    number = int(re.search(r"/(\d+)/pisanje/", begun).group(1))
    fill(page, number, "basics", {"summary": "Povzetek.", "country": "SI", "topics": "voda"})
    for stage, texts in STORY.items():
        fill(page, number, stage, texts)
    address = reverse("dossier", args=[number])
    take_step(page, address, "submit")
    for step in ("publish", "ask_review"):
        take_step(page_of(REPRESENTATIVE), address, step)
    assign(page_of(COORDINATOR), reverse("reviews", args=[number]))
    page.goto(address)
    follow(page, page.locator("form[action$='/nova-razlicica/'] button"))
    fill(page, number, "story", {"problem": "Vsako podjetje je imelo star kotel."})
    return number


def fill(page, number, stage, texts):
    page.goto(reverse("write", args=[number, stage]))
    for name, text in texts.items():
        field = page.locator(f"[name='{name}']").first
        field.select_option(text) if name == "country" else field.fill(text)
    save_draft(page)


@pytest.fixture
def in_doubt(page_of):
    """The number of a dossier whose newer draft changes a row and a text that the administration changed meanwhile."""
    page = page_of(EDITOR)
    title = f"Zelenika: praksa v sporu {next(NUMBERS)}"
    number = int(re.search(r"/(\d+)/pisanje/", begin_draft(page, title)).group(1))
    fill(page, number, "basics", {"summary": "Povzetek.", "country": "SI", "topics": "voda"})
    row = {"evidence-0-indicator_sl": "Poraba plina", "evidence-0-after": "6"}
    for stage, texts in (STORY | {"evidence": STORY["evidence"] | row}).items():
        fill(page, number, stage, texts)
    address = reverse("dossier", args=[number])
    take_step(page, address, "submit")
    take_step(page_of(REPRESENTATIVE), address, "publish")
    page.goto(address)
    follow(page, page.locator("form[action$='/nova-razlicica/'] button"))
    fill(page, number, "evidence", {"results": "Naši izidi.", "evidence-0-after": "7"})
    staff = page_of(ADMINISTRATOR)
    staff.goto(f"{reverse('admin:library_practice_changelist')}?q={title}")
    follow(staff, staff.locator("#result_list tbody th a").first)
    staff.locator("[name='results_sl']").fill("Njihovi izidi.")
    staff.locator("[name='evidence-0-after']").fill("8")
    follow(staff, staff.locator("[name='_save']").first)
    return number


def pages_of(number):
    """{who: addresses} of one dossier, in the active language."""
    numbered = ["dossier", "write_check", "preview", "discard", "versions", "compare"]
    version = [reverse(name, args=[number, 1]) for name in ("version", "restore_version")]
    translations = [reverse(name, args=[number, "en"]) for name in ("translate", "translation_file")]
    ours = [reverse(name, args=[number]) for name in numbered] + version[:1] + translations
    steps = [reverse("step", args=[number, name]) for name in ("withdraw", "submit")]
    theirs = [reverse(name, args=[number]) for name in ("reviews", "dossier")]
    return {
        EDITOR: ours + steps[1:],
        REPRESENTATIVE: [reverse("people"), *steps[:1]],
        COORDINATOR: [*theirs, reverse("translation_overview"), reverse("desk"), reverse("people")],
        REVIEWERS[0]: [reverse("my_reviews"), reverse("desk"), *theirs[1:]],
    }


def faults(page, address):
    answer = page.goto(address)
    found = [] if answer.status == 200 else [str(answer.status)]
    found += [violation["id"] for violation in Axe().run(page).response["violations"]]
    found += ["overflow"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found += ["headings"] * (page.locator("h1").count() != 1)
    return found


def all_faults(page_of, number, **options):
    found = {}
    for email, addresses in pages_of(number).items():
        page = page_of(email, viewport=PHONE, **options)
        found |= {(email, address): ids for address in addresses if (ids := faults(page, address))}
        if email in REVIEWERS:
            page.goto(reverse("my_reviews"))
            form = page.locator("main .rows a").first.get_attribute("href")
            found |= {(email, address): ids for address in [form] if (ids := faults(page, address))}
    return found


def test_all_pages_of_a_dossier_are_accessible_and_fit(page_of, reviewed):
    in_slovenian = all_faults(page_of, reviewed)
    with translation.override("en"):
        in_english = all_faults(page_of, reviewed, color_scheme="dark")

    assert in_slovenian | in_english == {}


def test_clashes_are_accessible_fit_and_are_decided_row_by_row(page_of, in_doubt):
    found = []
    for language, options in {"sl": {"viewport": PHONE}, "en": {"color_scheme": "dark"}}.items():
        with translation.override(language):
            address = reverse("clashes", args=[in_doubt])
        page = page_of(EDITOR, **options)
        found += faults(page, address)
    page.locator("[name='results_sl-choice'][value='mine']").check()
    follow(page, page.locator("main form button[type='submit']"))
    found += Axe().run(page).response["violations"]
    row = page.locator("section.clash").last
    row.locator("[value='third']").check()
    row.locator("[name$='-third-after']").fill("75")
    page.locator("[name='results_sl-choice'][value='mine']").check()
    follow(page, page.locator("main form button[type='submit']"))

    page.goto(reverse("write", args=[in_doubt, "evidence"]))
    texts = [page.locator(f"[name='{name}']").input_value() for name in ("results", "evidence-0-after")]
    assert (texts, found) == (["Naši izidi.", "75"], [])


def test_a_dossier_is_printed_without_buttons_and_menus(page_of, reviewed):
    page = page_of(EDITOR)
    page.goto(reverse("dossier", args=[reviewed]))

    page.emulate_media(media="print")

    shown = page.locator("header, .desk-nav, .desk .button, .desk textarea").evaluate_all(
        "parts => parts.filter(part => part.checkVisibility()).map(part => part.outerHTML.slice(0, 80))"
    )
    assert shown == []
