"""Pages of the desk ask the database the same number of questions, whatever stands on them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from library.models import Practice
from partners import actions
from partners.models import Partner
from publishing import notices, reviewing, versions
from publishing.models import CRITERIA, Comment, Dossier, Notice
from publishing.states import State
from publishing.workflow import take
from tests.factories import make


def asked(client, person, address):
    """How many queries a page asks, once everything that a process keeps is known."""
    client.force_login(person)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    return len(found), answer.status_code


def grown(client, person, address, add):
    """(queries, status) with one item and with three."""
    found = []
    for n in (1, 2):
        for _time in range(n):
            add()
        found.append(asked(client, person, address))
    return found


def expect_the_same(found):
    (one, first), (three, second) = found
    assert (one, first) == (three, second) == (one, 200)


@pytest.fixture
def reviewed(written, people):
    """A practice in review, with two reviews asked for of which the first is handed in."""

    def add():
        version = written(State.REVIEW)
        due = timezone.localdate() + timedelta(days=9)
        for reviewer in (people.reviewer, people.second_reviewer):
            reviewing.assign(version=version, reviewer=reviewer, due=due, by=people.coordinator)
        first = version.reviews.first()
        scores = dict.fromkeys(CRITERIA, (3, "Dobro."))
        reviewing.hand_in(review=first, by=people.reviewer, scores=scores, opinion="Zgledno.")
        return version

    return add


def every_state(written, reviewed):
    """One dossier of each state that the desk shows."""
    for state in (State.DRAFT, State.SUBMITTED, State.CHANGES, State.PUBLISHED, State.REFRESH):
        written(state)
    old = written(State.PUBLISHED)
    Dossier.objects.filter(pk=old.dossier_id).update(confirmed_at=timezone.now() - timedelta(days=500))
    reviewed()


def test_the_desk_asks_the_same_with_more_on_it(client, people, written, reviewed):
    roles = ["editor", "representative", "coordinator", "second_reviewer"]
    found = {who: [] for who in roles}

    for n in (1, 2):
        for _time in range(n):
            every_state(written, reviewed)
        for who in roles:
            found[who].append(asked(client, getattr(people, who), reverse("desk")))

    for who in roles:
        expect_the_same(found[who])


def test_the_desk_asks_the_same_with_more_to_take_over(client, people):
    found = grown(client, people.editor, reverse("desk"), lambda: make(Practice, organisation=people.own))

    expect_the_same(found)


@pytest.mark.parametrize("who", ["editor", "coordinator"])
def test_a_dossier_asks_the_same_with_more_versions_and_comments(client, people, written, who):
    version = written(State.PUBLISHED)
    dossier = version.dossier

    def add():
        renew(dossier, people)
        for author in (people.editor, people.representative):
            Comment.objects.create(version=dossier.versions.first(), author=author, text="Dobro.")

    found = grown(client, getattr(people, who), reverse("dossier", args=[dossier.pk]), add)

    expect_the_same(found)


def renew(dossier, people):
    opened = versions.open_version(dossier, by=people.editor)
    opened.content["problem_sl"] += " Še nekaj."
    opened.save()
    take(step="submit", version=opened, by=people.editor)
    take(step="publish", version=opened, by=people.representative)


@pytest.mark.parametrize("name", ["versions", "compare"])
@pytest.mark.parametrize("who", ["editor", "coordinator"])
def test_the_pages_of_versions_ask_the_same_with_more_of_them(client, people, written, name, who):
    dossier = written(State.PUBLISHED).dossier
    address = reverse(name, args=[dossier.pk])

    found = grown(client, getattr(people, who), address, lambda: renew(dossier, people))

    expect_the_same(found)


def test_my_reviews_ask_the_same_with_more_of_them(client, people, reviewed):
    found = grown(client, people.second_reviewer, reverse("my_reviews"), reviewed)

    expect_the_same(found)


def test_the_reviews_of_a_version_ask_the_same_with_more_of_them(client, people, written):
    version = written(State.NOT_SELECTED)
    reviewers = iter((people.reviewer, people.second_reviewer, people.third_reviewer))

    def add():
        reviewer = next(reviewers)
        review = version.reviews.create(reviewer=reviewer, due=timezone.localdate(), assigned_by=people.coordinator)
        for criterion in CRITERIA:
            review.scores.create(criterion=criterion, points=3, reason="Dobro.")
        version.reviews.filter(pk=review.pk).update(state="handed_in", handed_in_at=timezone.now())

    found = grown(client, people.coordinator, reverse("reviews", args=[version.dossier_id]), add)

    expect_the_same(found)


@pytest.mark.parametrize("who", ["editor", "coordinator"])
def test_the_queue_of_translations_asks_the_same_with_more_in_it(client, people, written, who):
    found = grown(client, getattr(people, who), reverse("translation_queue"), written)

    expect_the_same(found)


def test_the_overview_of_translations_asks_the_same_with_more_entries(client, people, written):
    address = reverse("translation_overview")

    found = grown(client, people.coordinator, address, lambda: written(State.PUBLISHED))

    expect_the_same(found)


def test_notices_ask_the_same_with_more_of_them(client, people, written):
    def add():
        version = written(State.DRAFT)
        notices.tell(people=[people.editor], kind=Notice.Kind.COMMENT, sentence="comment", dossier=version.dossier)

    found = grown(client, people.editor, reverse("notices"), add)

    expect_the_same(found)


def test_wishes_ask_the_same_with_more_notices(client, people, written):
    def add():
        notices.tell(people=[people.editor], kind=Notice.Kind.COMMENT, sentence="comment", dossier=written().dossier)

    found = grown(client, people.editor, reverse("wishes"), add)

    expect_the_same(found)


def test_the_people_of_an_organisation_ask_the_same_with_more_of_them(client, people, make_user):
    numbers = iter(range(10))

    def add():
        number = next(numbers)
        people.own.memberships.create(user=make_user(f"član{number}@example.org"), role="editor")
        actions.invite(
            partner=people.own,
            email=f"gost{number}@example.org",
            role="editor",
            language="sl",
            by=people.representative,
        )

    found = grown(client, people.representative, reverse("organisation", args=[people.own.pk]), add)

    expect_the_same(found)


def test_the_organisations_of_a_person_ask_the_same_with_more_of_them(client, people):
    people.other.memberships.create(user=people.editor, role="editor")
    found = grown(
        client,
        people.editor,
        reverse("people"),
        lambda: make(Partner).memberships.create(user=people.editor, role="editor"),
    )

    expect_the_same(found)
