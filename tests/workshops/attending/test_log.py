"""A finished event of a project writes itself into the log of communication."""

import datetime as dt

import pytest
from django.utils import timezone

from projects.models import Activity, Project
from publishing.daily_round import daily_round
from tests.factories import make
from tests.workshops.attending.there import past_form, was_there
from workshops.attending import log
from workshops.attending.guests import Guest
from workshops.attending.steps import undo
from workshops.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make(Project)


def of_project(form, project):
    Event.objects.filter(pk=form.event.pk).update(project=project, languages="sl, en")
    form.event.refresh_from_db()
    return form


def test_everybody_who_was_there_counts_once(project):
    form = of_project(past_form(days=2), project)
    was_there(form, 0, 1, people=3)
    was_there(form, 0)

    assert log.record_event(form.event.pk)

    activity = Activity.objects.get()
    assert (activity.reach, activity.basis, activity.channel) == (4, "counted", "event")
    assert (activity.date, activity.languages) == (form.event.start, ["sl", "en"])


def test_where_nobody_was_checked_in_the_reach_is_not_known(project):
    form = of_project(past_form(), project)

    log.record_event(form.event.pk)

    assert list(Activity.objects.values_list("reach", "basis")) == [(None, "unknown")]


def test_the_daily_round_writes_each_event_once(project):
    of_project(past_form(), project)

    first, second = daily_round()[0], daily_round()[0]

    key = "events in the log of communication"
    assert (first[key], second[key], Activity.objects.count()) == (1, 0, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"project": None},
        {"status": "draft"},
        {"end": (timezone.localdate() + dt.timedelta(2)).isoformat()},
        {"end": ""},
    ],
)
def test_what_is_not_a_finished_public_event_of_a_project_is_not_written(project, fields):
    form = of_project(past_form(), project)
    Event.objects.filter(pk=form.event.pk).update(**fields)

    assert (log.record_event(form.event.pk), log.to_record().count(), Activity.objects.count()) == (False, 0, 0)


def test_a_later_check_in_and_one_taken_back_change_the_reach(project, django_capture_on_commit_callbacks):
    form = of_project(past_form(), project)
    log.record_event(form.event.pk)
    reached = []

    with django_capture_on_commit_callbacks(execute=True):
        registration = was_there(form)
    reached.append(Activity.objects.get().reach)
    with django_capture_on_commit_callbacks(execute=True):
        undo(guest=Guest(registration), day=dt.date.fromisoformat(form.event.start), by=None)
    reached.append(Activity.objects.get().reach)

    assert reached == [1, None]


def test_what_people_wrote_instead_stays(project):
    form = of_project(past_form(), project)
    log.record_event(form.event.pk)
    Activity.objects.update(reach=60, basis="estimated")

    was_there(form)
    log.record_event(form.event.pk)

    assert list(Activity.objects.values_list("reach", "basis")) == [(60, "estimated")]
    assert log.to_record().count() == 0
