"""Two people press at once: one of them wins, the other is told, and nothing is done by half.

On PostgreSQL they meet on connections of their own. A test's SQLite lies in memory and has one connection: there the
second comes right after the first, with what they saw before; it has one writer at a time anyway.
"""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone, translation

from catalogue.models import CatalogueState
from publishing import deciding, reviewing, scoring, versions
from publishing.keeping import Sent
from publishing.models import CRITERIA, Dossier, Notice, Version
from publishing.refusals import Refused
from publishing.saving_drafts import save_draft
from publishing.sections import sections
from publishing.states import State
from publishing.suggesting import suggest
from publishing.workflow import take
from tests.publishing.chapters import make_chapter

pytestmark = pytest.mark.django_db(transaction=True)

WON = "done"


@pytest.fixture(autouse=True)
def standing_rows():
    """Tests with live connections empty all tables, also those that migrations filled."""
    CatalogueState.objects.get_or_create(pk=1)
    for name in ("Coordinators", "Reviewers"):
        Group.objects.get_or_create(name=name)


def at_once(*deeds):
    """What came of each deed: WON, or the name of the refusal; anything else is raised."""
    found, start = {}, Barrier(len(deeds))
    threads = [Thread(target=meet, args=(found, start, number, deed)) for number, deed in enumerate(deeds)]
    for thread in threads if connection.vendor == "postgresql" else []:
        thread.start()
    for thread in threads if connection.vendor == "postgresql" else []:
        thread.join(60)
    if connection.vendor != "postgresql":
        found = {number: outcome(deed) for number, deed in enumerate(deeds)}
    return [found[number] for number in range(len(deeds))]


def meet(found, start, number, deed):
    with translation.override("sl"):
        connection.ensure_connection()
        start.wait(30)
        found[number] = outcome(deed)
        connection.close()


def outcome(deed):
    try:
        deed()
    except Refused as refusal:
        return type(refusal).__name__ if str(refusal) else "without a word"
    except Exception as error:  # a thread has nobody to raise it to
        return repr(error)
    return WON


def as_each_saw_it(version, count=2):
    """The version as so many people had it before them."""
    return [Version.objects.select_related("dossier").get(pk=version.pk) for _one in range(count)]


def steps_of(version, name):
    return version.passages.filter(step=name).count()


@pytest.mark.parametrize(
    ("state", "step", "target"),
    [
        (State.DRAFT, "submit", State.SUBMITTED),
        (State.SUBMITTED, "publish", State.PUBLISHED),
        (State.PUBLISHED, "withdraw", State.WITHDRAWN),
    ],
)
def test_of_two_who_take_the_same_step_one_wins(written, people, state, step, target):
    first, second = as_each_saw_it(written(state))
    notices = Notice.objects.count()

    found = at_once(
        lambda: take(step=step, version=first, by=people.representative, comment="Zato."),
        lambda: take(step=step, version=second, by=people.coordinator, comment="Zato."),
    )

    version = Version.objects.get(pk=first.pk)
    told = Notice.objects.count() - notices
    assert (sorted(found), version.state, steps_of(version, step)) == (["Overtaken", WON], target, 1)
    assert told == len({(notice.person_id, notice.sentence) for notice in Notice.objects.order_by("-pk")[:told]})


def test_of_publishing_and_asking_for_changes_one_wins(written, people):
    first, second = as_each_saw_it(written(State.SUBMITTED))

    found = at_once(
        lambda: take(step="publish", version=first, by=people.representative),
        lambda: take(step="ask_changes", version=second, by=people.coordinator, comment="Dopolnite."),
    )

    version = Version.objects.select_related("dossier").get(pk=first.pk)
    published = found[0] == WON
    assert sorted(found) == ["Overtaken", WON]
    assert (version.state, version.dossier.entry is not None) == (
        State.PUBLISHED if published else State.CHANGES,
        published,
    )


def test_of_submitting_and_throwing_away_one_wins(written, people):
    first, second = as_each_saw_it(written())

    found = at_once(
        lambda: take(step="submit", version=first, by=people.editor),
        lambda: versions.discard(second, by=people.representative),
    )

    left = list(Version.objects.filter(pk=first.pk).values_list("state", flat=True))
    assert sorted(found) == ["Overtaken", WON]
    assert left == ([State.SUBMITTED] if found[0] == WON else [])
    assert Dossier.objects.filter(pk=first.dossier_id).count() == len(left)


def test_of_two_who_throw_the_same_away_one_is_told(written, people):
    first, second = as_each_saw_it(written())

    found = at_once(
        lambda: versions.discard(first, by=people.editor),
        lambda: versions.discard(second, by=people.representative),
    )

    assert (sorted(found), Dossier.objects.count()) == (["Overtaken", WON], 0)


@pytest.mark.parametrize("deed", ["keep", "open", "restore"])
def test_what_was_thrown_away_is_neither_written_nor_opened_by_half(written, people, deed):
    first, second = as_each_saw_it(written())
    deeds = {
        "keep": lambda: save_draft(version=second, by=people.editor, sent={"title": Sent("title_sl", "Novo")}),
        "open": lambda: versions.open_version(second.dossier, by=people.editor),
        "restore": lambda: versions.restore(second, by=people.editor),
    }
    versions.discard(first, by=people.representative)

    assert (outcome(deeds[deed]), Dossier.objects.count()) == ("Overtaken", 0)


