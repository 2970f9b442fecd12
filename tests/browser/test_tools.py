"""The decision tools, from the question to the file taken along: by keyboard, by touch, by ear and without scripts."""

import io
import re
import subprocess
import sys
from contextlib import contextmanager

import pypdf
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.browser.axe import dark_violations, violations
from tests.browser.navigation import enter, follow
from tests.browser.pages import LANGUAGES
from tests.browser.people import EDITOR
from tests.browser.portal import ROOT
from tests.browser.sizes import WIDE
from tests.browser.test_keyboard import WHAT, press_until, walk
from tools.questions.registry import QUESTIONS

PHONE = {"width": 390, "height": 844}
# The question of each tool that asks most of the hand.
FOUR = ["importance", "composite", "huff", "choice"]
MOST_MILLISECONDS = 30_000  # for what a worker computes


def example_of(key):
    return QUESTIONS[key].examples[0]


def open_example(page, key):
    """New work with the data of the first example; returns its token."""
    page.goto(reverse("analysis", args=[key]))
    follow(page, page.locator(f"form:has([value='{example_of(key).key}']) button"))
    return token_of(page)


def open_empty(page, key):
    page.goto(reverse("analysis", args=[key]))
    follow(page, page.locator("main form:not(:has([name='example'])) button"))
    follow(page, page.locator("main form button").first)
    expect(page.locator("form.data-form")).to_be_visible()
    return token_of(page)


def token_of(page):
    return re.search(r"/([\w-]{22})/", page.url).group(1)


def step(name, token):
    return reverse(f"work_{name}", args=[token])


def compute(page, token):
    page.goto(step("options", token))
    follow(page, page.locator("form.fields button"))
    expect(page.locator("#reading")).to_be_visible()


# --- The whole path ---


def press(page, selector):
    press_until(page, selector)
    enter(page)


def downloaded(page):
    """The report of the page, asked for with the keyboard."""
    press_until(page, ".exports a[href$='/pdf/']")
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    return pypdf.PdfReader(io.BytesIO(caught.value.path().read_bytes()))


def assert_is_a_tagged_report(report, title):
    text = " ".join(page.extract_text() for page in report.pages)
    assert report.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf's own kind of truth
    assert "/StructTreeRoot" in report.root_object
    assert title in " ".join(text.split())
    assert report.metadata.title == title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", FOUR)
def test_the_path_from_the_question_to_the_report_needs_only_keys(new_context, key, language):
    page = new_context(viewport=PHONE).new_page()
    with translation.override(language):
        title = str(example_of(key).title)
        page.goto(reverse("analysis", args=[key]))

        press(page, f"input[value='{example_of(key).key}'] ~ button")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        press(page, "form.data-form input[type='text']")  # Enter in a cell is the button “On to the options”
        expect(page.get_by_role("heading", name=_("How shall it be computed?"))).to_be_visible()
        press(page, "form.fields button")
        expect(page.get_by_role("heading", name=_("In short"))).to_be_visible()
        assert page.evaluate(WIDE) == []
        press(page, f"a.button[href='{step('next', token_of(page))}']")
        report = downloaded(page)

    assert_is_a_tagged_report(report, title)


@pytest.mark.parametrize("key", [key for key in QUESTIONS if key not in FOUR])
def test_the_other_questions_lead_to_a_report_as_well(new_context, key):
    page = new_context(viewport=PHONE).new_page()
    title = str(example_of(key).title)
    token = open_example(page, key)

    compute(page, token)
    follow(page, page.locator(f"a.button[href='{step('next', token)}']"))
    with page.expect_download() as caught:
        page.locator(".exports a[href$='/pdf/']").click()

    assert_is_a_tagged_report(pypdf.PdfReader(io.BytesIO(caught.value.path().read_bytes())), title)


# --- For everybody ---


# What lies below the bar that stays in view is reached by scrolling; axe looks at one place of the page only.
LET_GO = "() => { const bar = document.querySelector('.sticky-actions'); if (bar) bar.style.position = 'static' }"
COVERED = """() => {
    const bar = document.querySelector(".sticky-actions"), focused = document.activeElement;
    if (bar.contains(focused) || focused === document.body) return false;
    const box = focused.getBoundingClientRect();
    return box.height > 0 && !focused.closest("footer") && box.bottom > bar.getBoundingClientRect().top + 1
        && box.top < bar.getBoundingClientRect().bottom;
}"""


