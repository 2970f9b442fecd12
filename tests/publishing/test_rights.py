"""Who may do what, beside the table of roles, actions and states: guessed numbers, foreign dossiers, one's own text."""

import pytest
from django.urls import reverse

from publishing.rights import RIGHTS, Action, Role, roles_of
from publishing.states import EDITABLE, State
from tests.publishing.test_rights_table import PAGES, signed_in

pytestmark = pytest.mark.django_db


def test_the_rows_of_the_table_name_every_action():
    assert set(RIGHTS) == set(Action)


@pytest.mark.parametrize("role", [Role.FOREIGN, Role.EDITOR])
def test_guessed_numbers_lead_nowhere(client, people, written, role):
    written()
    signed_in(client, people, role)
    names = [*PAGES, "versions", "reviews"]

    answers = [client.get(reverse(name, args=[4711])).status_code for name in names]

    assert answers == [404] * len(names)


@pytest.mark.parametrize("name", ["comment", "open_version", "discard", "confirm"])
def test_a_foreign_dossier_cannot_be_written_to(client, people, written, name):
    version = written(State.PUBLISHED)
    client.force_login(people.foreign)

    answer = client.post(reverse(name, args=[version.dossier_id]), {"text": "Pozdrav"})

    assert (answer.status_code, version.comments.count(), version.dossier.versions.count()) == (404, 0, 1)


def test_nobody_approves_their_own_text(client, people, written):
    version = written(State.SUBMITTED)
    version.contributors.add(people.representative)
    client.force_login(people.representative)

    answer = client.post(reverse("step", args=[version.dossier_id, "publish"]))

    version.refresh_from_db()
    assert (answer.status_code, version.state) == (409, State.SUBMITTED)


def test_leaving_the_organisation_ends_the_rights_with_the_next_request(client, people, written):
    version = written()
    client.force_login(people.editor)
    address = reverse("dossier", args=[version.dossier_id])
    before = client.get(address).status_code

    people.editor.memberships.all().delete()

    assert (before, client.get(address).status_code) == (200, 404)


def test_a_reviewer_sees_the_version_only_while_asked(people, written, client):
    version = written(State.REVIEW)
    client.force_login(people.reviewer)
    address = reverse("dossier", args=[version.dossier_id])
    before = client.get(address).status_code
    review = version.reviews.create(reviewer=people.reviewer, due="2030-01-01")
    during = client.get(address).status_code

    review.state = "cancelled"
    review.save()

    assert (before, during, client.get(address).status_code) == (404, 200, 404)


def test_an_inactive_person_is_nobody(people, written):
    version = written()
    people.editor.is_active = False

    assert roles_of(people.editor, version.dossier, version) == frozenset({Role.VISITOR})


@pytest.mark.parametrize("state", [*EDITABLE, State.SUBMITTED, State.DECLINED])
def test_what_is_not_public_is_in_no_list_search_feed_or_answer_for_machines(client, people, written, state):
    written(state)

    pages = [
        client.get(reverse("home")),
        client.get(reverse("practice_list")),
        client.get(reverse("catalogue"), {"q": "parovod"}),
        client.get(reverse("api:search"), {"q": "parovod"}),
        client.get(reverse("feed")),
        client.get(reverse("sitemap_part", args=["practice"])),
    ]

    assert [
        ("parovod" in page.content.decode().replace("q=parovod", ""), "Skupna para" in page.content.decode())
        for page in pages[:2]
    ] == [(False, False)] * 2
    assert pages[3].json()["count"] == 0
    assert ["Skupna para" in page.content.decode() for page in pages] == [False] * len(pages)