def test_publishing_a_new_version_against_withdrawing_the_old_leaves_one_truth(written, people):
    old = written(State.PUBLISHED)
    new = versions.open_version(old.dossier, by=people.editor)
    new.content["solution_sl"] = "Zgradili so dva parovoda."
    new.save()
    take(step="submit", version=new, by=people.editor)
    [seen_old], [seen_new] = as_each_saw_it(old, 1), as_each_saw_it(new, 1)

    found = at_once(
        lambda: take(step="publish", version=seen_new, by=people.representative),
        lambda: take(step="withdraw", version=seen_old, by=people.coordinator, comment="Ni res."),
    )

    dossier = Dossier.objects.get(pk=old.dossier_id)
    states = dict(dossier.versions.values_list("number", "state"))
    if found[0] == WON:
        expected, is_public = ([WON, "Overtaken"], {1: State.REPLACED, 2: State.PUBLISHED}), True
    else:
        expected, is_public = (["Refused", WON], {1: State.WITHDRAWN, 2: State.SUBMITTED}), False
    assert ((found, states), dossier.entry.is_published) == (expected, is_public)


def test_of_two_who_open_a_new_version_both_work_on_the_same(written, people):
    dossier = written(State.PUBLISHED).dossier
    first, second = Dossier.objects.get(pk=dossier.pk), Dossier.objects.get(pk=dossier.pk)

    found = at_once(
        lambda: versions.open_version(first, by=people.editor),
        lambda: versions.open_version(second, by=people.representative),
    )

    assert (found, sorted(dossier.versions.values_list("number", flat=True))) == ([WON, WON], [1, 2])


# --- Reviews ---


@pytest.fixture
def asked(written, people):
    """Two reviews of a practice that wait, each with its reviewer."""
    version = written(State.REVIEW)
    due = timezone.localdate() + timedelta(days=9)
    return [
        reviewing.assign(version=version, reviewer=reviewer, due=due, by=people.coordinator)
        for reviewer in (people.reviewer, people.second_reviewer)
    ]


def judged(points):
    return {"scores": dict.fromkeys(CRITERIA, (points, "Dobro.")), "opinion": "Zgledno."}


def test_two_last_reviews_at_once_call_the_third_reviewer_once(asked, people):
    first, second = asked

    found = at_once(
        lambda: reviewing.hand_in(review=first, by=people.reviewer, **judged(4)),
        lambda: reviewing.hand_in(review=second, by=people.second_reviewer, **judged(1)),
    )

    told = Notice.objects.filter(sentence="third_needed", person=people.coordinator).count()
    assert (found, told, reviewing.has_place(first.version)) == ([WON, WON], 1, True)


def test_one_review_handed_in_twice_at_once_is_handed_in_once(asked, people):
    first, _second = asked

    found = at_once(*[lambda: reviewing.hand_in(review=first, by=people.reviewer, **judged(3))] * 2)

    told = Notice.objects.filter(sentence="review_handed_in", person=people.coordinator).count()
    assert (sorted(found), told, first.scores.count()) == (["Overtaken", WON], 1, len(CRITERIA))


def test_the_gate_is_decided_once(asked, people):
    first, second = asked
    reviewing.hand_in(review=first, by=people.reviewer, **judged(3))
    reviewing.hand_in(review=second, by=people.second_reviewer, **judged(3))
    seen = as_each_saw_it(first.version)

    found = at_once(
        lambda: take(
            step="validate", version=seen[0], by=people.coordinator, opinion_sl="Zgledno.", opinion_en="Exemplary."
        ),
        lambda: take(step="not_select", version=seen[1], by=people.administrator, comment="Premalo."),
    )

    version = Version.objects.get(pk=first.version_id)
    assert sorted(found) == ["Overtaken", WON]
    assert version.validated == (found[0] == WON) == (version.state == State.VALIDATED)
    assert version.means["overall"] == 3


def test_deciding_against_the_last_review_counts_it_or_ends_it(asked, people):
    first, second = asked
    reviewing.hand_in(review=first, by=people.reviewer, **judged(1))
    [seen] = as_each_saw_it(first.version, 1)

    found = at_once(
        lambda: reviewing.hand_in(review=second, by=people.second_reviewer, **judged(2)),
        lambda: take(step="not_select", version=seen, by=people.coordinator, comment="Premalo."),
    )

    second.refresh_from_db()
    version = Version.objects.get(pk=first.version_id)
    counted = scoring.means(scoring.judgements_of(version))
    assert (found[1], version.state, version.means) == (WON, State.NOT_SELECTED, counted)
    assert (found[0], second.state) in [(WON, "handed_in"), ("Overtaken", "cancelled")]


def test_two_coordinators_do_not_call_more_reviewers_than_there_are_places(written, people):
    version = written(State.REVIEW)
    seen = as_each_saw_it(version, 3)
    due = timezone.localdate() + timedelta(days=9)
    reviewers = (people.reviewer, people.second_reviewer, people.third_reviewer)

    found = at_once(
        *[
            lambda one=one, reviewer=reviewer: reviewing.assign(
                version=one, reviewer=reviewer, due=due, by=people.coordinator
            )
            for one, reviewer in zip(seen, reviewers, strict=True)
        ]
    )

    assert (sorted(found), version.reviews.count()) == (["Refused", WON, WON], 2)


def test_of_two_who_decide_on_a_suggestion_one_wins(people):
    chapter = make_chapter(people)
    section = sections(chapter.body_sl)[0]
    told = {"field": "body", "language": "sl", "mail_language": "sl", "new": "Nov uvod.", "author": people.member}
    suggestion = suggest(entry=chapter, section=section, **told)

    found = at_once(
        lambda: deciding.accept(suggestion=suggestion, by=people.editor),
        lambda: deciding.decline(suggestion=suggestion, by=people.representative, answer="Ne."),
    )

    accepted = Version.objects.filter(state=State.DRAFT).count()
    assert sorted(found) == ["Overtaken", WON]
    assert Notice.objects.filter(person=people.member).count() == 1
    assert accepted == (found[0] == WON)
