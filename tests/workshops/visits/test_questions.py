"""Before a study visit partners ask, and the host answers; everybody reads what was answered."""

import datetime as dt
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from publishing.models import Notice
from tests.standing import stands
from tests.workshops.visits.visiting import make_visit
from workshops.models import VisitQuestion
from workshops.visits import asking
from workshops.visits.taking_part import partners_of

pytestmark = pytest.mark.django_db


made_of_module = stands(make_visit)


@pytest.fixture
def made(made_of_module, db):
    return deepcopy(made_of_module)


def page_of(made):
    return reverse("visit", args=[made.event.slug])


def asked(made, text="Koliko stane?", partner=None):
    return asking.ask(visit=made.visit, partner=partner or made.coming, by=made.of_coming, text=text, language="sl")


def told(sentence):
    return sorted(Notice.objects.filter(sentence=sentence).values_list("person__email", flat=True))


def test_partners_take_part_when_somebody_is_confirmed_or_the_host_invited_them(made):
    assert partners_of(made.visit) == [made.coming, made.invited]


def test_a_member_asks_for_the_own_partner_and_the_host_is_told(client, made):
    client.force_login(made.of_coming)

    client.post(page_of(made), {"text": "Kdo je plačal?", "practice": made.practices[0].pk})

    question = VisitQuestion.objects.get()
    assert (question.partner, question.practice) == (made.coming, made.practices[0])
    assert told("visit_question") == [made.of_host.email]


def test_an_empty_question_is_none(client, made):
    client.force_login(made.of_coming)

    page = client.post(page_of(made), {"text": " "})

    assert (page.status_code, VisitQuestion.objects.count()) == (200, 0)


@pytest.mark.parametrize(("until", "begins", "taken"), [(-1, 20, 0), (0, 20, 1), (None, 20, 1), (None, 0, 0)])
def test_questions_are_taken_until_their_last_day(client, until, begins, taken):
    day = timezone.localdate() + dt.timedelta(until) if until is not None else None
    made = make_visit(in_days=begins, questions_until=day)
    client.force_login(made.of_coming)

    page = client.post(page_of(made), {"text": "Še kaj?"})

    assert VisitQuestion.objects.count() == taken
    assert taken or "Še kaj?" in page.content.decode()


def test_a_question_is_changed_and_taken_back_until_it_is_answered(client, made):
    question = asked(made)
    client.force_login(made.of_coming)
    address = reverse("visit_question", args=[made.event.slug, question.pk])

    client.post(address, {"text": "Koliko stane vse skupaj?"})
    question.refresh_from_db()
    text = question.text
    asking.answer(question=VisitQuestion.objects.select_related("visit__event").get(), by=made.of_host, answer_sl="2")
    page = client.post(address, {"do": "drop", "text": "x"})

    assert (text, VisitQuestion.objects.count(), page.status_code) == ("Koliko stane vse skupaj?", 1, 200)


def test_the_public_reads_a_question_once_it_is_answered(client, made):
    question = asked(made)
    address = reverse("visit_answer", args=[made.event.pk, question.pk])
    before = client.get(made.event.get_absolute_url()).content.decode()
    client.force_login(made.of_host)

    client.post(address, {"answer_sl": "Dva milijona.", "answer_en": ""})

    client.logout()
    after = client.get(made.event.get_absolute_url()).content.decode()
    assert ["Koliko stane?" in page for page in (before, after)] == [False, True]
    assert ["Dva milijona." in after, "Partner Č" in after, told("visit_answer")] == [
        True,
        True,
        [made.of_coming.email],
    ]


def test_an_answer_is_not_written_over_what_somebody_else_wrote_meanwhile(client, made):
    question = asked(made)
    client.force_login(made.of_host)
    address = reverse("visit_answer", args=[made.event.pk, question.pk])
    seen = client.get(address).context["form"].mark
    client.post(address, {"answer_sl": "Prvi odgovor.", "seen": seen})

    page = client.post(address, {"answer_sl": "Drugi odgovor.", "seen": seen})

    question.refresh_from_db()
    assert (question.answer_sl, "Drugi odgovor." in page.content.decode()) == ("Prvi odgovor.", True)
    client.post(address, {"answer_sl": "Drugi odgovor.", "seen": page.context["form"]["seen"].value()})
    question.refresh_from_db()
    assert question.answer_sl == "Drugi odgovor."


