"""Who may open what of an event's desk, cell by cell; to everybody else there is no such page."""

import pytest
from django.urls import reverse

from publishing.models import Mail
from tests.workshops.coming import comes
from workshops.models import EventMail

pytestmark = pytest.mark.django_db

RUN = [
    "event_settings", "event_questions", "event_question_new", "event_people", "event_queue", "event_mails",
    "event_mail_new", "event_roles", "event_cancel", "event_files",
]  # fmt: skip
MAY_RUN = {"member", "organiser", "coordinator"}
PEOPLE = ["member", "organiser", "coordinator", "door", "foreign", "stranger"]


@pytest.mark.parametrize("who", PEOPLE)
def test_each_page_opens_for_those_who_run_the_event_alone(client, desk, who):
    client.force_login(getattr(desk, who))

    answers = {name: client.get(reverse(name, args=[desk.event.pk])).status_code for name in RUN}

    assert answers == dict.fromkeys(RUN, 200 if who in MAY_RUN else 404)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_door_opens_the_overview_too(client, desk, who):
    client.force_login(getattr(desk, who))

    answer = client.get(reverse("event_desk", args=[desk.event.pk]))

    assert answer.status_code == (200 if who in MAY_RUN | {"door"} else 404)


def test_the_overview_of_the_door_says_nothing_of_the_people(client, desk):
    comes(desk.form, name="Špela Žagar")
    client.force_login(desk.door)

    page = client.get(reverse("event_desk", args=[desk.event.pk])).content.decode()

    assert [word in page for word in ("Špela", "example.org", reverse("event_people", args=[desk.event.pk]))] == [
        False
    ] * 3


def test_whoever_is_not_signed_in_is_asked_to(client, desk):
    answers = [client.get(reverse(name, args=[desk.event.pk])) for name in [*RUN, "event_desk"]]

    assert {answer.status_code for answer in answers} == {302}
    assert [answer.url for answer in answers if "login" not in answer.url] == []


def private_of_the_other(desk):
    """Addresses that name a thing of the other event below the own one."""
    registration = comes(desk.other_form)
    question = desk.other_form.questions.create(label_sl="Vprašanje")
    mail = EventMail.objects.create(event=desk.other, subject_sl="A", body_sl="B", audience={"states": ["confirmed"]})
    role = desk.other.roles.create(user=desk.stranger, role="door")
    own = desk.event.pk
    return {
        "event_person": [own, registration.pk],
        "event_question": [own, question.pk],
        "event_mail": [own, mail.pk],
        "event_mail_change": [own, mail.pk],
        "event_role_take": [own, role.pk],
    }


def test_things_of_another_event_are_not_there_below_the_own_one(organiser, desk):
    addresses = private_of_the_other(desk)
    mails = Mail.objects.count()

    for sent in (organiser.get, organiser.post):
        answers = {name: sent(reverse(name, args=args)).status_code for name, args in addresses.items()}
        assert answers == dict.fromkeys(addresses, 404)

    assert Mail.objects.count() == mails
    assert desk.other.roles.count() == 1


def test_nothing_of_another_event_is_changed_by_its_keys(organiser, desk):
    registration = comes(desk.other_form)
    question = desk.other_form.questions.create(label_sl="Vprašanje")

    ticked = organiser.post(
        reverse("event_people", args=[desk.event.pk]), {"do": "withdraw", "reason": "x", "ticked": [registration.pk]}
    )
    moved = organiser.post(reverse("event_arrange", args=[desk.event.pk]), {"do": f"retire {question.pk}"})

    registration.refresh_from_db()
    assert (ticked.status_code, moved.status_code, registration.state) == (409, 404, "confirmed")


@pytest.mark.parametrize("who", ["door", "foreign", "stranger"])
def test_no_button_works_without_the_right(client, desk, who):
    registration = comes(desk.form)
    client.force_login(getattr(desk, who))
    own = desk.event.pk
    sent = {
        reverse("event_settings", args=[own]): {"closes_at_day": "2030-01-01", "closes_at_time": "9:00"},
        reverse("event_arrange", args=[own]): {"ready": "diet"},
        reverse("event_people", args=[own]): {"do": "withdraw", "reason": "x", "ticked": [registration.pk]},
        reverse("event_person", args=[own, registration.pk]): {"do": "withdraw", "withdraw-reason": "x"},
        reverse("event_roles", args=[own]): {"email": f"{who}@example.org", "role": "organiser"},
        reverse("event_cancel", args=[own]): {"reason_sl": "x"},
        reverse("event_files", args=[own]): {"table": "people", "format": "csv"},
    }

    answers = {address: client.post(address, data).status_code for address, data in sent.items()}

    registration.refresh_from_db()
    assert answers == dict.fromkeys(sent, 404)
    assert registration.state == "confirmed"


def test_sensitive_answers_are_for_organisers(client, desk):
    registration = comes(desk.form)
    question = desk.form.questions.create(label_sl="Dostop", sensitive=True, kind="long")
    registration.answers.create(question=question, value="brez stopnic")
    address = reverse("event_person", args=[desk.event.pk, registration.pk])

    seen = {}
    for who in PEOPLE:
        client.force_login(getattr(desk, who))
        seen[who] = "brez stopnic" in client.get(address).content.decode()

    assert seen == {who: who in MAY_RUN for who in PEOPLE}
