"""What participants are told: a mail for each step, in their language, once."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from publishing.daily_round import daily_round
from publishing.models import Notice
from publishing.refusals import Overtaken
from tests.workshops.coming import comes, now_of, open_form, states, wishes
from tests.workshops.registering.coming_by_page import link_in, link_of, mails_to
from workshops.models import Registration, RegistrationForm
from workshops.registering import telling
from workshops.registering.steps import accept, approve, decline, lapse, reject, restore, withdraw
from workshops.registering.tasks import end_offer

pytestmark = pytest.mark.django_db


def subjects(registration):
    """Without the title of the event, the oldest first."""
    title = registration.form.event.title_sl if registration.language == "sl" else registration.form.event.title_en
    return [mail.subject.replace(title, "X") for mail in mails_to(registration.email)]


def waiter(form, **told):
    holder = comes(form)
    registration = comes(form, **told)
    return holder, registration


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sl", ["Potrdite prijavo: X", "Na čakalni listi (1.): X", "Prosto mesto do", "Potrjeno: X", "Odjava: X"]),
        ("en", ["Confirm your registration: X", "On the waiting list (first): X", "A place", "Confirmed: X", "Withdr"]),
    ],
)
def test_each_step_is_told_in_the_language_of_the_registration(language, expected):
    form = open_form(capacity=1)
    holder, registration = waiter(form, language=language)
    withdraw(registration=holder)
    accept(registration=now_of(registration))
    withdraw(registration=now_of(registration))

    found = subjects(registration)

    assert [told.startswith(start) for told, start in zip(found, expected, strict=True)] == [True] * 5


def test_under_consideration_approved_refused_and_taken_back_are_told():
    form = open_form(approval=True)
    registration = comes(form)
    reject(registration=registration, by=None, reason="Samo za partnerje.")
    restore(registration=now_of(registration), by=None, reason="Pomota")
    other = comes(form)
    approve(registration=other, by=None)

    assert [told.partition(":")[0] for told in subjects(registration)] == [
        "Potrdite prijavo",
        "V presoji",
        "Prijava ni sprejeta",
        "Potrjeno",
    ]
    assert "Samo za partnerje." in mails_to(registration.email)[2].text
    assert [told.partition(":")[0] for told in subjects(other)][-1] == "Potrjeno"


def test_a_declined_and_a_lapsed_offer_are_told():
    form = open_form(capacity=1)
    holder, declines = waiter(form)
    lapses = comes(form)
    withdraw(registration=holder)
    decline(registration=now_of(declines))
    Registration.objects.filter(pk=lapses.pk).update(offer_until=timezone.now())
    lapse(lapses.pk)

    assert [subjects(one)[-1] for one in (declines, lapses)] == ["Odjava: X", "Ponudba je potekla: X"]


def test_every_mail_leads_to_the_own_page_and_says_whom_to_ask():
    form = open_form(capacity=1, contact="Ana, ana@example.org")
    _holder, registration = waiter(form)

    for mail in mails_to(registration.email):
        assert (link_in(mail), "Ana, ana@example.org" in mail.text, link_of(registration) in mail.html) == (
            link_of(registration),
            True,
            True,
        )


def test_a_step_taken_twice_tells_nothing():
    registration = comes(open_form())
    withdraw(registration=registration)
    before = len(mails_to(registration.email))

    with pytest.raises(Overtaken):
        withdraw(registration=now_of(registration))

    assert len(mails_to(registration.email)) == before


def test_the_calendar_goes_along_with_what_changes_it():
    form, asked = open_form(capacity=1), []
    with patch.object(telling, "invitation", lambda registration, method: asked.append(method) or method):
        holder, waits = waiter(form)
        withdraw(registration=waits)
        withdraw(registration=now_of(holder))

    assert asked == ["REQUEST", "CANCEL"]
    assert [mail.calendar for mail in mails_to(holder.email)] == ["", "REQUEST", "CANCEL"]
    assert {mail.calendar for mail in mails_to(waits.email)} == {""}


def test_an_offer_names_its_end_as_the_clocks_at_the_event_show_it():
    form = open_form(capacity=1)
    RegistrationForm.objects.update(promotes_until=dt.datetime(2027, 11, 1, 8, tzinfo=dt.UTC), offer_hours=240)
    holder, registration = waiter(form)
    with patch("workshops.registering.queue.offer_until", lambda form: dt.datetime(2027, 11, 1, 8, tzinfo=dt.UTC)):
        withdraw(registration=holder)

    [mail] = [mail for mail in mails_to(registration.email) if mail.subject.startswith("Prosto mesto")]
    assert "9.00" in mail.subject.replace("9:00", "9.00").replace("09.00", "9.00")


# --- At its moment ---


def test_an_offer_plans_its_own_end(jobs):
    form = open_form(capacity=1)
    with jobs():
        holder, registration = waiter(form)
        withdraw(registration=holder)

    [job] = DBTaskResult.objects.filter(task_path=end_offer.module_path)
    assert (job.run_after, job.args_kwargs["args"]) == (now_of(registration).offer_until, [registration.pk])


def test_the_job_of_an_offer_that_was_taken_does_nothing():
    form = open_form(capacity=1)
    holder, registration = waiter(form)
    withdraw(registration=holder)
    accept(registration=now_of(registration))

    end_offer.call(registration.pk), end_offer.call(registration.pk + 1)

    assert states(registration) == ["confirmed"]


def test_the_daily_round_ends_what_no_worker_ended_and_does_it_once():
    form = open_form(capacity=1)
    holder, registration = waiter(form)
    following = comes(form)
    withdraw(registration=holder)
    Registration.objects.filter(pk=registration.pk).update(offer_until=timezone.now())

    first, second = daily_round()[0]["offers lapsed"], daily_round()[0]["offers lapsed"]

    assert (first, second, states(registration, following)) == (1, 0, ["withdrawn", "offered"])


# --- Organisers ---


@pytest.mark.parametrize(("frozen", "told"), [(False, 0), (True, 1)])
def test_organisers_hear_of_who_leaves_once_things_are_settled(coordinator, frozen, told):
    past = timezone.now() - dt.timedelta(hours=1)
    registration = comes(open_form(freezes_at=past if frozen else None))

    withdraw(registration=registration)

    assert Notice.objects.filter(person=coordinator, sentence="registration_withdrawn_late").count() == told


def test_organisers_hear_of_what_they_have_to_decide_and_read_no_name(coordinator):
    registration = comes(open_form(approval=True), name="Ana Novak")

    [notice] = Notice.objects.filter(person=coordinator)
    assert (notice.sentence, "Novak" in str(notice.values), registration.state) == (
        "registration_to_decide",
        False,
        "pending",
    )


def test_nobody_is_told_of_an_address_that_is_not_proven(coordinator):
    wishes(open_form(approval=True))

    assert not Notice.objects.exists()
