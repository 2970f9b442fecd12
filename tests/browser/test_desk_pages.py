"""Pages of those who work on a dossier: accessible, within the window, on paper and in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation

from tests.browser.drafts import save_draft
from tests.browser.navigation import follow
from tests.browser.people import ADMINISTRATOR, COORDINATOR, DISPUTED, EDITOR, REPRESENTATIVE, REVIEWERS

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def reviewed(portal):
    """The number of a dossier in review with two reviewers, and with a newer draft; to be read only."""
    return portal.dossiers["reviewed"]


@pytest.fixture
def in_doubt(page_of, portal):
    """The number of a dossier whose newer draft changes a row and a text that the administration changed meanwhile."""
    page, number = page_of(EDITOR), portal.dossiers["disputed"]
    page.goto(reverse("dossier", args=[number]))
    follow(page, page.locator("form[action$='/nova-razlicica/'] button"))
    page.goto(reverse("write", args=[number, "evidence"]))
    page.locator("[name='results']").fill("Naši izidi.")
    page.locator("[name='evidence-0-after']").fill("7")
    save_draft(page)
    staff = page_of(ADMINISTRATOR)
    staff.goto(f"{reverse('admin:library_practice_changelist')}?q={DISPUTED}")
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