SCHEMES = {"sl": "light", "en": "dark"}  # colours do not depend on the language


def faults(page, addresses):
    """{address: what axe says of it, and what is too wide}, of those with faults."""
    found = {}
    for address in addresses:
        page.emulate_media(color_scheme=SCHEMES[address[1:3]], reduced_motion="reduce")
        answer = page.goto(address)
        page.evaluate(LET_GO)
        seen = [] if answer.status == 200 else [str(answer.status)]
        if seen := seen + violations(page) + page.evaluate(WIDE):
            found[address] = seen
    return found


@pytest.mark.parametrize("key", QUESTIONS)
def test_data_and_result_are_accessible_and_fit_in_light_and_dark(new_context, key):
    page = new_context(viewport=PHONE).new_page()
    token = open_example(page, key)
    compute(page, token)

    addresses = []
    for language in LANGUAGES:
        with translation.override(language):
            addresses += [step("data", token), step("result", token)]

    assert faults(page, addresses) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_steps_are_accessible_and_fit(page_of, language):
    page = page_of(EDITOR, viewport=PHONE)
    with translation.override(language):
        token = open_example(page, "composite")
        compute(page, token)
        addresses = [step(name, token) for name in ("question", "options", "next", "discard", "figures")]
        addresses += [reverse("analysis", args=[key]) for key in FOUR]

        assert faults(page, addresses) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_runs_are_accessible_and_fit(page_of, portal, language):
    page = page_of(EDITOR, viewport=PHONE)
    with translation.override(language):
        page.goto(reverse("run_compare", args=[portal.run]))
        other = page.locator(".rows a").first.get_attribute("href")
        addresses = [reverse(name, args=[portal.run]) for name in ("run", "run_settings", "run_copy", "run_compare")]
        addresses += [addresses[-1] + other, reverse("my_runs"), reverse("analyses"), reverse("run_list")]

        assert faults(page, addresses) == {}


def test_data_with_mistakes_are_accessible_and_the_mistakes_come_first(new_context):
    page = new_context(viewport=PHONE).new_page()
    open_example(page, "choice")

    page.locator("#t-values-0-0-0").fill("veliko")
    page.locator("main form button.button[value='next']").click()

    expect(page.locator("#problems")).to_be_focused()
    page.evaluate(LET_GO)
    assert violations(page) == []
    assert dark_violations(page) == []


def test_the_bar_at_the_bottom_covers_nothing_that_has_the_focus(new_context):
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    open_example(page, "gap")

    covered = [page.evaluate(WHAT) for _stop in walk(page) if page.evaluate(COVERED)]

    assert covered == []


# --- Without scripts ---


@pytest.fixture
def plain(new_context):
    """A page without scripts."""
    return new_context(viewport=PHONE, java_script_enabled=False).new_page()


def fill_branch(page, row, name, actual, spend):
    page.locator(f"#l-branches-{row}-name").fill(name)
    page.locator(f"#l-branches-{row}-actual").fill(actual)
    page.locator(f"#l-branches-{row}-spend").fill(spend)


def names(page):
    return page.locator("[id^='l-branches-'][id$='-name']").evaluate_all("fields => fields.map(field => field.value)")


def test_rows_are_added_and_removed_without_scripts(plain):
    open_empty(plain, "gap")
    fill_branch(plain, 0, "Knjige", "100", "1,5")
    fill_branch(plain, 1, "Čevlji", "200", "2,5")

    follow(plain, plain.locator("#add-branches"))
    added = names(plain)
    follow(plain, plain.locator("button[value='remove:branches:0']"))

    assert (added, names(plain)) == (["Knjige", "Čevlji", "", ""], ["Čevlji", "", ""])


def test_a_wrong_number_is_named_and_mended_without_scripts(plain):
    token = open_empty(plain, "gap")
    fill_branch(plain, 0, "Knjige", "n/a", "1,5")

    follow(plain, plain.locator("main form button.button[value='next']"))
    sentence = plain.locator("#problems a")
    expect(sentence).to_have_text(re.compile("Knjige.*n/a"))
    sentence.click()
    field = plain.locator(":target")
    expect(field).to_have_value("n/a")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("100")
    plain.locator("main form button.button[value='next']").click()

    expect(plain).to_have_url(re.compile(re.escape(step("options", token))))


