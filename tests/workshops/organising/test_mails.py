"""What organisers write to people of their event: seen before, sent once, to those in the chosen states alone."""

import pytest
from django.urls import reverse

from publishing.models import Mail
from tests.workshops.coming import comes, wishes
from workshops.models import EventMail, RegistrationForm
from workshops.registering.steps import withdraw

pytestmark = pytest.mark.django_db

WORDS = {
    "subject_sl": "Avtobus ob 8.00: 100 % točno",
    "body_sl": "Zbor je pred halo.",
    "subject_en": "Bus at 8.00",
    "body_en": "We meet in front of the hall.",
    "states": ["confirmed"],
}


def write(client, desk, **changed):
    client.post(reverse("event_mail_new", args=[desk.event.pk]), WORDS | changed)
    return EventMail.objects.last()


def send(client, mail):
    return client.post(reverse("event_mail", args=[mail.event_id, mail.pk]))


def sent(mail):
    return list(Mail.objects.filter(key__endswith=f":event-mail:{mail.pk}").order_by("to").values_list("to", "subject"))


@pytest.fixture
def people(desk):
    """Slovenian and English confirmed, one who waits, one who left, one whose address is not proven."""
    comes(desk.form, email="a@example.org"), comes(desk.form, email="b@example.org", language="en")
    withdraw(registration=comes(desk.form, email="c@example.org"))
    comes(desk.form, 2, email="d@example.org"), wishes(desk.form, email="e@example.org")


def test_a_mail_is_seen_with_how_many_get_it_and_then_sent_once_in_each_language(organiser, desk, people):
    mail = write(organiser, desk)
    seen = organiser.get(reverse("event_mail", args=[desk.event.pk, mail.pk])).context["count"]
    before = sent(mail)

    first, second = send(organiser, mail), send(organiser, mail)

    assert (seen, before, first.status_code, second.status_code) == (2, [], 302, 409)
    assert sent(mail) == [("a@example.org", "Avtobus ob 8.00: 100 % točno"), ("b@example.org", "Bus at 8.00")]
    mail.refresh_from_db()
    assert mail.count == 2


def test_a_mail_that_is_sent_twice_by_the_browser_is_kept_once(organiser, desk):
    write(organiser, desk, once="a-token")
    write(organiser, desk, once="a-token")

    assert EventMail.objects.count() == 1


def test_a_mail_holds_the_text_the_event_and_the_private_link(organiser, desk, people):
    mail = write(organiser, desk)

    send(organiser, mail)

    text = Mail.objects.get(key__endswith=f":event-mail:{mail.pk}", to="a@example.org").text
    registration = desk.form.registrations.get(email="a@example.org")
    wanted = ("Zbor je pred halo.", str(desk.event), registration.token, "dogodki@example.org")
    assert [word for word in wanted if word not in text] == []


def test_whoever_left_or_never_proved_the_address_gets_none(organiser, desk, people):
    mail = write(organiser, desk, states=["pending", "waiting", "offered", "confirmed", "attended", "absent"])

    send(organiser, mail)

    assert [to for to, _subject in sent(mail)] == ["a@example.org", "b@example.org", "d@example.org"]


def test_a_mail_in_one_language_goes_to_all_in_it(organiser, desk, people):
    mail = write(organiser, desk, subject_sl="", body_sl="")

    send(organiser, mail)

    assert {subject for _to, subject in sent(mail)} == {"Bus at 8.00"}


@pytest.mark.parametrize(("changed", "name"), [
    ({"states": []}, "states"),
    ({"states": ["withdrawn"]}, "states"),
    ({"subject_sl": "", "subject_en": ""}, "subject_sl"),
    ({"body_sl": ""}, "body_sl"),
    ({"subject_en": ""}, "subject_en"),
    ({"subject_sl": "x" * 151}, "subject_sl"),
])  # fmt: skip
def test_a_mail_that_lacks_something_is_not_kept(organiser, desk, changed, name):
    answer = organiser.post(reverse("event_mail_new", args=[desk.event.pk]), WORDS | changed)

    assert list(answer.context["form"].errors) == [name]
    assert not EventMail.objects.exists()


def test_a_mail_to_nobody_is_not_sent(organiser, desk):
    mail = write(organiser, desk)

    assert send(organiser, mail).status_code == 409
    mail.refresh_from_db()
    assert mail.sent_at is None


def test_a_mail_may_be_changed_until_it_is_sent(organiser, desk, people):
    mail = write(organiser, desk)
    change = reverse("event_mail_change", args=[desk.event.pk, mail.pk])
    shown = organiser.get(change).context["form"].initial

    organiser.post(change, WORDS | {"subject_sl": "Avtobus ob 9.00"})
    send(organiser, mail)
    late = organiser.post(change, WORDS | {"subject_sl": "Prepozno"})

    mail.refresh_from_db()
    assert (shown["subject_sl"], shown["states"]) == (WORDS["subject_sl"], ["confirmed"])
    assert (mail.subject_sl, late.status_code) == ("Avtobus ob 9.00", 302)
    assert sent(mail)[0] == ("a@example.org", "Avtobus ob 9.00")


def test_practical_information_fills_the_form_of_a_mail_in_both_languages(organiser, desk):
    words = {"practical_sl": "Parkirišče je za halo.", "practical_en": "Park behind the hall."}
    RegistrationForm.objects.filter(pk=desk.form.pk).update(**words)

    initial = organiser.get(reverse("event_mail_new", args=[desk.event.pk]), {"practical": ""}).context["form"].initial

    assert initial == {
        "states": ["confirmed"],
        "subject_sl": f"Praktične informacije: {desk.event.title_sl}",
        "subject_en": f"Practical information: {desk.event.title_en}",
        "body_sl": words["practical_sl"],
        "body_en": words["practical_en"],
    }


def test_no_sensitive_answer_goes_into_a_mail(organiser, desk, people):
    question = desk.form.questions.create(label_sl="Dostop", sensitive=True)
    for registration in desk.form.registrations.all():
        registration.answers.create(question=question, value="skrivnost")
    mail = write(organiser, desk, states=["confirmed", "waiting"])

    send(organiser, mail)

    assert sent(mail)
    assert not Mail.objects.filter(text__contains="skrivnost").exists()
