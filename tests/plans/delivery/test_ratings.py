"""How an organisation sees its stakeholders: for itself alone."""

import pytest
from django.urls import reverse

from plans.delivery.ratings import PLACES
from plans.figures.stakeholders import Place
from plans.models import StakeholderRating
from publishing.snapshot import taken
from tests.plans.planning import begin_plan, publish_plan

pytestmark = pytest.mark.django_db

STAKEHOLDERS = [
    {"uid": "s1", "name_sl": "Mestni svet", "sector": "public", "role": "lead"},
    {"uid": "s2", "name_sl": "Društvo", "sector": "civil", "role": "consulted"},
]
RATED = {"s-s1-importance": "5", "s-s1-influence": "4", "s-s1-note": "Podpira.", "s-s2-importance": "4"}


@pytest.fixture
def address(people):
    version = begin_plan(people)
    version.content |= {"stakeholders": STAKEHOLDERS}
    version.save()
    return reverse("plan_ratings", args=[version.dossier_id])


def rate(client, address, typed):
    forms = client.get(address).context["page"].forms
    return client.post(address, {f"{form.prefix}-base": form.mark() for form in forms} | typed)


def test_stakeholders_are_rated_and_shown_in_the_grid(client, people, address):
    client.force_login(people.editor)

    rate(client, address, RATED | {"s-s2-influence": "2"})

    grid = client.get(address).context["page"].grid
    named = {str(words): [name for name, *_grades in who] for _heading, cells in grid for words, who in cells}
    assert [len(cells) for _heading, cells in grid] == [2, 2]
    assert {words: who for words, who in named.items() if who} == {
        str(PLACES[Place.INVOLVE_CLOSELY]): ["Mestni svet"],
        str(PLACES[Place.STRENGTHEN]): ["Društvo"],
    }
    assert len(named) == len(Place)


def test_one_grade_alone_is_asked_about_and_the_rest_is_stored(client, people, address):
    client.force_login(people.editor)

    answer = rate(client, address, RATED)

    assert list(answer.context["page"].forms[1].errors) == ["influence"]
    assert list(StakeholderRating.objects.values_list("key", "note")) == [("s1", "Podpira.")]


def test_a_rating_is_changed_and_taken_back(client, people, address):
    client.force_login(people.editor)
    rate(client, address, {"s-s1-importance": "5", "s-s1-influence": "4"})
    rate(client, address, {"s-s1-importance": "2", "s-s1-influence": "4"})
    assert StakeholderRating.objects.get().importance == 2

    rate(client, address, {})

    assert not StakeholderRating.objects.exists()


def test_two_colleagues_do_not_undo_each_others_ratings(client, people, address):
    client.force_login(people.editor)
    forms = client.get(address).context["page"].forms
    old = {f"{form.prefix}-base": form.mark() for form in forms}
    rate(client, address, {"s-s1-importance": "5", "s-s1-influence": "4"})

    answer = client.post(address, old | {"s-s2-importance": "1", "s-s2-influence": "1"})

    assert [list(form.errors) for form in answer.context["page"].forms] == [["__all__"], []]
    assert list(StakeholderRating.objects.values_list("key", "importance")) == [("s1", 5), ("s2", 1)]


def test_a_rating_is_in_no_version_and_on_no_public_page(client, people):
    dossier = publish_plan(people, stakeholders=STAKEHOLDERS).dossier
    dossier.ratings.create(key="s1", importance=5, influence=4, note="Tajno mnenje", contact="Skrivna Oseba")
    plan = dossier.entry

    pages = [plan.get_absolute_url(), f"/api/v1/entries/plan/{plan.slug_en}"]
    texts = [client.get(page).content.decode() for page in pages] + [str(taken(plan))]

    assert [word for text in texts for word in ("Tajno mnenje", "Skrivna Oseba") if word in text] == []


def test_a_visitor_is_asked_to_sign_in(client, address):
    assert client.get(address).status_code == 302
