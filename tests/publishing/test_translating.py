"""Writing translations: standing, rights, two people at once, checking."""

import copy

import pytest
from django.urls import reverse

from library.models import Practice
from partners.models import Partner
from publishing import translating, versions, workflow
from publishing.models import Notice, Version
from publishing.refusals import Overtaken, Refused
from publishing.translations import carry, standing, units
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make(Partner)


@pytest.fixture
def editor(make_user, organisation):
    editor = make_user("urednica@example.org", name="Ula Urednica")
    organisation.memberships.create(user=editor, role="editor")
    return editor


@pytest.fixture
def colleague(make_user, organisation):
    colleague = make_user("kolega@example.org", name="Ko Lega")
    organisation.memberships.create(user=colleague, role="representative")
    return colleague


@pytest.fixture
def draft(editor, organisation):
    return begun(editor, organisation)


def begun(editor, organisation, **content):
    version = versions.begin(kind="practice", owner=organisation, by=editor, language="sl", title="Para")
    row = {"uid": "n1", "indicator_sl": "plin", "before": "1", "after": "2", "year": 2020, "source": "", "unit": "t"}
    version.content |= {"problem_sl": "Star kotel.", "evidence": [row]} | content
    version.save()
    return version


def published(version, editor, colleague):
    make_topic("voda", "voda", "water")
    needed = dict.fromkeys(["summary_sl", "solution_sl", "results_sl", "transferability_sl"], "x")
    version.content |= needed | {"topics": ["voda"], "country": "SI"}
    version.save()
    version = workflow.take(step="submit", version=version, by=editor)
    return workflow.take(step="publish", version=version, by=colleague)


def put(version, by, **texts):
    return translating.write(version=version, by=by, language="en", texts=texts).version


def edit_source(version, **texts):
    """As the form does: the source changes, translations fall behind."""
    old = copy.deepcopy(version.content)
    version.content |= texts
    carry(old, version.content, "practice", "sl")
    version.save()


def stands(version, key):
    return standing(version.content, key, "sl", "en")


def address(version):
    return reverse("translate", args=[version.dossier_id, "en"])


def typed(version, **texts):
    """What the page would send for these texts."""
    seen = {f"seen-{unit.key}": translating.seen_of(unit) for unit in translating.units_of(version, "en")}
    return seen | {f"text-{key}": value for key, value in texts.items()}


# --- How a text stands ---


def test_a_text_is_missing_then_current_then_older_then_current_again(draft, editor):
    found = [stands(draft, "problem")]

    draft = put(draft, editor, problem="Old boiler.")
    found.append(stands(draft, "problem"))
    edit_source(draft, problem_sl="Nov kotel.")
    found.append(stands(draft, "problem"))
    draft = put(draft, editor, problem="New boiler.")
    found.append(stands(draft, "problem"))

    assert found == ["missing", "current", "older", "current"]


def test_restoring_the_old_source_makes_the_translation_current_again(draft, editor):
    draft = put(draft, editor, problem="Old boiler.")
    edit_source(draft, problem_sl="Nov kotel.")

    edit_source(draft, problem_sl="Star kotel.")

    assert stands(draft, "problem") == "current"


def test_a_row_stays_older_through_publishing(draft, editor, colleague):
    draft = translating.write(version=draft, by=editor, language="en", texts={"evidence.n1.indicator": "gas"}).version
    rows = [draft.content["evidence"][0] | {"indicator_sl": "zemeljski plin"}]
    edit_source(draft, evidence=rows)

    version = published(draft, editor, colleague)

    pk = Practice.objects.get().evidence.get().pk
    assert stands(version, f"evidence.{pk}.indicator") == "older"


def test_an_edit_of_the_public_entry_makes_its_translation_older(draft, editor, colleague):
    version = published(put(draft, editor, problem="Old boiler."), editor, colleague)
    practice = Practice.objects.get()
    practice.problem_sl = "Nov kotel."
    practice.save()

    version = versions.catch_up(version.dossier)

    [unit] = [unit for unit in units("practice", version.content, "sl", "en") if unit.key == "problem"]
    assert (unit.standing, unit.before, unit.source) == ("older", "Star kotel.", "Nov kotel.")


def test_a_tick_makes_an_older_translation_current_and_keeps_its_text(draft, editor):
    draft = put(draft, editor, problem="Old boiler.")
    edit_source(draft, problem_sl="Zelo star kotel.")

    draft = translating.write(version=draft, by=editor, language="en", texts={}, current={"problem"}).version

    assert (stands(draft, "problem"), draft.content["problem_en"]) == ("current", "Old boiler.")


