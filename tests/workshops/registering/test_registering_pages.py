"""Somebody registers: the form, the same answer to everybody, the link of the mail that only a button makes count."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from partners.models import Partner
from publishing.daily_round import daily_round
from publishing.models import Mail
from tests.factories import make, make_person
from tests.workshops.coming import comes, make_event, open_form, states
from tests.workshops.registering.coming_by_page import (
    answers_of,
    ask,
    link_in,
    link_of,
    mails_to,
    newest,
    page_of,
    send,
    words,
)
from workshops.models import Occurrence, Registration

pytestmark = pytest.mark.django_db

OTHER = {"email": "eva@example.org"}


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def all_states():
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


# --- The form ---


def test_a_registration_is_kept_as_it_was_sent(client):
    form = open_form(most_party=3, capacity=10)
    diet, shirt = ask(form, each_person=True, required=True), ask(form, "Majica", kind="yes_no")

    send(
        client,
        form,
        **{f"question-{diet.pk}-0": "brez mesa", f"question-{shirt.pk}-0": "no"},
        **{"companion-2": "Bine", f"question-{diet.pk}-2": "vse", "least": "1"},
    )

    found = newest()
    assert (found.name, found.organisation, found.country.code) == ("Ana Novak", "Občina Vič", "SI")
    assert (found.seats, found.seats_least, found.consent, found.language) == (2, 1, "2026-11", "sl")
    assert answers_of(found) == [
        ("Prehrana", "", "brez mesa"),
        ("Prehrana", "Bine", "vse"),
        ("Majica", "", False),
    ]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "ana"}, "email"),
        ({"consent": ""}, "consent"),
        ({"country": "XX"}, "country"),
        ({"least": "3"}, "least"),
        ({"least": "ena"}, "least"),
        ({"companion-1": "Bine"}, "question-{pk}-1"),
        ({"question-{pk}-1": "vse"}, "companion-1"),
        ({"question-{pk}-0": ""}, "question-{pk}-0"),
        ({"name": "a\0b"}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_above(client, told, field):
    form = open_form(most_party=4, capacity=10)
    pk = ask(form, each_person=True, required=True).pk
    told = {"question-{pk}-0": "vse"} | told

    response = send(client, form, **{name.format(pk=pk): value for name, value in told.items()})

    assert (list(response.context["form"].errors), all_states()) == ([field.format(pk=pk)], [])
    assert f'href="#id_{field.format(pk=pk)}' in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "vse", "vse"),
        ("long", "vse\nrazen rib", "vse\nrazen rib"),
        ("choice", "a", "a"),
        ("choice", "c", None),
        ("several", ["a", "b"], ["a", "b"]),
        ("yes_no", "yes", True),
        ("number", "1,5", 1.5),
        ("number", "ena", None),
        ("date", "2027-03-28", "2027-03-28"),
        ("date", "31. 2. 2027", None),
        ("country", "SI", "SI"),
        ("country", "XX", None),
    ],
)
def test_each_kind_of_question_keeps_its_value_or_refuses_it(client, kind, typed, kept):
    form = open_form()
    question = ask(form, kind=kind, choices=[{"key": key, "sl": key, "en": key} for key in "ab"])

    send(client, form, **{f"question-{question.pk}-0": typed})

    assert [value for _label, _who, value in (answers_of(newest()) if all_states() else [])] == (
        [] if kept is None else [kept]
    )


def test_a_kept_answer_is_shown_in_words(client):
    form = open_form()
    question = ask(form, kind="several", choices=[{"key": "a", "sl": "ribe", "en": "fish"}])
    registration = comes(form)
    registration.answers.create(question=question, value=["a"])

    assert "Prehrana ribe" in words(client.get(link_of(registration)))


def test_the_form_names_the_months_that_data_are_kept(client):
    page = words(client.get(page_of(open_form(kept_months=7))))

    assert (" 7 " in page, " 14 " in page) == (True, True)


def test_companions_that_take_no_place_ask_for_none(client):
    form = open_form(most_party=3, companions_count=False, capacity=1)

    send(client, form, **{"companion-1": "Bine"})

    assert (newest().seats, newest().companions.count()) == (1, 1)


# --- When one may register ---


@pytest.mark.parametrize(
    ("fields", "button"),
    [
        ({}, True),
        ({"opens_at": 1}, False),
        ({"opens_at": -2, "closes_at": -1}, False),
    ],
)
def test_the_form_is_there_while_it_is_open(client, fields, button):
    days = {name: timezone.now() + dt.timedelta(number) for name, number in fields.items()}
    form = open_form(**days)

    assert ("consent" in client.get(page_of(form)).content.decode()) == button


def test_a_registration_that_comes_too_late_is_refused_as_it_was_typed(client):
    form = open_form(closes_at=timezone.now() - dt.timedelta(minutes=1))

    response = send(client, form)

    assert (response.status_code, all_states()) == (409, [])
    assert 'value="Ana Novak"' in response.content.decode()


def test_nobody_registers_for_a_cancelled_event(client):
    form = open_form()
    told = {"cancel_reason_sl": "Predavatelj je zbolel.", "cancelled_at": timezone.now()}
    Occurrence.objects.create(event=form.event, uid="event-1@example.org", **told)

    response = send(client, form)

    assert (response.status_code, all_states()) == (409, [])
    assert "Predavatelj je zbolel." in words(client.get(page_of(form)))


@pytest.mark.parametrize("fields", [{"start": "2099-05", "end": "2099-05"}, {"published": False}, {"in_days": -3}])
def test_without_a_day_or_a_public_event_to_come_there_is_no_form(client, fields):
    form = open_form(make_event(**fields))

    assert client.get(page_of(form)).status_code == 404
    assert send(client, form).status_code == 404


# --- The same answer to everybody ---


def test_one_address_and_two_forms_make_one_registration_and_one_answer(client):
    form = open_form()
    comes(form, email="ana@example.org")

    known, new = send(client, form, email="ANA@example.org"), send(client, form, **OTHER)

    told = [(answer.status_code, answer.url, words(client.get(answer.url))) for answer in (known, new)]
    assert told[0] == told[1]
    assert form.registrations.of_address("ana@example.org").count() == 1
    assert mails_to()[-1].subject.startswith("S tem naslovom ste že prijavljeni")


def test_the_mail_to_a_known_address_leads_to_its_registration(client):
    form = open_form()
    registration = comes(form, email="ana@example.org")

    send(client, form)

    assert link_in(mails_to()[-1]) == link_of(registration)


def test_one_form_sent_twice_makes_one_registration_and_one_mail(client):
    form = open_form()

    answers = [send(client, form, once="abc") for _time in range(2)]

    assert {answer.url for answer in answers} == {reverse("event_registration_sent", args=[form.event.slug])}
    assert (all_states(), len(mails_to())) == (["unverified"], 1)


def test_a_mailbox_gets_no_more_than_ten_mails_a_day(client):
    form = open_form()

    codes = [send(client, form, name=f"Ana {number}").status_code for number in range(11)]

    assert (codes[:10], codes[10]) == ([302] * 10, 429)


# --- Proving the address ---


def test_only_the_button_proves_the_address_and_only_once(client):
    form = open_form(capacity=5)
    send(client, form)
    link, found = link_in(mails_to()[0]), [all_states()]

    for method in (client.get, client.head, client.post, client.post, client.get):
        assert method(link).status_code in (200, 302)
        found.append([*all_states(), newest().steps.count(), len(mails_to())])

    assert found == [["unverified"], *[["unverified", 1, 1]] * 2, *[["confirmed", 3, 2]] * 3]


def test_an_unproven_address_takes_no_seat(client):
    form = open_form(capacity=1)
    send(client, form)

    form.refresh_from_db()
    assert (form.taken, states(comes(form))) == (0, ["confirmed"])


def test_a_link_dies_after_seven_days_and_its_row_after_thirty(client):
    form, found = open_form(), []
    send(client, form)
    registration = newest()

    for days in (6, 8, 29, 31):
        Registration.objects.update(created_at=timezone.now() - dt.timedelta(days))
        daily_round()
        found.append((client.get(link_of(registration)).status_code, Registration.objects.count()))

    assert found == [(200, 1), (404, 1), (404, 1), (404, 0)]


def test_a_dead_link_is_not_proven_by_its_button(client):
    send(client, open_form())
    registration = newest()
    Registration.objects.update(created_at=timezone.now() - dt.timedelta(8))

    assert (client.post(link_of(registration)).status_code, all_states()) == (404, ["unverified"])


def test_whoever_comes_late_reads_which_place_in_line_it_is(client):
    form = open_form(capacity=1)
    send(client, form)
    registration = newest()
    comes(form), comes(form), comes(form)

    page = client.post(link_of(registration), {"free": "1"}, follow=True)

    assert "Zadnje mesto je pravkar oddano. Ste 1. na čakalni listi." in words(page)


def test_without_a_waiting_list_whoever_comes_late_is_told_so(client):
    form = open_form(capacity=1, waiting=False)
    send(client, form)
    registration = newest()
    comes(form)

    response = client.post(link_of(registration))

    assert (response.status_code, states(registration)) == (409, ["unverified"])
    assert "čakalne liste pa ni" in words(response)


# --- With an account ---


def test_whoever_is_signed_in_is_known_and_comes_at_once(client):
    form = open_form(capacity=1)
    client.force_login(make_person("ana@example.org", name="Ana Novak"))

    first = client.get(page_of(form))
    page = client.post(page_of(form), {"name": "Ana Novak", "consent": "on"}, follow=True)

    assert ('value="Ana Novak"' in first.content.decode(), "email" in first.context["form"].fields) == (True, False)
    assert (newest().email, newest().state, page.request["PATH_INFO"]) == (
        "ana@example.org",
        "confirmed",
        link_of(newest()),
    )


def test_whoever_is_signed_in_and_registered_is_led_to_the_own_page(client):
    form = open_form()
    registration = comes(form, email="ana@example.org")
    client.force_login(make_person("ana@example.org"))

    assert client.get(page_of(form)).url == link_of(registration)


def test_the_account_of_somebody_else_sees_the_empty_form(client):
    form = open_form()
    comes(form, email="ana@example.org")
    client.force_login(make_person("bine@example.org"))

    assert client.get(page_of(form)).status_code == 200


# --- A partner's share ---


def test_a_partner_gets_no_more_places_than_its_share(client):
    form = open_form(most_per_partner=2, most_party=3)
    partner = make(Partner)
    comes(form, 2, partner=partner)

    response = send(client, form, partner=partner.pk)

    assert (response.status_code, form.registrations.count()) == (409, 1)


# --- A lost link ---


@pytest.mark.parametrize(("email", "mails"), [("ana@example.org", 1), ("nihce@example.org", 0)])
def test_a_lost_link_is_sent_and_the_answer_is_always_the_same(client, email, mails):
    form = open_form()
    registration = comes(form, email="ana@example.org")
    before = Mail.objects.count()
    address = reverse("registration_link", args=[form.event.slug])

    response = client.post(address, {"email": email})

    assert (response.url, Mail.objects.count() - before) == (f"{address}?sent", mails)
    assert [link_in(mail) for mail in mails_to()[-mails:] if mails] == [link_of(registration)] * mails


def test_what_is_no_address_is_sent_no_link(client):
    address = reverse("registration_link", args=[open_form().event.slug])

    response = client.post(address, {"email": "ana"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["email"])


def test_an_account_with_another_address_by_now_registers_no_second_time(client, make_user):
    form, person = open_form(), make_user("prej@example.org")
    client.force_login(person)
    client.post(page_of(form), {"name": "Ana", "consent": "on"})
    person.email = "potem@example.org"
    person.save()

    client.post(page_of(form), {"name": "Ana", "consent": "on"})

    assert list(form.registrations.values_list("email", flat=True)) == ["prej@example.org"]
