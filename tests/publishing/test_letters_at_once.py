"""Two coordinators press *Send* at once: the issue begins once, and nobody gets two copies."""

import time
from functools import partial
from threading import Event

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.models import Practice
from partners.models import User
from publishing.letters import editing, sending
from publishing.letters.issue_forms import TextForm
from publishing.models import Delivery, Issue, Mail
from tests.factories import make, make_person
from tests.publishing.letters import make_issue, make_letter, make_subscriber
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_press_at_once_one_begins():
    letter = make_letter()
    make(Practice, title_sl="Skupna para", title_en="Shared steam")
    issue, begun = make_issue(letter), []
    for number in range(3):
        make_subscriber(letter, f"oseba{number}@example.org")

    at_once(*[lambda: begun.append(sending.start(issue.pk))] * 2)
    sending.send_batch.call(issue.pk)

    assert (sorted(begun), Delivery.objects.count(), Mail.objects.count()) == ([False, True], 3, 3)


def test_a_text_that_is_kept_at_once_with_a_step_does_not_undo_the_step(monkeypatch):
    make_person("vodja@example.org", "Coordinators")
    issue, now = make_issue(make_letter(), Issue.State.DRAFT), timezone.now()
    Issue.objects.filter(pk=issue.pk).update(tested_at=now)
    fields = {"since": "2026-11-01T08:00", "subject_sl": "Nova", "subject_en": "New"}
    reading = Event()
    monkeypatch.setattr(TextForm, "save", slowly(TextForm.save, reading))

    def keep():
        client = Client()
        client.force_login(User.objects.get())
        client.post(reverse("issue_text", args=[issue.pk]), fields | {"seen": issue.changed_at.isoformat()})

    def step():
        reading.wait(5)
        editing.make_ready(issue.pk, None)

    found = at_once(keep, step)

    issue.refresh_from_db()
    assert (found, issue.state, issue.subject_sl) == ([WON, "Refused"], "draft", "Nova")


def slowly(save, begun):
    def saved(form):
        begun.set()
        time.sleep(0.3)
        save(form)

    return saved


@pytest.mark.parametrize("name", ["subscribe", "follow"])
def test_who_asks_at_once_in_two_languages_is_answered_then_and_later(name):
    address = reverse("subscribe", args=[make_letter().slug]) if name == "subscribe" else reverse("follow") + "?q=voda"

    def ask(language):
        answer = Client().post(address, {"email": "ana@example.org", "language": language, "consent": "on"})
        assert answer.status_code == 302

    found = [at_once(partial(ask, "sl"), partial(ask, "en")) for _time in range(2)]

    assert found == [[WON] * 2] * 2
    assert Mail.objects.filter(to="ana@example.org").count() == 4