@pytest.mark.parametrize("reader", ["sl", "en"])
def test_a_question_says_in_which_language_it_was_asked(client, made, reader):
    with translation.override("sl"):
        asked_in = page_of(made)
    client.force_login(made.of_coming)
    client.post(asked_in, {"text": "Kdo je plačal?"})
    VisitQuestion.objects.update(answered_at=timezone.now(), answer_sl="Občina.")

    with translation.override(reader):
        page = client.get(page_of(made)).content.decode()

    assert '<strong lang="sl">Kdo je plačal?' in page


def test_a_question_that_is_not_reworded_keeps_its_language(made):
    question = asked(made)

    asking.change(question=question, text=question.text, language="en", practice=made.practices[0])

    question.refresh_from_db()
    assert (question.language, question.practice) == ("sl", made.practices[0])


# --- Rights ---


def pages_of(made):
    question = asked(made)
    event = made.event
    return {
        "visit": reverse("visit", args=[event.slug]),
        "question": reverse("visit_question", args=[event.slug, question.pk]),
        "desk": reverse("visit_desk", args=[event.pk]),
        "settings": reverse("visit_settings", args=[event.pk]),
        "answer": reverse("visit_answer", args=[event.pk, question.pk]),
        "reports": reverse("visit_reports_file", args=[event.pk]),
    }


@pytest.mark.parametrize(
    ("who", "open_pages"),
    [
        ("of_coming", ["visit", "question"]),
        ("of_invited", ["visit"]),
        ("of_host", ["answer", "desk", "reports", "settings", "visit"]),
        ("of_other", []),
    ],
)
def test_each_opens_what_is_theirs_and_the_rest_does_not_exist(client, made, who, open_pages):
    pages = pages_of(made)
    client.force_login(getattr(made, who))

    answers = {name: client.get(address).status_code for name, address in pages.items()}

    assert sorted(name for name, status in answers.items() if status == 200) == sorted(open_pages)
    assert set(answers.values()) <= {200, 404}


def test_a_host_writes_no_question_for_a_partner(client, made):
    client.force_login(made.of_host)

    page = client.post(page_of(made), {"text": "Za druge?", "partner": made.coming.pk})

    assert (page.status_code, VisitQuestion.objects.count()) == (404, 0)


def test_who_runs_it_sets_it_up_and_invites(client, made):
    client.force_login(made.of_host)
    address = reverse("visit_settings", args=[made.event.pk])
    late = (timezone.localdate() + dt.timedelta(21)).isoformat()
    given = {"objectives_sl": "Cilji", "invited": "Partner Ž", "questions_until": late}

    refused = client.post(address, given)
    client.post(address, given | {"questions_until": timezone.localdate().isoformat()})

    made.visit.refresh_from_db()
    assert (list(refused.context["form"].errors), made.visit.objectives_sl) == (["questions_until"], "Cilji")
    assert list(made.visit.invited.all()) == [made.other]


@pytest.mark.parametrize("questions", [1, 4])
def test_pages_ask_the_database_equally_often_whatever_was_asked(client, made, questions, django_assert_num_queries):
    for number in range(questions):
        question = asked(made, text=f"Vprašanje {number}")
        VisitQuestion.objects.filter(pk=question.pk).update(answered_at=timezone.now(), answer_sl="Da.")
    client.force_login(made.of_host)
    pages = [reverse("visit_desk", args=[made.event.pk]), page_of(made)]

    with django_assert_num_queries(29):
        answers = [client.get(page).status_code for page in pages]

    assert answers == [200, 200]


def test_the_page_of_the_event_asks_equally_often_with_one_question_and_with_many(client, made):
    counts = []
    for more in (1, 4):
        for _number in range(more):
            VisitQuestion.objects.filter(pk=asked(made).pk).update(answered_at=timezone.now(), answer_sl="Da.")
        with CaptureQueriesContext(connection) as asked_for:
            client.get(made.event.get_absolute_url())
        counts.append(len(asked_for))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "links"), [(None, [0, 0]), ("of_coming", [1, 0]), ("of_host", [0, 1]), ("of_other", [0, 0])]
)
def test_the_page_of_the_event_leads_each_to_their_page(client, made, who, links):
    if who:
        client.force_login(getattr(made, who))

    page = client.get(made.event.get_absolute_url()).content.decode()

    addresses = [page_of(made), reverse("visit_desk", args=[made.event.pk])]
    assert [page.count(f'href="{address}"') for address in addresses] == links


def test_null_characters_in_the_names_of_partners_are_refused(client, made):
    client.force_login(made.of_host)

    given = {"objectives_sl": "Videti", "invited": "Partner\x00"}
    answer = client.post(reverse("visit_settings", args=[made.event.pk]), given)

    assert list(answer.context["form"].errors) == ["invited"]
