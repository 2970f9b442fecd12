"""Issues of newsletters that write themselves into the log of communication of their project."""

import datetime as dt

import pytest
from django.utils import timezone

from projects.communication.issues import record_issue, to_record
from projects.models import Activity, ProjectLetter
from publishing.letters.sending import follow
from publishing.models import Delivery, Issue
from tests.projects.communication.told import project_of
from tests.publishing.letters import make_issue, make_letter, make_subscriber

pytestmark = pytest.mark.django_db

SENT_AT = dt.datetime(2027, 11, 1, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def issue(people):
    """It came to two in Slovenian; of one in English it is not known."""
    letter = make_letter()
    ProjectLetter.objects.create(project=project_of(people.own), letter=letter, audiences=["sme", "media"])
    issue = make_issue(letter, state=Issue.State.SENT, finished_at=SENT_AT)
    for language, state in (("sl", "sent"), ("sl", "sent"), ("sl", "bounced"), ("en", "posted")):
        subscriber = make_subscriber(letter, f"{language}-{Delivery.objects.count()}@example.org", language=language)
        issue.deliveries.create(subscriber=subscriber, language=language, state=state)
    return issue


def test_it_is_written_once_with_those_whom_it_came_to(issue):
    follow(issue)
    follow(issue)

    activity = Activity.objects.get()
    told = (activity.channel, activity.date, activity.title_en, activity.audiences, activity.languages)
    assert told == ("newsletter", "2027-11-01", "The November issue", ["sme", "media"], ["sl"])
    assert (activity.reach, activity.basis) == (2, "counted")


def test_mail_that_comes_back_later_is_taken_off_by_the_round(issue):
    follow(issue)
    issue.deliveries.filter(state="posted").update(state="sent")
    issue.deliveries.filter(pk=issue.deliveries.filter(language="sl", state="sent").first().pk).update(state="bounced")

    assert [record_issue(one.pk) for one in to_record()] == [True]
    activity = Activity.objects.get()
    assert (activity.reach, activity.languages, [*to_record()]) == (2, ["en", "sl"], [])


def test_an_issue_of_the_portal_itself_is_of_no_project(issue):
    ProjectLetter.objects.all().delete()

    follow(issue)

    assert (Activity.objects.count(), [*to_record()]) == (0, [])
