"""A job whose worker was killed is done after all, once; what may not be done twice is given up and told of."""

import datetime as dt
import re
import uuid
from pathlib import Path
from unittest.mock import patch

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalogue.jobs import may_run_twice
from mer_portal.backup import settling
from mer_portal.nodes import watching
from publishing import lost_jobs
from publishing.daily_round import daily_round
from publishing.models import Mail
from tests.conftest import work_off
from tests.publishing.test_two_at_once import at_once, standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = pytest.mark.django_db
READY, RUNNING, FAILED = TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED
DONE = []
UNMET = """
from django_tasks import task
from catalogue.jobs import may_run_twice

@may_run_twice()
@task()
def unmet(name):
    pass
"""


@may_run_twice(minutes=4)
@task()
def harmless(name):
    DONE.append(name)


@task()
def delicate(name):
    DONE.append(name)


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()


def begun(kind, minutes, tries=1):
    """A job that a worker began so many minutes ago, and never ended."""
    job = DBTaskResult.objects.get(pk=kind.enqueue("it").id)
    for number in range(tries):
        job.claim(f"worker {number}")
    DBTaskResult.objects.filter(pk=job.pk).update(started_at=timezone.now() - dt.timedelta(minutes=minutes))
    return job


def state(job):
    job.refresh_from_db()
    return job.status


@pytest.mark.parametrize(
    ("kind", "minutes", "tries", "becomes"),
    [
        (harmless, 13, 1, RUNNING),
        (harmless, 15, 1, READY),
        (harmless, 15, 2, READY),
        (harmless, 15, 3, FAILED),
        (delicate, 15, 1, RUNNING),
        (delicate, 71, 1, FAILED),
    ],
)
def test_a_job_is_lost_when_it_runs_longer_than_it_may(kind, minutes, tries, becomes):
    job = begun(kind, minutes, tries)

    lost_jobs.bring_back_all()

    assert state(job) == becomes


def test_the_job_of_a_killed_worker_is_done_within_fifteen_minutes_and_once():
    begun(harmless, 14.5)

    with patch.object(watching, "close_old_connections"):
        watching.look(watching.JOBS_EVERY)
    work_off()
    lost_jobs.bring_back_all()
    work_off()

    assert DONE == ["it"]
    assert watching.EVERY * watching.JOBS_EVERY <= 60


def test_the_daily_round_brings_it_back_too():
    job = begun(harmless, 15)

    done, failed = daily_round()

    assert (done["jobs of killed workers brought back"], failed, state(job)) == (1, 0, READY)


def test_administrators_are_told_once_of_what_may_have_been_done_in_part(admin):
    job = begun(delicate, 71)

    lost_jobs.bring_back_all()
    lost_jobs.bring_back_all()
    work_off()

    [mail] = Mail.objects.all()
    assert (mail.to, DONE, state(job)) == (admin.email, [], FAILED)


def test_a_restored_portal_begins_anew_what_ran_when_the_backup_was_made():
    jobs = begun(harmless, 0), begun(delicate, 0)

    settling.begin_jobs_anew()

    assert [state(job) for job in jobs] == [READY, FAILED]


@pytest.mark.django_db(transaction=True)
def test_two_that_find_a_job_lost_bring_it_back_once():
    job, found = begun(harmless, 15), []

    at_once(*[lambda: found.append(lost_jobs.bring_back(job.pk))] * 2)

    assert (sorted(found), state(job)) == ([False, True], READY)


def test_a_job_that_its_worker_ended_meanwhile_is_left_alone():
    job = begun(harmless, 15)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)

    assert (lost_jobs.bring_back(job.pk), lost_jobs.bring_back(uuid.uuid4())) == (False, False)


def test_of_every_task_of_the_portal_it_is_said():
    """One that may not be done twice would be named here, with its reason."""
    rooms = [path for path in Path().rglob("*.py") if path.parts[0] not in (".venv", "tests")]
    silent = re.compile(r"(?<!\))\n@task\(")

    assert [str(path) for path in rooms if silent.search(path.read_text())] == []


def test_a_task_that_this_process_has_not_met_yet_is_looked_up(tmp_path, monkeypatch):
    (tmp_path / "unmet.py").write_text(UNMET)
    monkeypatch.syspath_prepend(tmp_path)
    job = begun(harmless, 15)
    DBTaskResult.objects.update(task_path="unmet.unmet")

    lost_jobs.bring_back_all()

    assert state(job) == READY


def test_a_task_that_is_no_more_is_given_up_in_the_end():
    job = begun(harmless, 71)
    DBTaskResult.objects.update(task_path="no.such.task")

    lost_jobs.bring_back_all()

    assert state(job) == FAILED
