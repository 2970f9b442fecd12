"""Organisations endorse a recommendation: each for a version, for as long as it wishes, whoever leaves it."""

import pytest
from django.urls import reverse

from plans.advocacy import endorsing
from plans.models import Endorsement
from publishing.models import Notice
from publishing.refusals import Overtaken, Refused
from publishing.versions import leading_of
from tests.plans.advocacy.arguing import CONTENT, endorsed, next_version, publish_recommendation, supporter

pytestmark = pytest.mark.django_db
MARK = "različica 1"


@pytest.fixture
def version(people):
    return publish_recommendation(people)


def page_of(client, version, language="sl"):
    return client.get(f"/sl/priporocila/{version.dossier.entry.slug_sl}/").text


def form(partner, deed="endorse", number=1):
    return {"partner": partner.pk, "deed": deed, "number": number}


def address_of(version):
    return reverse("recommendation_endorse", args=[version.dossier.entry.slug_sl])


def sentences(person):
    return list(Notice.objects.filter(person=person, kind="recommendation").values_list("sentence", flat=True))


def test_an_endorsement_outlives_the_membership_of_its_author(client, version):
    partner, person = supporter()
    client.force_login(person)
    client.post(address_of(version), form(partner))
    person.memberships.all().delete()
    person.delete()
    client.logout()

    page = page_of(client, version)

    assert ("Občina Vič" in page, MARK in page, Endorsement.objects.get().by) == (True, False, None)


@pytest.mark.parametrize(
    ("change", "marked"),
    [
        ({"body_sl": "V razpise dodajte dva pogoja."}, True),
        ({"level": "eu"}, True),
        ({"summary_sl": "Na kratko povedano drugače."}, False),
        ({"window_to": "2028"}, False),
    ],
)
def test_an_endorsement_is_marked_when_the_text_changes_until_it_is_confirmed(client, people, version, change, marked):
    partner, person = supporter()
    endorsed(version, partner, person)
    second = next_version(people, version, **change)
    before = page_of(client, second)

    client.force_login(person)
    told = sentences(person)
    answer = client.post(address_of(version), form(partner, "confirm", 2))
    client.logout()

    after = page_of(client, second)
    assert (MARK in before, MARK in after, answer.status_code) == (marked, False, 302)
    assert ("recommendation_changed" in told, Endorsement.objects.get().version.number) == (marked, 2)


def test_a_second_change_is_told_once(people, version):
    partner, person = supporter()
    endorsed(version, partner, person)
    second = next_version(people, version, body_sl="Dva pogoja.")
    next_version(people, second, body_sl="Trije pogoji.")

    assert sentences(person) == ["recommendation_changed"]


def test_text_that_returns_to_what_was_endorsed_is_not_marked(client, people, version):
    partner, person = supporter()
    endorsed(version, partner, person)
    second = next_version(people, version, body_sl="Dva pogoja.")
    third = next_version(people, second, body_sl=CONTENT["body_sl"])

    assert MARK not in page_of(client, third)


def test_an_ended_endorsement_is_on_no_public_page_and_may_begin_anew(client, version):
    partner, person = supporter()
    endorsed(version, partner, person)
    client.force_login(person)
    client.post(address_of(version), form(partner, "end"))

    gone = page_of(client, version)
    client.post(address_of(version), form(partner))

    assert "Podprli so" not in gone
    assert ("Podprli so" in page_of(client, version), Endorsement.objects.count()) == (True, 2)


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 404), ("coordinator", 404), ("administrator", 404), ("representative", 200), ("foreign", 200)],
)
def test_representatives_alone_endorse_their_own_recommendations_and_those_of_others(
    client, people, version, who, status
):
    client.force_login(getattr(people, who))

    page = client.get(address_of(version))

    assert page.status_code == status


def test_a_coordinator_cannot_endorse_for_an_organisation(people, version):
    with pytest.raises(Refused):
        endorsing.endorse(dossier=version.dossier, partner=people.own, seen=1, by=people.coordinator)


def test_a_form_names_no_organisation_of_others(client, people, version):
    client.force_login(people.foreign)

    assert client.post(address_of(version), form(people.own)).status_code == 404
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize("number", [2, "", "x", "9" * 30])
def test_another_version_than_the_one_that_was_read_is_not_endorsed(client, people, version, number):
    client.force_login(people.foreign)

    answer = client.post(address_of(version), form(people.other, number=number))

    assert (answer.status_code, Endorsement.objects.count()) == (409, 0)


def test_of_two_representatives_one_endorses_and_the_other_is_told(version):
    partner, person = supporter()
    endorsed(version, partner, person)

    with pytest.raises(Overtaken):
        endorsed(version, partner, person)

    assert Endorsement.objects.count() == 1


def test_the_owner_is_told_who_endorses_and_who_does_so_no_more(people, version):
    partner, person = supporter()
    endorsed(version, partner, person)
    endorsing.end(dossier=version.dossier, partner=partner, by=person)

    assert sentences(people.editor) == ["recommendation_unendorsed", "recommendation_endorsed"]


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_what_is_not_public_is_endorsed_by_nobody(client, people, version, state):
    entry = version.dossier.entry
    entry.status = state
    entry.save()
    client.force_login(people.foreign)

    assert client.get(address_of(version)).status_code == 404
    with pytest.raises(Refused):
        endorsing.endorse(dossier=version.dossier, partner=people.other, seen=1, by=people.foreign)


def test_the_name_of_an_organisation_that_is_not_public_is_on_no_page(client, version):
    partner, person = supporter("Skrivna ustanova", published=False)
    endorsed(version, partner, person)

    assert "Skrivna ustanova" not in page_of(client, version)


def test_the_desk_lists_endorsements_with_those_that_ended(client, people, version):
    partner, person = supporter()
    endorsed(version, partner, person)
    endorsing.end(dossier=version.dossier, partner=partner, by=person)
    client.force_login(people.editor)

    page = client.get(reverse("recommendation_endorsements", args=[version.dossier_id])).text

    assert ("Občina Vič" in page, "končano" in page) == (True, True)


def test_the_public_page_offers_the_way_to_representatives_alone(client, people, version):
    visitor = page_of(client, version)
    client.force_login(people.foreign)

    assert (address_of(version) in visitor, address_of(version) in page_of(client, version)) == (False, True)
    assert leading_of(version.dossier).number == 1
