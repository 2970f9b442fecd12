"""The questions of a registration: written in both languages, put in order, retired; once answered their kind stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workshops.coming import comes
from workshops.models import Question
from workshops.registering.changing import change

pytestmark = pytest.mark.django_db

LUNCH = {
    "stage": "register",
    "kind": "choice",
    "label_sl": "Kosilo",
    "label_en": "Lunch",
    "choice_0_sl": "meso",
    "choice_0_en": "meat",
    "choice_2_sl": "riba",
}


def add(client, desk, **changed):
    return client.post(reverse("event_question_new", args=[desk.event.pk]), LUNCH | changed)


def send(client, desk, question, **changed):
    kept = {"stage": question.stage, "kind": question.kind, "label_sl": question.label_sl}
    for number, row in enumerate(question.choices):
        kept |= {f"choice_{number}_{code}": row[code] for code in ("sl", "en")}
    return client.post(reverse("event_question", args=[desk.event.pk, question.pk]), kept | changed)


def test_a_question_has_choices_with_keys_that_stay(organiser, desk):
    add(organiser, desk, required="on")

    question = Question.objects.get()
    assert (question.label_sl, question.label_en, question.required, question.order) == ("Kosilo", "Lunch", True, 1)
    assert question.choices == [
        {"key": "meat", "sl": "meso", "en": "meat"},
        {"key": "riba", "sl": "riba", "en": ""},
    ]

    send(organiser, desk, question, choice_0_sl="meso ali perutnina", choice_2_sl="riba")

    question.refresh_from_db()
    assert [(row["key"], row["sl"]) for row in question.choices] == [
        ("meat", "meso ali perutnina"),
        ("riba", "riba"),
        ("riba-2", "riba"),
    ]


@pytest.mark.parametrize(("changed", "name"), [
    ({"label_sl": "", "label_en": ""}, "label_sl"),
    ({"choice_2_sl": ""}, "choice_0_sl"),
    ({"kind": "guess"}, "kind"),
    ({"stage": ""}, "stage"),
])  # fmt: skip
def test_a_question_that_lacks_something_is_not_kept(organiser, desk, changed, name):
    answer = add(organiser, desk, **changed)

    assert list(answer.context["form"].errors) == [name]
    assert not Question.objects.exists()


def test_a_question_without_choices_keeps_none(organiser, desk):
    add(organiser, desk, kind="text")

    assert Question.objects.get().choices == []


@pytest.fixture
def answered(organiser, desk):
    add(organiser, desk, sensitive="on")
    question = Question.objects.get()
    comes(desk.form).answers.create(question=question, value="riba")
    return question


@pytest.mark.parametrize("changed", [
    {"choice_1_sl": "", "choice_1_en": "", "choice_3_sl": "juha"},
    {"sensitive": ""},
])  # fmt: skip
def test_what_an_answer_rests_on_cannot_be_taken_away(organiser, desk, answered, changed):
    before = Question.objects.values().get()

    answer = send(organiser, desk, answered, **{"sensitive": "on"} | changed)

    assert len(answer.context["form"].non_field_errors()) == 1
    assert Question.objects.values().get() == before


def test_the_kind_of_an_answered_question_stays_and_its_words_do_not(organiser, desk, answered):
    send(organiser, desk, answered, kind="text", stage="feedback", label_sl="Kaj boste jedli?", sensitive="on")

    question = Question.objects.get()
    assert (question.kind, question.stage, question.label_sl) == ("choice", "register", "Kaj boste jedli?")
    assert [row["key"] for row in question.choices] == ["meat", "riba"]


def test_a_question_that_is_sent_twice_is_made_once(organiser, desk):
    for _time in range(2):
        add(organiser, desk, once="a-token")
        organiser.post(reverse("event_arrange", args=[desk.event.pk]), {"ready": "diet", "once": "a-token"})

    assert Question.objects.count() == 2


def arrange(client, desk, **sent):
    return client.post(reverse("event_arrange", args=[desk.event.pk]), sent)


def test_questions_are_put_in_order_and_retired(organiser, desk):
    first, second, third = (desk.form.questions.create(label_sl=name, order=0) for name in "ABC")

    arrange(organiser, desk, do=f"up {third.pk}")
    arrange(organiser, desk, do=f"down {first.pk}")
    arrange(organiser, desk, do=f"up {third.pk}")
    arrange(organiser, desk, do=f"retire {second.pk}")

    assert [row.label_sl for row in Question.objects.asked("register")] == ["C", "A"]

    arrange(organiser, desk, do=f"again {second.pk}")

    assert Question.objects.asked("register").count() == 3


def test_ready_questions_come_in_both_languages_and_are_sensitive(organiser, desk):
    for name in ("diet", "passport", "access"):
        arrange(organiser, desk, ready=name)

    rows = Question.objects.order_by("pk")
    assert [(row.kind, row.stage, row.sensitive, row.each_person) for row in rows] == [
        ("several", "register", True, True),
        ("text", "follow_up", True, True),
        ("long", "register", True, True),
    ]
    assert all(row.label_sl and row.label_en and row.help_sl and row.help_en for row in rows)


@pytest.mark.parametrize("do", ["", "up", "up x", "burn 1", "retire 999999"])
def test_a_button_that_does_not_exist_does_nothing(organiser, desk, do):
    assert arrange(organiser, desk, do=do).status_code == 404


def test_the_list_of_questions_asks_the_database_as_often_for_one_as_for_ten(
    organiser, desk, django_assert_max_num_queries
):
    for number in range(10):
        desk.form.questions.create(label_sl=f"Vprašanje {number}")

    with django_assert_max_num_queries(15):
        organiser.get(reverse("event_questions", args=[desk.event.pk]))


def test_what_somebody_wishes_to_answer_fixes_the_kind_of_a_question_too(organiser, desk):
    question = desk.form.questions.create(kind="text", label_sl="Prihod", freezes=True)
    desk.form.freezes_at = timezone.now()
    desk.form.save()
    registration = comes(desk.form)
    change(registration=registration, answers=[(0, question, "z vlakom")])

    send(organiser, desk, question, kind="date", freezes="on")

    question.refresh_from_db()
    person = organiser.get(reverse("event_person", args=[desk.event.pk, registration.pk]))
    assert (question.kind, person.status_code) == ("text", 200)


def test_feedback_asks_nothing_sensitive(organiser, desk):
    answer = add(organiser, desk, stage="feedback", sensitive="on")

    assert (list(answer.context["form"].errors), Question.objects.count()) == (["sensitive"], 0)
