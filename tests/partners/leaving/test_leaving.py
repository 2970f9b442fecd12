"""The wish to be erased: password, mail, some days, gone; taken back at any time; nobody goes who is needed."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import AuditEvent
from partners.leaving import asking
from partners.leaving.handing_over import what_is_to_be_handed_over
from partners.models import Leaving, User
from publishing.daily_round import PARTS
from publishing.models import Mail, Review
from tests.catalogue.personal.everywhere import EMAIL, NAME, SECOND, leave_everywhere, left_of
from tests.factories import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "moje geslo 1"


@pytest.fixture
def person(people, client):
    """Not needed by anybody: another one represents the organisation."""
    people.editor.set_password(PASSWORD)
    people.editor.save()
    client.force_login(people.editor)
    return people.editor


def asked(client, **more):
    return client.post(reverse("leave_portal"), {"password": PASSWORD} | more)


def link():
    mail = Mail.objects.filter(key__startswith="leaving:").latest("pk")
    return re.search(r"https?://[^/]+(/\S+)", mail.text)[1]


def confirmed(client):
    asked(client)
    client.post(link(), {"do": "leave"})
    return Leaving.objects.get()


def round_goes():
    wanted, do = PARTS["people erased as they asked"]
    return [do(pk) for pk in wanted().values_list("pk", flat=True)]


def let_pass(**how):
    for name, time in how.items():
        Leaving.objects.update(**{name: timezone.now() - time - timezone.timedelta(minutes=1)})


# --- The way ---


def test_password_mail_button_and_some_days_later_the_person_is_gone(client, people):
    leave_everywhere(people)
    people.editor.set_password(PASSWORD)
    people.editor.save()
    client.force_login(people.editor)

    leaving = confirmed(client)
    assert leaving.due_at > timezone.now() + asking.TAKEN_BACK_WITHIN - timezone.timedelta(minutes=1)
    assert round_goes() == []
    let_pass(due_at=timezone.timedelta())
    assert round_goes() == [True]

    assert (left_of(NAME, EMAIL, SECOND), Leaving.objects.count(), round_goes()) == ({}, 0, [])
    assert client.get(reverse("own_data")).status_code == 302


def test_the_link_shows_in_numbers_what_would_be_done_and_opening_it_does_nothing(client, person):
    Mail.objects.create(key="x", person=person, to=person.email, language="sl", subject="S", text="", html="")
    asked(client, with_texts="on")

    client.logout()
    with translation.override("en"):
        page = client.get(link())

    leaving = Leaving.objects.get()
    assert (leaving.due_at, leaving.with_texts) == (None, True)
    assert ["deleted", "publishing.Mail", 1] in leaving.planned["rows"]
    assert page.status_code == 200
    assert page.text.count('own-number">1<') >= 2
    assert {"no-store", "private"} <= {part.strip() for part in page["Cache-Control"].split(",")}


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_mail_is_in_the_persons_language_and_its_link_stands_nowhere_else(client, person, language):
    User.objects.update(language=language)

    asked(client)

    mail = Mail.objects.get(key__startswith="leaving:")
    assert (mail.to, mail.language) == (person.email, language)
    assert {"sl": "racun/", "en": "account/"}[language] in mail.text
    token = link().rstrip("/").rpartition("/")[2]
    assert token not in str(list(Leaving.objects.values()))
    assert token not in client.get(reverse("own_data")).text


@pytest.mark.parametrize("when", ["asked", "confirmed", "on the page"])
def test_it_is_taken_back_at_any_time(client, person, when):
    asked(client)
    if when != "asked":
        client.post(link(), {"do": "leave"})

    client.post(reverse("stay")) if when == "on the page" else client.post(link(), {"do": "stay"})

    assert (Leaving.objects.count(), round_goes()) == (0, [])
    assert client.post(reverse("stay"), follow=True).status_code == 200
    assert User.objects.get(pk=person.pk).is_active


def test_confirming_twice_gives_no_second_mail_and_no_other_day(client, person):
    leaving = confirmed(client)

    client.post(link(), {"do": "leave"})
    asked(client)

    assert Leaving.objects.get().due_at == leaving.due_at
    assert Mail.objects.filter(key__startswith="leaving:").count() == 2


def test_a_new_wish_closes_the_earlier_link_and_an_old_one_opens_nothing(client, person):
    asked(client)
    first = link()
    asked(client)
    assert (client.get(first).status_code, client.get(link()).status_code) == (404, 200)

    let_pass(created_at=asking.CONFIRMED_WITHIN)

    assert client.post(link(), {"do": "leave"}).status_code == 404
    assert [asking.forget(pk) for pk in asking.unconfirmed().values_list("pk", flat=True)] == [True]
    assert Leaving.objects.count() == 0


@pytest.mark.parametrize("given", [{}, {"password": ""}, {"password": "napak"}, {"password": "a\x00b"}])
def test_without_the_password_nothing_is_begun_and_the_field_says_so(client, person, given):
    answer = client.post(reverse("leave_portal"), given)

    assert (answer.status_code, Leaving.objects.count(), Mail.objects.count()) == (200, 0, 0)
    assert "errorlist" in answer.text


def test_who_guesses_the_password_has_to_wait(client, person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"leaving": "2/h/user"}

    answers = [client.post(reverse("leave_portal"), {"password": "napak"}).status_code for _turn in range(3)]

    assert (answers, asked(client).status_code, Leaving.objects.count()) == ([200, 200, 429], 429, 0)


# --- Who is needed ---


@pytest.mark.parametrize("who", ["representative", "administrator", "coordinator"])
def test_whoever_is_needed_hands_over_first(client, people, who):
    person = getattr(people, who)
    person.set_password(PASSWORD)
    person.save()
    if who == "coordinator":
        User.objects.filter(is_superuser=True).update(is_active=False)
    client.force_login(person)

    page = client.get(reverse("leave_portal"))
    asked(client)

    [sentence] = what_is_to_be_handed_over(person)
    assert sentence in page.text.replace("&#x27;", "'")
    assert (Leaving.objects.count(), 'type="password"' in page.text) == (0, False)


def test_of_the_last_two_who_lead_one_goes_and_the_other_waits_for_somebody(client, people):
    second = make_person("druga.zastopnica@example.org")
    people.own.memberships.create(user=second, role="representative")
    for person in (people.representative, second):
        asking.confirm(asking.ask(person).pk)
    let_pass(due_at=timezone.timedelta())

    assert round_goes() == [True, False]
    people.own.memberships.filter(user=people.editor).update(role="representative")

    assert round_goes() == [True]


def test_a_reviewer_goes_and_the_judgement_stays(people):
    leave_everywhere(people)
    review = Review.objects.get()
    Review.objects.update(reviewer=people.reviewer)

    asking.confirm(asking.ask(people.reviewer).pk)
    let_pass(due_at=timezone.timedelta())

    assert round_goes() == [True]
    review.refresh_from_db()
    assert (review.scores.get().points, str(review.reviewer)) == (3, f"odstranjena oseba {people.reviewer.pk}")


def test_coordinators_see_who_asked_and_when_they_go(client, people):
    asking.confirm(asking.ask(people.editor).pk)
    desks = {}
    for name in ("coordinator", "representative"):
        client.force_login(getattr(people, name))
        with translation.override("en"):
            desks[name] = client.get(reverse("desk")).text

    assert ("Editor" in desks["coordinator"], "Who asked to be erased" in desks["representative"]) == (True, False)


def test_every_step_stands_in_the_trail(client, person, monkeypatch, django_capture_on_commit_callbacks):
    written = []
    monkeypatch.setattr("catalogue.audit.write", written.append)
    with django_capture_on_commit_callbacks(execute=True):
        confirmed(client)
    with django_capture_on_commit_callbacks(execute=True):
        let_pass(due_at=timezone.timedelta())
        round_goes()

    said = [event.said for event in written if event.action == AuditEvent.Action.ERASE]
    assert said == ["asked for", "confirmed", ""]
    assert {event.object_id for event in written if event.action == AuditEvent.Action.ERASE} == {person.pk}
