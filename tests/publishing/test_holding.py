"""After a restore the outbox is held: nothing goes out until somebody says how."""

from io import StringIO

import pytest
from django.core import mail as sent
from django.core.management import call_command

from publishing import holding, mail, tasks
from publishing.models import Mail
from publishing.tasks import send_mail

pytestmark = pytest.mark.django_db


def write(key="notice:1"):
    return mail.post(key=key, to="ana@example.org", language="sl", subject="Pozdrav", text="Dan", html="")


def release(*arguments):
    said = StringIO()
    call_command("release_mail", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def waiting():
    """One from before the restore, one from after it."""
    before = write()
    holding.hold("mer-1.tar")
    return [before, write("notice:2")]


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_held_does_not_go_out_by_a_job_nor_by_the_round(waiting, jobs):
    with jobs():
        found = [send_mail.func(one.pk) for one in waiting], mail.send_due()

    assert (found[1], states(), sent.outbox) == ((0, 0), ["waiting", "waiting"], [])


def test_the_command_says_what_is_held_and_since_when(waiting):
    said = release()

    assert said.splitlines()[0].endswith(" mails are held, after mer-1.tar was restored.")
    assert said.splitlines()[1] == "2 wait. With --send they go out, with --drop they are given up."


def test_released_mails_go_out(waiting, jobs):
    with jobs():
        said = release("--send")

    assert (said, states(), len(sent.outbox)) == ("Handed on: 2.\n", ["sent", "sent"], 2)


def test_dropped_mails_are_given_up_and_those_that_come_go_out(waiting, jobs, monkeypatch):
    told = []
    monkeypatch.setattr(tasks, "FOLLOWERS", [lambda one, refusal: told.append((one.state, refusal))])

    with jobs():
        said = release("--drop")
        write("notice:3")

    assert (said, states()) == ("Given up: 2.\n", ["failed", "failed", "sent"])
    assert told == [("failed", None), ("failed", None), ("sent", None)]
    assert {one.error for one in Mail.objects.filter(state="failed")} == {
        "Po obnovitvi opuščeno: morda je bilo poslano že prej."
    }


@pytest.mark.parametrize("arguments", [[], ["--send"], ["--drop"]])
def test_where_nothing_is_held_nothing_is_done(arguments):
    write()

    assert (release(*arguments), states()) == ("No mails are held.\n", ["waiting"])
