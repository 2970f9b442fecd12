"""How it was: asked of those who were there, once, without names, and told from three answers on."""

import pytest
from django.urls import reverse

from publishing.daily_round import daily_round
from publishing.models import Mail
from tests.workshops.attending.there import past_form, was_there, with_role
from tests.workshops.coming import comes
from workshops.models import FeedbackAnswer

pytestmark = pytest.mark.django_db
ASKED = {
    "long": {"label_sl": "Kaj je bilo dobro?", "label_en": "What was good?"},
    "number": {"label_sl": "Ocena od 1 do 5"},
    "yes_no": {"label_sl": "Bi prišli znova?"},
    "choice": {"label_sl": "Kaj najbolj?", "choices": [{"key": "a", "sl": "Ogled"}, {"key": "b", "sl": "Pogovor"}]},
}


def asking_form():
    form = past_form(certificate="none")
    for order, (kind, told) in enumerate(ASKED.items()):
        form.questions.create(stage="feedback", kind=kind, order=order, **told)
    return form


def answers(client, registration, text="Ogled tovarne"):
    keys = [f"q{pk}" for pk in registration.form.questions.order_by("order").values_list("pk", flat=True)]
    given = dict(zip(keys, [text, "4,5", "yes", "b"], strict=True))
    return client.post(reverse("my_feedback", args=[registration.token]), given, follow=True)


def asked_mails():
    return list(Mail.objects.filter(subject__startswith="Kako je bilo?").values_list("to", flat=True))


def test_only_those_who_were_there_are_asked_and_once():
    form = asking_form()
    came = was_there(form)
    comes(form)

    daily_round()
    _done, failed = daily_round()

    assert (asked_mails(), failed) == ([came.email], 0)


def test_nobody_is_asked_where_there_are_no_questions_or_the_answer_is_in(client):
    was_there(past_form())
    answers(client, was_there(asking_form()))

    daily_round()

    assert asked_mails() == []


def test_the_link_takes_one_answer_and_keeps_neither_name_nor_time(client):
    registration = was_there(asking_form())

    pages = [answers(client, registration).content.decode() for _time in range(2)]

    assert FeedbackAnswer.objects.count() == 1
    assert {field.name for field in FeedbackAnswer._meta.fields} == {"id", "form", "content", "language", "lot"}
    assert all("je oddan" in page and "Ogled tovarne" not in page for page in pages)


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_was_not_there_is_not_asked(client, method):
    registration = comes(asking_form())

    assert getattr(client, method)(reverse("my_feedback", args=[registration.token])).status_code == 404


def test_an_empty_answer_is_asked_for_again(client):
    registration = was_there(asking_form())

    answer = client.post(reverse("my_feedback", args=[registration.token]), {})

    assert answer.context["form"].errors
    assert not FeedbackAnswer.objects.exists()


@pytest.mark.parametrize(("count", "shown"), [(2, False), (3, True)])
def test_two_answers_show_nothing_and_three_do(client, make_user, count, shown):
    form = asking_form()
    for number in range(count):
        answers(client, was_there(form), f"Odgovor {number}")
    with_role(client, make_user, form.event)

    page = client.get(reverse("event_feedback", args=[form.event.pk]))
    file = client.get(reverse("event_feedback_file", args=[form.event.pk, "csv"]))

    assert ("Odgovor 0" in page.content.decode(), file.status_code == 200) == (shown, shown)
    if shown:
        _long, number, yes_no, choice = page.context["results"]
        assert (number.mean, yes_no.choices[0][1], choice.choices) == (4.5, 3, [("Ogled", 0), ("Pogovor", 3)])
        assert len(file.content.decode().splitlines()) == 4


@pytest.mark.parametrize(("count", "public", "shown"), [(3, False, False), (2, True, False), (3, True, True)])
def test_the_page_of_the_event_sums_up_in_numbers_what_the_organisers_publish(client, count, public, shown):
    form = asking_form()
    form.feedback_public = public
    form.save()
    for number in range(count):
        answers(client, was_there(form), f"Odgovor {number}")

    page = client.get(form.event.get_absolute_url()).content.decode()

    assert ["Ocena od 1 do 5" in page, "Bi prišli znova?" in page, "Pogovor" in page] == [shown] * 3
    assert "Kaj je bilo dobro?" not in page
    assert "Odgovor" not in page


def test_a_question_that_fewer_than_three_answered_is_not_summed_up_in_public(client):
    form = asking_form()
    form.feedback_public = True
    form.save()
    number = form.questions.get(kind="number")
    for given in ({}, {str(number.pk): 4.0}, {str(number.pk): 5.0}):
        FeedbackAnswer.objects.create(form=form, content=given, language="sl")

    assert "Ocena od 1 do 5" not in client.get(form.event.get_absolute_url()).content.decode()
