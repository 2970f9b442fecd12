"""Long computations: handed on, watched, cancelled, and never twice."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tools.asking.base import Trouble
from tools.data.computing import fingerprint, is_current
from tools.methods import MethodError
from tools.models import Work
from tools.questions.registry import QUESTIONS
from tools.work import actions, background

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

GAP = QUESTIONS["gap"]


@pytest.fixture
def long(monkeypatch):
    """Every computation belongs into the background."""
    monkeypatch.setattr(type(GAP), "is_long", lambda self, inputs: True)
    monkeypatch.setattr(background, "LOOK_AGAIN", 0)


def computing(monkeypatch, deed):
    """What is done in the middle of the computation."""
    original = type(GAP).compute

    def compute(self, inputs, progress):
        deed()
        progress(0.5)
        return original(self, inputs, progress)

    monkeypatch.setattr(type(GAP), "compute", compute)


def hand_on(client, work):
    return client.post(work.result_address)


def test_a_long_computation_is_handed_on_and_done_by_the_worker(client, begin, long, jobs):
    work = begin()

    with jobs():
        response = hand_on(client, work)
        work.refresh_from_db()
        waiting = work.job, work.results

    work.refresh_from_db()
    assert response["Location"] == work.result_address
    assert waiting == ("waiting", None)
    assert (work.job, is_current(work)) == ("", True)


def test_while_it_waits_the_page_shows_a_bar_and_asks_again(client, begin, long):
    work = begin()
    hand_on(client, work)

    page = client.get(work.result_address).content.decode()
    part = client.get(reverse("work_progress", args=[work.token])).content.decode()

    assert page.count("<progress") == 1
    assert page.count('<meta http-equiv="refresh" content="3">') == 1
    assert part.count('data-hx-trigger="every 1s"') == 1


def test_when_it_is_done_the_page_leads_to_the_result(client, begin):
    work = actions.compute(work=begin())

    part = client.get(reverse("work_progress", args=[work.token])).content.decode()

    assert (part.count("<progress"), part.count(f'href="{work.result_address}"')) == (0, 1)


def test_pressing_twice_hands_on_once(client, begin, long, django_capture_on_commit_callbacks):
    work = begin()

    with django_capture_on_commit_callbacks() as handed:
        hand_on(client, work)
        hand_on(client, work)

    assert len(handed) == 1


def test_what_waits_is_cancelled_and_never_begun(client, begin, long, jobs):
    work = begin()

    with jobs():
        hand_on(client, work)
        client.post(work.result_address, {"do": "cancel"})

    work.refresh_from_db()
    assert (work.job, work.results) == ("cancelled", None)
    assert client.get(work.result_address).content.decode().count("The computation was cancelled.") == 1


def test_what_runs_is_cancelled_at_its_next_step(client, begin, long, jobs, monkeypatch):
    work = begin()
    computing(monkeypatch, lambda: background.cancel(work=work))

    with jobs():
        hand_on(client, work)

    work.refresh_from_db()
    assert (work.job, work.results) == ("cancelled", None)


def test_progress_is_noted(begin, long, monkeypatch):
    work, seen = begin(), []
    original = background.Progress.__call__
    monkeypatch.setattr(
        background.Progress,
        "__call__",
        lambda self, share: (original(self, share), seen.append(Work.objects.get().progress))[0],
    )
    computing(monkeypatch, lambda: None)
    of = fingerprint(work)
    Work.objects.update(job="waiting", job_of=of)

    background.compute_work.call(work.pk, of)

    assert 0.5 in seen


def test_data_changed_in_the_meantime_are_not_computed_as_the_old_ones(begin, long):
    work = begin()
    of = fingerprint(work)
    Work.objects.update(job="waiting", job_of=of)
    actions.change(work=work, options={"population": 5})

    background.compute_work.call(work.pk, of)

    work.refresh_from_db()
    assert (work.job, work.results) == ("cancelled", None)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MethodError("times", "zero_time", "times must not be 0."), "A travel time is 0. Write at least 1 minute."),
        (Trouble(((), "Add a centre.")), "Add a centre."),
        (RuntimeError("broken"), ""),
    ],
)
def test_a_computation_that_fails_says_why(client, begin, long, jobs, monkeypatch, error, message):
    work = begin()

    def fail():
        raise error

    computing(monkeypatch, fail)
    with jobs():
        hand_on(client, work)

    work.refresh_from_db()
    page = client.get(work.result_address).content.decode()
    assert (work.job, work.message) == ("failed", message)
    assert page.count(message or "The computation failed.") >= 1


def test_work_that_nobody_touched_for_ninety_days_is_forgotten(begin):
    old, new = begin(), begin()
    Work.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=91))

    call_command("daily_round", verbosity=0)

    assert list(Work.objects.all()) == [new]


def test_every_option_of_every_analysis_has_a_valid_default():
    for analysis in QUESTIONS.values():
        form = analysis.Options(analysis.defaults())
        assert form.is_valid(), (analysis.key, form.errors)