# --- Writing ---


def test_writing_counts_the_save_names_the_writer_and_keeps_the_title(draft, colleague):
    done = translating.write(version=draft, by=colleague, language="en", texts={"title": "Steam"})

    done.version.dossier.refresh_from_db()
    contributes = done.version.contributors.filter(pk=colleague.pk).exists()
    assert (done.taken, done.version.saves, contributes, done.version.dossier.title_en) == (["title"], 1, True, "Steam")


def test_nothing_new_writes_nothing(draft, colleague):
    done = translating.write(version=draft, by=colleague, language="en", texts={"title": "", "nothing": "x"})

    assert (done.taken, done.version.saves, done.version.contributors.filter(pk=colleague.pk).exists()) == (
        [],
        0,
        False,
    )


def test_what_is_submitted_is_not_changed_any_more(draft, editor, colleague):
    draft.state = "submitted"
    draft.save()

    with pytest.raises(Overtaken):
        put(draft, colleague, title="Steam")

    draft.refresh_from_db()
    assert draft.content.get("title_en", "") == ""


def test_a_version_that_was_thrown_away_is_said_to_be_gone(draft, colleague):
    Version.objects.filter(pk=draft.pk).delete()

    with pytest.raises(Overtaken):
        put(draft, colleague, title="Steam")


def test_the_first_saved_text_opens_a_draft_of_what_is_public(client, draft, editor, colleague):
    version = published(draft, editor, colleague)
    client.force_login(editor)

    client.get(address(version))
    client.post(address(version), typed(version))
    before = version.dossier.versions.count()
    client.post(address(version), typed(version, problem="Old boiler."))

    newest = version.dossier.versions.get(state="draft")
    version.refresh_from_db()
    found = (before, newest.content["problem_en"], version.content["problem_en"])
    assert found == (1, "Old boiler.", "")


# --- The page ---


def test_the_page_shows_both_sides_and_what_changed(client, draft, editor):
    draft = put(draft, editor, problem="Old boiler.")
    edit_source(draft, problem_sl="Nov kotel.")
    client.force_login(editor)

    response = client.get(address(draft))

    [row] = [row for row in response.context["rows"] if row["unit"].key == "problem"]
    marks = [("delete", "Star"), ("insert", "Nov"), ("equal", " kotel.")]
    assert (row["marks"], response.content.decode().count("<del>Star</del><ins>Nov</ins> kotel.")) == (marks, 1)


def test_only_what_is_to_do_can_be_shown(client, draft, editor):
    draft = put(draft, editor, problem="Old boiler.")
    client.force_login(editor)

    shown = [
        [row["unit"].key for row in client.get(address(draft), {"show": show}).context["rows"]]
        for show in ("", "todo", "x\x00")
    ]

    every = ["title", "problem", "evidence.n1.indicator"]
    assert shown == [every, ["title", "evidence.n1.indicator"], every]


def test_a_mistake_keeps_what_was_typed_and_the_others_are_saved(client, draft, editor):
    client.force_login(editor)

    response = client.post(address(draft), typed(draft, title="x" * 101, problem=" Old\r\nboiler."))

    draft.refresh_from_db()
    [row] = [row for row in response.context["rows"] if row["unit"].key == "title"]
    found = (draft.content["problem_en"], draft.content.get("title_en"), row["field"].value(), len(row["field"].errors))
    assert found == (" Old\nboiler.", None, "x" * 101, 1)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "x" * 100_000, "<script>", "👩‍🔧"])
def test_no_text_breaks_the_page(client, draft, editor, text):
    client.force_login(editor)

    response = client.post(address(draft), typed(draft, problem=text), follow=True)

    assert response.status_code == 200


def test_of_two_people_both_texts_are_kept(client, draft, editor, colleague):
    seen = typed(draft, problem="Mine.", title="Steam")
    put(draft, colleague, problem="Theirs.")
    client.force_login(editor)

    response = client.post(address(draft), seen)

    draft.refresh_from_db()
    [row] = [row for row in response.context["rows"] if row["clash"]]
    found = (
        row["unit"].key,
        row["theirs"],
        row["field"].value(),
        draft.content["problem_en"],
        draft.content["title_en"],
    )
    assert found == ("problem", "Theirs.", "Mine.", "Theirs.", "Steam")


def test_a_mistake_is_tied_to_its_field(client, draft, editor):
    client.force_login(editor)

    html = client.post(address(draft), typed(draft, title="x" * 101)).content.decode()

    tied = 'aria-describedby="id_text-title_helptext id_text-title_error"'
    found = [html.count(part) for part in (tied, 'id="id_text-title_helptext"', 'id="id_text-title_error"')]
    assert found == [1, 1, 1]


