"""What is not public is named on no page of another entry, counted by no number and found by no word."""

import pytest
from django.urls import reverse

from catalogue.models import Facet
from tests.catalogue.test_leaks import HIDDEN, make_network, secrets_seen
from tests.factories import MODELS
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=HIDDEN)
def standing_network(request, django_db_setup, django_db_blocker):
    with standing(django_db_blocker, lambda: make_network(request.param)) as network:
        yield network


@pytest.fixture
def network(standing_network, db):
    """Made once in each state in which secrets are not public; each test has its own transaction."""
    return standing_network


def test_no_page_of_the_portal_names_what_is_not_public(client, network):
    assert secrets_seen(client, network.public) == {}


def test_no_number_counts_and_no_word_finds_what_is_not_public(client, network):
    response = client.get(reverse("catalogue"))
    words = [f"skrivnost{model.__name__.lower()}" for model in MODELS]
    hits = {word: client.get(reverse("catalogue"), {"q": word}).context["page"].count for word in words}

    numbers = {group["name"]: group["values"] for group in response.context["facets"]}
    assert response.context["page"].count == len(network.public)
    assert sum(value["number"] for value in numbers[Facet.KIND]) == len(network.public)
    assert [value["number"] for value in numbers[Facet.TOPIC]] == [len(network.public)]
    assert [str(value["label"]) for value in numbers[Facet.PROJECT]] == ["JAVNI"]
    assert hits == dict.fromkeys(words, 0)


@pytest.mark.parametrize("standing_network", ["withdrawn"], indirect=True)
def test_a_signed_in_person_without_rights_sees_no_more(client, network, make_user):
    client.force_login(make_user())

    assert secrets_seen(client, network.public) == {}


def test_no_number_for_machines_counts_what_is_not_public(client, network):
    answer = client.get(reverse("api:search"), {"facets": "1", "limit": 200}).json()

    public = sorted(f"{entry.kind}:{entry.pk}" for entry in network.public)
    assert sorted(result["id"] for result in answer["results"]) == public
    assert answer["count"] == sum(value["count"] for value in answer["facets"]["kind"]) == len(public)
    assert [(value["value"], value["count"]) for value in answer["facets"]["topic"]] == [("voda", len(public))]
    assert [value["label"] for value in answer["facets"]["project"]] == ["JAVNI"]
