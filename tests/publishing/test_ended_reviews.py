"""Who is told when a review ends before it was handed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing import reviewing, versions
from publishing.models import Mail, Notice
from publishing.states import State
from publishing.workflow import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(written, people):
    version = written(State.REVIEW)
    due = timezone.localdate() + timedelta(days=20)
    return reviewing.assign(version=version, reviewer=people.reviewer, due=due, by=people.coordinator)


def told(person, sentence="review_cancelled"):
    return person.notices.filter(sentence=sentence)


def test_a_reviewer_is_told_when_the_review_is_cancelled(review, people, client):
    reviewing.cancel(review=review, by=people.coordinator)

    notice = told(people.reviewer).get()
    client.force_login(people.reviewer)
    assert client.get(notice.address).status_code == 200
    assert (notice.kind, notice.values["title_sl"]) == (Notice.Kind.REVIEW, "Skupna para")
    assert Mail.objects.filter(key=f"notice:{notice.pk}", to=people.reviewer.email).count() == 1


def test_the_notice_names_the_version_that_was_reviewed_and_no_newer_draft(review, people):
    draft = versions.open_version(review.version.dossier, by=people.editor)
    draft.content["title_sl"] = "Še ni javno"
    draft.save()
    versions.keep_title(draft.dossier, draft.content)

    reviewing.cancel(review=review, by=people.coordinator)

    assert told(people.reviewer).get().values["title_sl"] == "Skupna para"


@pytest.mark.parametrize(("step", "who"), [("not_select", "coordinator"), ("withdraw", "representative")])
def test_a_step_that_ends_the_review_tells_who_was_asked(review, people, step, who):
    take(step=step, version=review.version, by=getattr(people, who), comment="Ni več potrebno.")

    review.refresh_from_db()
    assert (review.state, told(people.reviewer).count()) == ("cancelled", 1)


def test_a_newer_version_tells_who_was_asked_for_the_older(review, people):
    versions.replace(review.version, people.representative)

    review.refresh_from_db()
    assert (review.state, told(people.reviewer).count()) == ("cancelled", 1)


def test_who_has_refused_or_was_cancelled_before_hears_nothing_more(review, people):
    reviewing.refuse(review=review, by=people.reviewer, reason="Ne utegnem.")

    take(step="withdraw", version=review.version, by=people.representative, comment="Ni več res.")

    assert told(people.reviewer).count() == 0
