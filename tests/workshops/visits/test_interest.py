"""A partner wants to take a practice over: said once, told to its organisation, dropped, or made into a transfer."""

import pytest
from django.urls import reverse

from library.models import Practice
from partners.models import Partner, Place
from publishing.models import Notice, Version
from tests.factories import make
from tests.workshops.visits.visiting import member_of
from workshops.models import Interest, Transfer
from workshops.visits import interest

pytestmark = pytest.mark.django_db


@pytest.fixture
def origin():
    return make(Partner, title_sl="Izvor")


@pytest.fixture
def adopter():
    return make(Partner, title_sl="Prevzemnik")


@pytest.fixture
def practice(origin):
    return make(Practice, organisation=origin)


@pytest.fixture
def person(adopter):
    return member_of(adopter, "prevzemnica")


def wants(practice, adopter, person, **fields):
    return interest.want(practice=practice, partner=adopter, by=person, **fields)[0]


def state_of(one):
    return Interest.objects.get(pk=one.pk).state


def test_a_member_says_it_once_and_the_organisation_of_the_practice_is_told(client, practice, origin, adopter, person):
    answering, place = member_of(origin, "izvorna"), make(Place, title_sl="Cona Vič")
    client.force_login(person)
    said = {"note": "Za našo cono", "place": "Cona Vič"}

    for _time in range(2):
        client.post(reverse("interest_new", args=[practice.pk]), said)

    [one] = Interest.objects.all()
    assert (one.partner, one.place, one.note, one.by) == (adopter, place, "Za našo cono", person)
    assert list(Notice.objects.values_list("sentence", "person")) == [("interest", answering.pk)]


def test_nobody_takes_over_a_practice_of_their_own(client, practice, origin):
    client.force_login(member_of(origin, "izvorna"))

    page = client.post(reverse("interest_new", args=[practice.pk]), {"note": "Moje"})

    assert (page.status_code, Interest.objects.count(), "Moje" in page.content.decode()) == (200, 0, True)


def test_a_person_without_an_organisation_has_no_such_page(client, practice, make_user):
    client.force_login(make_user("brez@example.org"))

    assert client.get(reverse("interest_new", args=[practice.pk])).status_code == 404


@pytest.mark.parametrize(("reader", "links"), [("", 0), ("origin", 0), ("adopter", 1)])
def test_the_page_of_a_practice_offers_it_to_members_of_other_organisations(client, request, practice, reader, links):
    if reader:
        client.force_login(member_of(request.getfixturevalue(reader), "bralka"))

    page = client.get(practice.get_absolute_url()).content.decode()

    assert page.count(reverse("interest_new", args=[practice.pk])) == links


def test_both_sides_have_it_on_their_list_and_others_do_not(client, practice, origin, adopter, person):
    wants(practice, adopter, person)
    readers = [person, member_of(origin, "izvorna"), member_of(make(Partner), "tretja")]

    shown = []
    for reader in readers:
        client.force_login(reader)
        context = client.get(reverse("interests")).context
        shown.append((len(context["mine"]), len(context["others"])))

    assert shown == [(1, 0), (0, 1), (0, 0)]


def test_only_the_own_partner_drops_it(client, practice, origin, adopter, person):
    one = wants(practice, adopter, person)
    address = reverse("interest_drop", args=[one.pk])
    client.force_login(member_of(origin, "izvorna"))
    foreign = client.post(address).status_code
    client.force_login(person)

    client.post(address)

    assert (foreign, state_of(one), wants(practice, adopter, person).pk != one.pk) == (404, "dropped", True)


def test_it_becomes_the_draft_of_a_transfer_that_knows_what_it_says(client, practice, adopter, person):
    place = make(Place)
    one = wants(practice, adopter, person, place=place)
    client.force_login(person)

    first, second = (client.post(reverse("interest_transfer", args=[one.pk])) for _time in range(2))

    version = Version.objects.get()
    assert (version.dossier.kind, version.dossier.owner) == ("transfer", adopter)
    assert [version.content[name] for name in ("practice_id", "place_id", "partner_id")] == [
        practice.pk,
        place.pk,
        adopter.pk,
    ]
    assert (first.url, client.get(first.url).status_code, state_of(one)) == (second.url, 200, "open")


@pytest.mark.parametrize(("stage", "state"), [("adapt", "taken_up"), ("dropped", "open")])
@pytest.mark.parametrize("way", ["at once", "in the round"])
def test_a_public_transfer_takes_the_interest_up(practice, adopter, person, stage, state, way):
    one = wants(practice, adopter, person)
    draft = make(Transfer, practice=practice, partner=adopter, published=False)
    interest.take_up(draft)
    before = state_of(one), interest.to_take_up().count()
    draft.stage = stage
    draft.publish()

    if way == "at once":
        interest.take_up(draft)
    else:
        [interest.take_up_now(pk) for pk in list(interest.to_take_up().values_list("pk", flat=True))]

    one.refresh_from_db()
    assert (before, one.state, one.transfer) == (("open", 0), state, draft if state == "taken_up" else None)
    assert not interest.to_take_up()
