"""Two people press at once: one comment, one step, one adoption; the other is told."""

import pytest
from django.core.files.base import ContentFile

from plans.consulting import answering, calls, commenting
from plans.delivery import publishing
from plans.life import taking
from plans.models import ActionPlan, Adoption, Call, Contribution, StageStep
from publishing import versions
from publishing.versions import leading_of
from publishing.workflow import take
from tests.plans.consulting.talking import TOLD, adopt, answered, decision, open_consultation, over, said
from tests.plans.delivery.reporting import adopted_plan, draft, ongoing
from tests.plans.planning import publish_plan
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = pytest.mark.django_db(transaction=True)

REASONS = {"sl": "Ni denarja."}


def test_two_comments_sent_at_once_are_one(people):
    call = open_consultation(people)

    found = at_once(*[lambda: commenting.say(call=call, **TOLD | {"relation": "", "row_key": ""})] * 2)

    assert (found, Contribution.objects.count()) == ([WON, WON], 1)


def test_a_comment_confirmed_twice_at_once_waits_once(people):
    comment = said(open_consultation(people), Contribution.State.UNCONFIRMED)
    seen = []

    at_once(*[lambda: seen.append(commenting.confirm(comment.pk))] * 2)

    assert sorted(seen) == [False, True]


def test_of_two_who_open_a_consultation_one_wins(people):
    version = publish_plan(people)

    found = at_once(*[lambda: open_consultation(people, version)] * 2)

    assert sorted(found) == ["Overtaken", WON]
    assert (Call.objects.count(), StageStep.objects.count()) == (1, 1)


def test_of_dropping_and_adopting_at_once_one_wins(people):
    version = publish_plan(people)

    found = at_once(
        lambda: taking.take(step="drop", dossier=version.dossier, by=people.representative, reasons=REASONS),
        lambda: adopt(people, version, by=people.coordinator),
    )

    stage = ActionPlan.objects.get().stage
    assert (found[0], stage) == (WON, "dropped")
    assert Adoption.objects.count() == (found[1] == WON)


def test_of_two_who_record_the_same_adoption_one_wins(people):
    version = publish_plan(people)
    files = [ContentFile(decision().read(), "sklep.pdf") for _one in range(2)]

    found = at_once(*[lambda file=file: adopt(people, version, document=file) for file in files])

    assert (sorted(found), Adoption.objects.count()) == (["Overtaken", WON], 1)


def test_two_rounds_at_once_end_a_consultation_once(people):
    call = over(open_consultation(people))
    ended = []

    at_once(*[lambda: ended.append(calls.end_now(call.pk))] * 2)

    assert sorted(ended) == [False, True]
    assert StageStep.objects.filter(step="end_consultation").count() == 1


def test_answers_published_twice_at_once_are_mailed_once(people):
    comment = said(open_consultation(people), Contribution.State.SHOWN)
    answered(people, comment, public=False)
    counts = []

    at_once(
        *[lambda: counts.append(answering.publish_answers(call=comment.call, by=people.representative))] * 2,
    )

    assert sorted(counts) == [0, 1]


def test_of_two_who_answer_the_same_comment_the_second_reads_the_first(people):
    comment = said(open_consultation(people), Contribution.State.SHOWN)
    seen = answering.mark_of(comment)
    told = {"comment": comment, "position": "not", "answer_en": "", "seen": seen}

    found = at_once(
        lambda: answering.answer(by=people.editor, answer_sl="Prvi.", **told),
        lambda: answering.answer(by=people.representative, answer_sl="Drugi.", **told),
    )

    comment.refresh_from_db()
    assert sorted(found) == ["Overtaken", WON]
    assert comment.answer_sl == ("Prvi.", "Drugi.")[found.index(WON)]


def test_of_two_who_publish_the_same_report_one_wins(people):
    report = draft(people, adopted_plan(people), actions=[ongoing()])

    found = at_once(*[lambda: publishing.publish(report=report, by=people.representative)] * 2)

    assert sorted(found) == ["Overtaken", WON]
    assert StageStep.objects.filter(step="begin_delivery").count() == 1


def test_publishing_and_opening_a_consultation_at_once_never_change_what_is_commented_on(people):
    version = publish_plan(people)
    opened = versions.open_version(version.dossier, by=people.editor)
    opened.content |= {"title_en": "Second"}
    opened.save()
    opened = take(step="submit", version=opened, by=people.editor)

    at_once(
        lambda: open_consultation(people, version),
        lambda: take(step="publish", version=opened, by=people.coordinator),
    )

    assert Call.objects.get().version == leading_of(version.dossier)
