"""What is forgotten and when: sensitive answers, personal data, and people who are erased."""

import datetime as dt

import pytest
from django.utils import timezone

from catalogue.dates import add_months
from catalogue.personal.erasing import forget as erase
from publishing.daily_round import daily_round
from publishing.models import Mail
from tests.factories import make_person
from tests.workshops.coming import comes, make_event, now_of, open_form, states, wishes
from tests.workshops.registering.coming_by_page import ask, link_of, way
from workshops.models import Answer, ChangeRequest, Event, EventMail, Registration
from workshops.organising.mailing import send

pytestmark = pytest.mark.django_db

SECRET = "celiakija"


def ended(form, days):
    """The event was over so many days ago."""
    day = (timezone.localdate() - dt.timedelta(days)).isoformat()
    Event.objects.filter(pk=form.event_id).update(start=day, end=day)


def with_answers(form, **told):
    """A registration of two with a sensitive answer of each, a plain one, and a wish that repeats the sensitive one."""
    diet, shirt = ask(form, sensitive=True, each_person=True), ask(form, "Majica")
    registration = comes(form, 2, **told)
    [companion] = registration.companions.all()
    registration.answers.create(question=diet, value=SECRET)
    registration.answers.create(question=diet, companion=companion, value=SECRET)
    registration.answers.create(question=shirt, value="M")
    proposed = {"companions": [], "answers": [{"person": 0, "question": diet.pk, "value": SECRET}]}
    registration.change_requests.create(proposed=proposed)
    return registration


def found_anywhere(text):
    """In which columns of the tables of registration the text still stands."""
    models = [Registration, Answer, ChangeRequest, Mail]
    return {
        f"{model.__name__}.{field.name}"
        for model in models
        for row in model.objects.all()
        for field in model._meta.concrete_fields
        if text in str(getattr(row, field.attname))
    }


@pytest.mark.parametrize(("days", "left"), [(14, True), (15, False)])
def test_on_the_fifteenth_day_no_sensitive_answer_is_left_anywhere(days, left):
    form = open_form()
    with_answers(form)
    ended(form, days)

    first, failed = daily_round()
    second, _failed = daily_round()

    assert (bool(found_anywhere(SECRET)), failed) == (left, 0)
    assert (first["sensitive answers forgotten"], second["sensitive answers forgotten"]) == (0 if left else 1, 0)
    assert Answer.objects.filter(value="M").count() == 1


def test_an_event_known_to_the_month_keeps_answers_until_two_weeks_after_it():
    form = open_form()
    with_answers(form)
    Event.objects.update(start="2020-05", end="2099-05")

    daily_round()

    assert found_anywhere(SECRET)


@pytest.mark.parametrize(("months", "left"), [(2, True), (1, False)])
def test_personal_data_go_after_the_months_that_were_promised(client, months, left):
    form = open_form(kept_months=months)
    registration = with_answers(form, name="Ana Novak", email="ana@example.org", organisation="Občina Vič")
    link = link_of(registration)
    ended(form, 32)

    first, _failed = daily_round()
    second, _failed = daily_round()

    personal = [found_anywhere(text) for text in ("Novak", "ana@example.org", "Občina Vič", "Spremljevalec")]
    assert any(personal) == left
    assert (first["registrations made anonymous"], second["registrations made anonymous"]) == (0 if left else 1, 0)
    assert client.get(link).status_code == (200 if left else 404)


def test_what_is_anonymous_still_counts():
    form = open_form(kept_months=1)
    registration = with_answers(form, country="SI")
    ended(form, 40)

    daily_round()

    found = now_of(registration)
    assert (found.state, found.held, found.country.code, found.anonymised_at is not None) == (
        "confirmed",
        2,
        "SI",
        True,
    )
    assert (found.companions.count(), found.answers.count(), found.steps.count()) == (1, 0, 3)
    assert set(found.steps.values_list("reason", flat=True)) == {""}


def test_a_person_who_is_erased_leaves_the_place_to_others_without_a_word():
    form = open_form(capacity=2)
    registration, waits = with_answers(form, email="ana@example.org", name="Ana Novak"), comes(form)
    wishes(open_form(), email="ANA@example.org", name="Ana Novak")

    erase(["ana@example.org"])

    assert (found_anywhere("Novak"), found_anywhere("ana@example.org"), found_anywhere(SECRET)) == (set(), set(), set())
    assert states(registration, waits) == ["withdrawn", "offered"]
    assert Registration.objects.count() == 2


def test_a_person_who_is_erased_was_there_all_the_same():
    form = open_form(make_event())
    registration = comes(form, email="ana@example.org")
    Registration.objects.update(state="attended")
    ended(form, 3)

    erase(["ana@example.org"])

    found = now_of(registration)
    assert (found.state, found.held, found.email) == ("attended", 1, "")


def test_whoever_has_another_address_by_now_is_erased_with_the_account():
    person = make_person("nova@example.org")
    registration = comes(open_form(), email="stara@example.org", person=None)
    Registration.objects.update(person=person)

    erase(["nova@example.org"])

    assert now_of(registration).email == ""


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2027-03-31", 1, "2027-02-28"),
        ("2027-01-15", 12, "2026-01-15"),
        ("2027-01-31", 1, "2026-12-31"),
        ("2028-02-29", 36, "2025-02-28"),
    ],
)
def test_months_are_counted_back_in_the_calendar(day, months, expected):
    assert add_months(dt.date.fromisoformat(day), -months).isoformat() == expected


@pytest.mark.parametrize("stage", ["register", "follow_up"])
def test_nothing_sensitive_comes_once_the_event_is_over(client, stage):
    form = open_form()
    question = ask(form, stage=stage, sensitive=True, freezes=True)
    registration = comes(form)
    form.freezes_at = timezone.now()
    form.save()
    ended(form, 15)

    for name in ("change", "follow_up"):
        client.post(way(name, registration), {f"question-{question.pk}-0": SECRET})

    assert (Answer.objects.count(), ChangeRequest.objects.count()) == (0, 0)


def test_what_organisers_wrote_to_somebody_is_forgotten_with_the_registration():
    form = open_form()
    comes(form, email="ana@example.org")
    mail = EventMail.objects.create(event=form.event, subject_sl="Avtobus", body_sl="x")
    mail.audience = {"states": ["confirmed"]}
    mail.save()
    send(mail=mail, form=form)

    erase(["ana@example.org"])

    assert not Mail.objects.filter(to="ana@example.org").exists()


def test_nobody_leaves_an_event_that_is_over(client):
    form = open_form()
    registration = comes(form)
    ended(form, 1)

    client.post(way("withdraw", registration))

    assert states(registration) == ["confirmed"]