def test_who_saw_the_other_text_may_replace_it(client, draft, editor, colleague):
    seen = typed(draft, problem="Mine.")
    put(draft, colleague, problem="Theirs.")
    client.force_login(editor)
    response = client.post(address(draft), seen)
    [row] = [row for row in response.context["rows"] if row["clash"]]

    client.post(address(draft), {"text-problem": "Mine.", "seen-problem": row["seen"].value()})

    draft.refresh_from_db()
    assert draft.content["problem_en"] == "Mine."


def test_an_untouched_text_does_not_undo_what_another_wrote(client, draft, editor, colleague):
    draft = put(draft, editor, problem="Old.")
    seen = typed(draft, problem="Old.", title="Steam")
    put(draft, colleague, problem="Better.")
    client.force_login(editor)

    client.post(address(draft), seen)

    draft.refresh_from_db()
    assert draft.content["title_en"] == "Steam"
    assert draft.content["problem_en"] == "Better."


def test_what_was_typed_comes_back_when_the_draft_was_submitted_meanwhile(client, draft, editor):
    seen = typed(draft, problem="Mine.")
    draft.state = "submitted"
    draft.save()
    client.force_login(editor)

    response = client.post(address(draft), seen)

    [row] = response.context["rows"]
    assert (row["field"].value(), bool(response.context["refused"])) == ("Mine.", True)


@pytest.mark.parametrize("language", ["sl", "de", "xx-yy"])
def test_there_is_no_page_for_the_source_or_an_unknown_language(client, draft, editor, language):
    client.force_login(editor)

    response = client.get(reverse("translate", args=[draft.dossier_id, language]))

    assert response.status_code == 404


def test_a_foreign_dossier_does_not_exist(client, draft, make_user):
    client.force_login(make_user("tuja@example.org"))

    found = [client.get(address(draft)), client.post(address(draft), typed(draft, title="x"))]
    found += [client.get(reverse("translation_file", args=[draft.dossier_id, "en"]), {"format": "xliff"})]

    assert [response.status_code for response in found] == [404, 404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_times(client, draft, editor, rows, django_assert_num_queries):
    row = draft.content["evidence"][0]
    draft.content["evidence"] = [row | {"uid": f"n{number}"} for number in range(rows)]
    draft.save()
    client.force_login(editor)

    with django_assert_num_queries(8):
        client.get(address(draft))


# --- Checking ---


def complete(version, by):
    texts = {"title": "Steam", "problem": "Old boiler.", "evidence.n1.indicator": "gas"}
    return translating.write(version=version, by=by, language="en", texts=texts).version


def test_a_colleague_marks_the_translation_as_checked_and_the_writers_are_told(draft, editor, colleague):
    version = translating.check(version=complete(draft, editor), by=colleague, language="en")

    told = [(notice.person, notice.kind, notice.sentence) for notice in Notice.objects.all()]
    assert version.checked["en"]["by"] == "Ko Lega"
    assert told == [(editor, "translation", "translation_checked")]


def test_nobody_checks_their_own_translation(draft, editor):
    with pytest.raises(Refused):
        translating.check(version=complete(draft, editor), by=editor, language="en")


def test_a_coordinator_may_check_what_they_wrote(draft, coordinator):
    version = translating.check(version=complete(draft, coordinator), by=coordinator, language="en")

    assert version.checked["en"]["by"] == str(coordinator)


def test_what_is_missing_or_older_cannot_be_checked(draft, editor, colleague):
    with pytest.raises(Refused):
        translating.check(version=draft, by=colleague, language="en")
    draft = complete(draft, editor)
    edit_source(draft, problem_sl="Nov kotel.")
    with pytest.raises(Refused):
        translating.check(version=draft, by=colleague, language="en")


def test_checking_twice_says_it_is_done(client, draft, editor, colleague):
    draft = complete(draft, editor)
    client.force_login(colleague)

    pages = [client.post(address(draft), {"do": "check"}, follow=True) for _time in range(2)]

    levels = [[message.level_tag for message in page.context["messages"]] for page in pages]
    assert (levels, Notice.objects.count()) == ([["success"], ["error"]], 1)


def test_a_changed_text_is_not_checked_any_more(draft, editor, colleague):
    version = translating.check(version=complete(draft, editor), by=colleague, language="en")

    version = put(version, editor, problem="Other.")

    assert version.checked == {}
