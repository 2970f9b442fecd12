"""The steps of a version: in order, once, with their reasons, and what is public changes only by them."""

import ast

import pytest
from django.conf import settings

from library.models import Evidence, Practice
from publishing import passages, versions
from publishing.models import Dossier, Notice, Passage, Version
from publishing.refusals import Overtaken, Refused
from publishing.sentences import SENTENCES
from publishing.snapshot import taken
from publishing.states import OPEN, State
from publishing.steps import STEPS
from publishing.workflow import take

pytestmark = pytest.mark.django_db


def test_a_draft_lives_in_no_table_that_the_public_reads(written):
    written()

    assert (Practice.objects.count(), Evidence.objects.count()) == (0, 0)


def test_what_is_published_is_the_content_of_the_version(people, written):
    version = written(State.PUBLISHED)

    practice = Practice.objects.get()
    [row] = practice.evidence.all()
    assert (practice.title_sl, practice.organisation, practice.is_published) == ("Skupna para", people.own, True)
    assert (row.indicator_sl, row.before, row.after) == ("Poraba plina", 900, 600)
    assert version.content == taken(practice) | {"behind": {}}


def test_an_incomplete_draft_cannot_be_submitted_and_is_told_what_is_missing(people, written):
    version = written(content={"title_sl": "Para"})

    with pytest.raises(Refused) as refusal:
        take(step="submit", version=version, by=people.editor)

    assert ("Povzetek" in str(refusal.value), Version.objects.get().state) == (True, State.DRAFT)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_a_step_that_tells_somebody_says_what(step):
    assert (bool(step.tells), step.name in SENTENCES) == (bool(step.sentence), bool(step.sentence))


def test_the_state_of_a_version_changes_in_one_module_only():
    modules = sorted((settings.BASE_DIR / "publishing").rglob("*.py"))

    setting = [
        path.name
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign) and "state" in assigned_attributes(node)
    ]

    assert set(setting) - {"reviewing.py"} == {"passages.py"}  # reviews have states of their own


def assigned_attributes(node):
    return {part.attr for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Attribute)}


@pytest.mark.parametrize("step", [step.name for step in STEPS.values() if step.comment])
def test_refusing_asking_and_withdrawing_need_a_reason(people, written, step):
    rule = STEPS[step]
    version = written(rule.sources[0])

    with pytest.raises(Refused):
        take(step=step, version=version, by=people.coordinator, comment=" \n ")

    version.refresh_from_db()
    assert version.state == rule.sources[0]


def test_the_same_step_twice_is_done_once_and_the_second_is_told(people, written):
    version = written(State.SUBMITTED)
    take(step="publish", version=version, by=people.representative)

    with pytest.raises(Overtaken) as told:
        take(step="publish", version=version, by=people.coordinator)

    assert ("Representative" in str(told.value), Passage.objects.filter(step="publish").count()) == (True, 1)


