"""Events in the administration: everything of registration to look at, nothing of it to change past the steps."""

import pytest
from django.urls import reverse

from tests.workshops.coming import comes
from workshops.models import EventMail, Interest, Occurrence, Visit, VisitQuestion, VisitReport

pytestmark = pytest.mark.django_db

LOOKED_AT = [
    "registrationform", "question", "registration", "occurrence", "eventmail", "visit", "visitquestion",
    "visitreport", "interest",
]  # fmt: skip


@pytest.fixture
def kept(desk):
    """{name of the model: a row of it}."""
    from library.models import Practice
    from partners.models import Partner
    from tests.factories import make

    partner, practice = make(Partner), make(Practice)
    question = desk.form.questions.create(label_sl="Dostop", sensitive=True)
    registration = comes(desk.form, 2)
    registration.answers.create(question=question, value="skrivnost")
    visit = Visit.objects.create(event=desk.event)
    return {
        "registrationform": desk.form,
        "question": question,
        "registration": registration,
        "occurrence": Occurrence.objects.get_or_create(event=desk.event, defaults={"uid": "event-1@x"})[0],
        "eventmail": EventMail.objects.create(event=desk.event, subject_sl="A", body_sl="B"),
        "visit": visit,
        "visitquestion": VisitQuestion.objects.create(visit=visit, partner=partner, text="Kako?"),
        "visitreport": VisitReport.objects.create(visit=visit, partner=partner, due="2030-01-01"),
        "interest": Interest.objects.create(practice=practice, partner=partner),
    }


def pages(name, row):
    return [
        reverse(f"admin:workshops_{name}_changelist") + "?q=a",
        reverse(f"admin:workshops_{name}_change", args=[row.pk]),
    ]


def test_coordinators_find_and_open_all_of_it_and_change_nothing(client, coordinator, kept):
    client.force_login(coordinator)

    opened = {name: [client.get(page).status_code for page in pages(name, kept[name])] for name in LOOKED_AT}
    sent = {name: client.post(pages(name, kept[name])[1], {"state": "confirmed"}).status_code for name in LOOKED_AT}
    added = {name: client.get(reverse(f"admin:workshops_{name}_add")).status_code for name in LOOKED_AT}

    assert opened == {name: [200, 200] for name in LOOKED_AT}
    assert sent == added == dict.fromkeys(LOOKED_AT, 403)


def test_the_administration_shows_no_answer_and_no_key_of_a_link(client, coordinator, kept):
    client.force_login(coordinator)
    registration = kept["registration"]

    page = client.get(pages("registration", registration)[1]).content.decode()

    told = ("skrivnost", registration.nonce, registration.token, registration.token_digest, registration.pass_digest)
    assert [word for word in told if word in page] == []


def test_reviewers_see_nothing_of_registration(client, make_user, kept):
    client.force_login(make_user("recenzent@example.org", group="Reviewers"))

    assert {client.get(page).status_code for name in LOOKED_AT for page in pages(name, kept[name])} == {403}


def test_coordinators_give_roles_in_the_administration(client, coordinator, desk):
    client.force_login(coordinator)

    client.post(
        reverse("admin:workshops_eventrole_add"),
        {"event": desk.event.pk, "user": desk.stranger.pk, "role": "door"},
    )

    assert desk.event.roles.filter(user=desk.stranger, role="door", by=coordinator).exists()