def test_a_pasted_table_becomes_a_result_without_scripts(plain):
    token = open_empty(plain, "choice")

    plain.locator("#part-values summary").click()
    plain.locator("#paste-values").fill("Lokacija;Cena;Lega\nStara tovarna;1,5;4\nTrg;2;5\nObvoznica;1;2")
    follow(plain, plain.locator("button[value='give:values']"))
    expect(plain.locator("#t-values-0-0-0")).to_have_value("1,5")
    follow(plain, plain.locator("main form button.button[value='next']"))
    follow(plain, plain.locator("form.fields button"))

    expect(plain).to_have_url(re.compile(re.escape(step("result", token)) + "$"))
    expect(plain.locator("#reading + p")).to_have_text(re.compile("Stara tovarna|Trg|Obvoznica"))
    expect(plain.locator("figure svg").first).to_be_visible()
    expect(plain.locator("table.sheet").first).to_be_attached()


# --- With scripts ---


def kept(page):
    """Wait until what was typed is kept."""
    expect(page.locator("[data-saved-mark]")).to_have_text(_("Saved."))


def test_what_is_typed_is_kept_and_survives_a_closed_tab(new_context):
    context = new_context(viewport=PHONE)
    page = context.new_page()
    token = open_empty(page, "gap")

    page.locator("#l-branches-0-name").press_sequentially("Knjige")
    page.locator("#l-branches-0-actual").press_sequentially("12 x")
    kept(page)
    page.close()
    again = context.new_page()
    again.goto(step("data", token))

    expect(again.locator("#l-branches-0-name")).to_have_value("Knjige")
    expect(again.locator("#l-branches-0-actual")).to_have_value("12 x")


def test_saved_is_said_only_once_all_that_was_typed_is_kept(new_context):
    page = new_context().new_page()
    token = open_empty(page, "gap")
    held = []
    page.route("**" + step("data", token), lambda route: held.append(route), times=1)

    with page.expect_request(lambda request: request.method == "POST"):
        page.locator("#l-branches-0-name").fill("Knjige")
    page.locator("#l-branches-0-actual").fill("12 x")
    held[0].continue_()
    kept(page)
    page.goto(step("data", token))

    expect(page.locator("#l-branches-0-name")).to_have_value("Knjige")
    expect(page.locator("#l-branches-0-actual")).to_have_value("12 x")


def test_a_block_from_a_spreadsheet_fills_the_cells_it_covers(new_context):
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    token = open_example(page, "choice")
    first, untouched = page.locator("#t-values-0-0-0").input_value(), page.locator("#t-values-0-2-1").input_value()

    page.evaluate("text => navigator.clipboard.writeText(text)", "11\t12,5\r\n21\t22\r\n")
    page.locator("#t-values-0-0-1").focus()
    page.keyboard.press("Control+V")
    kept(page)
    page.goto(step("data", token))

    cells = [page.locator(f"#t-values-0-{row}-{column}").input_value() for row in (0, 1) for column in (1, 2)]
    assert cells == ["11", "12,5", "21", "22"]
    expect(page.locator("#t-values-0-0-0")).to_have_value(first)
    expect(page.locator("#t-values-0-2-1")).to_have_value(untouched)


def test_arrows_move_between_the_cells_of_a_column(new_context):
    page = new_context().new_page()
    open_example(page, "choice")

    page.locator("#t-values-0-0-1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#t-values-0-1-1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")

    expect(page.locator("#t-values-0-0-1")).to_be_focused()


def test_two_windows_do_not_overwrite_each_other_unseen(new_context, witness):
    witness.expect("status of 409")
    context = new_context()
    one, other = context.new_page(), context.new_page()
    token = open_empty(one, "gap")
    other.goto(step("data", token))

    one.locator("#l-branches-0-name").fill("Knjige")
    kept(one)
    other.locator("#l-branches-0-name").fill("Čevlji")
    mark = other.locator("[data-saved-mark]")
    expect(mark).to_have_text(mark.get_attribute("data-overtaken"))
    one.reload()
    expect(one.locator("#l-branches-0-name")).to_have_value("Knjige")
    other.locator("#add-branches").click()
    expect(other.locator("#problems")).to_be_focused()
    expect(other.locator("#l-branches-0-name")).to_have_value("Čevlji")
    other.locator("#add-branches").click()
    expect(other.locator("#l-branches-3-name")).to_be_focused()
    one.reload()

    expect(one.locator("#l-branches-0-name")).to_have_value("Čevlji")