def test_a_step_that_fails_in_the_middle_leaves_nothing(people, written, monkeypatch):
    version = written(State.SUBMITTED)
    monkeypatch.setattr(passages, "note", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        take(step="publish", version=version, by=people.representative)

    assert (Practice.objects.count(), Version.objects.get().state) == (0, State.SUBMITTED)


def test_every_step_writes_down_who_and_why(people, written):
    version = written(State.SUBMITTED)

    take(step="ask_changes", version=version, by=people.representative, comment="Več številk.")

    passage = Passage.objects.first()
    assert (passage.step, passage.source, passage.target, passage.by, passage.by_name, passage.comment) == (
        *("ask_changes", State.SUBMITTED, State.CHANGES, people.representative, "Representative", "Več številk."),
    )


def test_those_concerned_are_told_and_never_the_one_who_did_it(people, written):
    version = written(State.SUBMITTED)
    take(step="ask_changes", version=version, by=people.representative, comment="Več številk.")

    told = list(Notice.objects.order_by("pk").values_list("sentence", "person__name"))

    assert told == [("submit", "Representative"), ("ask_changes", "Editor")]


# --- New versions of what is public ---


def test_the_old_version_stays_public_until_the_new_one_is_accepted(people, written):
    version = written(State.PUBLISHED)
    newer = versions.open_version(version.dossier, by=people.editor)
    newer.content["problem_sl"] = "Drugače povedano."
    newer.save()
    take(step="submit", version=newer, by=people.editor)
    before = Practice.objects.get().problem_sl

    take(step="publish", version=newer, by=people.representative)

    states = dict(Version.objects.values_list("number", "state"))
    assert (before, Practice.objects.get().problem_sl) == ("Vsak je imel svoj kotel.", "Drugače povedano.")
    assert states == {1: State.REPLACED, 2: State.PUBLISHED}


def test_a_second_open_version_is_the_first_one(people, written):
    dossier = written(State.PUBLISHED).dossier

    opened = [versions.open_version(dossier, by=person) for person in (people.editor, people.representative)]

    assert opened[0] == opened[1]
    assert dossier.versions.filter(state__in=OPEN).count() == 1


def test_what_the_administration_changed_meanwhile_is_not_lost(people, written):
    version = written(State.PUBLISHED)
    newer = versions.open_version(version.dossier, by=people.editor)
    newer.content["problem_sl"] = "Novo."
    newer.save()
    take(step="submit", version=newer, by=people.editor)
    practice = Practice.objects.get()
    practice.title_sl = "Naslov uprave"
    practice.save()

    take(step="publish", version=newer, by=people.representative)

    practice = Practice.objects.get()
    assert (practice.title_sl, practice.problem_sl) == ("Naslov uprave", "Novo.")
    assert list(Version.objects.order_by("number").values_list("state", flat=True)) == [
        *(State.REPLACED, State.PUBLISHED, State.REPLACED),
    ]


def test_where_both_changed_the_same_field_publishing_waits_for_the_authors(people, written):
    version = written(State.PUBLISHED)
    newer = versions.open_version(version.dossier, by=people.editor)
    newer.content["title_sl"] = "Naslov avtorja"
    newer.save()
    take(step="submit", version=newer, by=people.editor)
    practice = Practice.objects.get()
    practice.title_sl = "Naslov uprave"
    practice.save()

    with pytest.raises(Refused):
        take(step="publish", version=newer, by=people.representative)

    assert Practice.objects.get().title_sl == "Naslov uprave"


def test_a_version_under_review_is_not_replaced(people, written):
    version = written(State.REVIEW)
    newer = versions.open_version(version.dossier, by=people.editor)
    take(step="submit", version=newer, by=people.editor)

    with pytest.raises(Refused):
        take(step="publish", version=newer, by=people.representative)

    version.refresh_from_db()
    assert version.state == State.REVIEW


def test_an_older_version_is_restored_as_a_draft(people, written):
    version = written(State.PUBLISHED)
    newer = versions.open_version(version.dossier, by=people.editor)
    newer.content["problem_sl"] = "Drugače."
    newer.save()
    take(step="submit", version=newer, by=people.editor)
    take(step="publish", version=newer, by=people.representative)
    version.refresh_from_db()

    restored = versions.restore(version, by=people.editor)

    assert (restored.number, restored.state, restored.content["problem_sl"]) == (
        3,
        State.DRAFT,
        "Vsak je imel svoj kotel.",
    )
    assert Practice.objects.get().problem_sl == "Drugače."


def test_a_withdrawn_entry_comes_back_at_its_address(people, written):
    version = written(State.WITHDRAWN)
    hidden = Practice.objects.get()

    take(step="bring_back", version=version, by=people.coordinator, comment="Pomota.")

    shown = Practice.objects.get()
    assert (hidden.is_published, shown.is_published, shown.slug_sl) == (False, True, hidden.slug_sl)


def test_a_discarded_first_draft_takes_its_dossier_along(people, written):
    version = written()

    versions.discard(version, by=people.editor)

    assert (Dossier.objects.count(), Version.objects.count()) == (0, 0)


def test_an_entry_of_the_shipped_content_gets_a_history_when_it_is_taken_over(people):
    from tests.factories import make

    practice = make(Practice, organisation=people.own, problem_sl="Težava")

    dossier = versions.adopt(practice)

    [version] = dossier.versions.all()
    assert (dossier.owner, version.state, version.content["problem_sl"]) == (people.own, State.PUBLISHED, "Težava")
    assert versions.adopt(practice) == dossier