def test_a_row_is_added_without_losing_the_place(new_context):
    page = new_context().new_page()
    open_empty(page, "gap")

    page.locator("#add-branches").click()

    expect(page.locator("#l-branches-3-name")).to_be_focused()


# --- What takes longer ---


@contextmanager
def worker(portal, program=("manage.py",)):
    """What does the work in the background."""
    command = [sys.executable, *program, "db_worker", "--interval", "0.2", "--no-startup-delay"]
    process = subprocess.Popen(command, cwd=ROOT, env=portal.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


# A worker that rests after each look at how far it is: however quick the machine is, a page sees it on its way.
AT_LEISURE = """
import sys, time, django
django.setup()
from django.core.management import execute_from_command_line
from tools.work.background import Progress
look = Progress.__call__
Progress.__call__ = lambda self, share: (look(self, share), time.sleep(0.5))
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


def many_units(count, indicators):
    lines = [["Enota", *(f"Kazalnik {column}" for column in range(indicators))]]
    lines += [[f"Mesto {row}", *((row * 7 + column * 3) % 101 for column in range(indicators))] for row in range(count)]
    return "\n".join(";".join(map(str, line)) for line in lines).encode()


def begin_a_long_computation(page, units):
    token = open_empty(page, "composite")
    page.locator("#part-values summary").click()
    page.locator("#file-values").set_input_files(
        {"name": "mesta.csv", "mimeType": "text/csv", "buffer": many_units(units, 10)}
    )
    page.locator("button[value='give:values']").click()
    expect(page.locator("#part-values")).to_be_focused()
    page.goto(step("options", token))
    page.locator("[name='runs']").fill("10000")
    follow(page, page.locator("form.fields button"))
    expect(page.locator("progress")).to_be_visible()
    return token


def leave_as_it_is(page):
    """Ask no more how far it is: each answer draws the page anew, under the eyes and under the pointer."""
    page.evaluate("document.addEventListener('htmx:beforeRequest', event => event.preventDefault())")
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)


def test_a_long_computation_shows_how_far_it_is_and_can_be_cancelled(new_context, portal):
    page = new_context(viewport=PHONE).new_page()
    token = begin_a_long_computation(page, 200)

    with worker(portal, ("-c", AT_LEISURE)):
        page.wait_for_function("() => document.querySelector('progress')?.value > 0", timeout=MOST_MILLISECONDS)
        leave_as_it_is(page)
        assert violations(page) == []
        page.locator("button[value='cancel']").click()
        expect(page).to_have_url(re.compile(re.escape(step("options", token)) + "$"))
        page.goto(step("result", token))

    expect(page.locator(".notice")).to_have_text(_("The computation was cancelled."))


def test_a_long_computation_leads_to_its_result_by_itself(new_context, portal):
    page = new_context(viewport=PHONE).new_page()
    begin_a_long_computation(page, 200)

    with worker(portal):
        expect(page.locator("#reading")).to_be_visible(timeout=MOST_MILLISECONDS)

    assert page.evaluate(WIDE) == []


def test_a_button_pressed_while_it_is_being_kept_is_no_other_window(new_context):
    page = new_context().new_page()
    open_empty(page, "gap")
    page.route("**/*", lambda route: (page.wait_for_timeout(400 * (route.request.method == "POST")), route.continue_()))
    with page.expect_request(lambda request: request.method == "POST"):
        page.locator("#l-branches-0-name").fill("Knjige")

    page.locator("#add-branches").click()

    expect(page.locator("#l-branches-3-name")).to_be_focused()
    expect(page.locator("#problems")).to_have_count(0)


def test_a_step_that_fails_leaves_what_is_typed(new_context, witness):
    witness.expect("status of 503", "Status Error Code 503")
    page = new_context().new_page()
    open_empty(page, "gap")
    page.locator("#l-branches-0-name").fill("Knjige")
    kept(page)
    page.route("**/*", lambda route: route.fulfill(status=503) if route.request.method == "POST" else route.continue_())
    page.locator("#l-branches-1-name").fill("Čevlji")

    page.locator("#add-branches").click()

    mark = page.locator("[data-saved-mark]")
    expect(mark).to_have_text(mark.get_attribute("data-failed"))
    expect(page.locator("#l-branches-1-name")).to_have_value("Čevlji")
