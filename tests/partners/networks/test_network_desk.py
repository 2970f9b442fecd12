"""Networks at the desk: who finds which page, what it holds, and what its forms do."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partners.models import Network, NetworkLink, NetworkMembership
from tests.factories import make

pytestmark = pytest.mark.django_db
HIDDEN = "Skrivnostno"


@pytest.fixture
def network(partner):
    found = make(Network, title_sl="Mreža con", title_en="Zones", acronym="MC", coordinator=partner, joinable=True)
    join(found, partner, role="coordinator")
    return found


def join(network, partner, state="active", **fields):
    since = timezone.localdate() if state == "active" else None
    return NetworkMembership.objects.create(network=network, partner=partner, state=state, since=since, **fields)


@pytest.fixture
def joining(partner):
    return make(type(partner), title_sl="Občina Ribno", title_en="Municipality of Ribno")


@pytest.fixture
def below(member, joining):
    return member("pod@example.org", "representative", of=joining)


def as_person(client, person):
    client.force_login(person)
    return client


def desk_of(network):
    return reverse("network_desk", args=[network.pk])


# --- Who finds what ---


@pytest.mark.parametrize("name", ["network_desk", "network_table", "network_invite", "network_tie"])
def test_the_desk_of_a_network_is_for_those_who_speak_for_it(client, network, below, editor, name):
    address = reverse(name, args=[network.pk])
    ask = client.get if name == "network_desk" else client.post

    found = []
    for person in (below, editor):
        client.force_login(person)
        found.append(ask(address).status_code)

    assert found == [404, 404]


def test_a_membership_is_nowhere_for_those_of_neither_side(client, network, joining, member):
    foreign = member("tuj@example.org", "representative", of=make(type(joining)))
    row = join(network, joining, "asked")

    response = as_person(client, foreign).post(reverse("membership_step", args=[row.pk, "accept"]))

    row.refresh_from_db()
    assert (response.status_code, row.state) == (404, "asked")


def test_my_networks_lists_memberships_of_my_organisations_alone(client, network, joining, below, partner):
    row = join(network, joining, "invited")
    join(make(Network, title_sl=HIDDEN), partner)

    response = as_person(client, below).get(reverse("my_networks"))

    assert [pair[0] for pair in response.context["open"]] == [row]
    assert (response.context["active"], HIDDEN in response.content.decode()) == ([], False)


def test_the_desk_leads_to_what_waits_for_an_answer(client, network, joining, below, representative):
    join(network, joining, "asked")

    [row] = [
        row
        for section in as_person(client, representative).get(reverse("desk")).context["sections"]
        if section["template"] == "partners/networks/desk_rows.html"
        for row in section["rows"]
    ]

    assert (row["address"], row["note"]) == (desk_of(network), "1 prošnja čaka na odgovor")


# --- Asking, answering, inviting ---


def test_a_representative_asks_to_join_by_the_page(client, network, joining, below):
    address = reverse("network_join", args=[network.slug_sl])
    sent = {"partner": joining.pk, "text": "Radi bi se učili.", "state": "active", "role": "coordinator"}

    response = as_person(client, below).post(address, sent)

    row = network.memberships.get(partner=joining)
    assert response.url == reverse("my_networks")
    assert (row.state, row.role, row.reason) == ("asked", "member", "Radi bi se učili.")


def test_asking_twice_is_answered_with_since_when_it_waits(client, network, joining, below):
    address, sent = reverse("network_join", args=[network.slug_sl]), {"partner": joining.pk}
    as_person(client, below).post(address, sent)

    response = client.post(address, sent)

    assert (response.status_code, network.memberships.filter(partner=joining).count()) == (409, 1)
    assert "Prošnja že čaka od" in response.content.decode()


def test_nobody_asks_for_an_organisation_of_others(client, network, joining, below, partner):
    other = make(type(partner))

    response = as_person(client, below).post(reverse("network_join", args=[network.slug_sl]), {"partner": other.pk})

    assert (response.status_code, network.memberships.filter(partner=other).exists()) == (400, False)


def test_the_public_page_offers_asking_and_inviting_to_those_who_may(client, network, below, representative, editor):
    ask, desk = reverse("network_join", args=[network.slug_sl]), desk_of(network)

    def offered():
        page = client.get(network.get_absolute_url()).content.decode()
        return ask in page, desk in page

    found = [offered()]
    for person in (below, representative, editor):
        client.force_login(person)
        found.append(offered())

    assert found == [(False, False), (True, False), (False, True), (False, False)]


@pytest.mark.parametrize(("reason", "status", "state"), [("", 400, "asked"), ("Ni prostora.", 302, "declined")])
def test_declining_asks_for_a_reason(client, network, joining, representative, reason, status, state):
    row = join(network, joining, "asked")

    response = as_person(client, representative).post(
        reverse("membership_step", args=[row.pk, "decline"]), {"reason": reason, "seen": "asked"}
    )

    row.refresh_from_db()
    assert (response.status_code, row.state) == (status, state)


def test_who_comes_too_late_reads_it_and_nothing_changes(client, network, joining, representative):
    row = join(network, joining, "active")

    response = as_person(client, representative).post(
        reverse("membership_step", args=[row.pk, "decline"]), {"reason": "Ne.", "seen": "asked"}
    )

    row.refresh_from_db()
    assert (response.status_code, row.state) == (409, "active")


def test_a_step_that_begins_a_membership_has_no_page_of_its_own(client, network, joining, representative):
    row = join(network, joining, "asked")
    client.force_login(representative)

    assert [client.get(reverse("membership_step", args=[row.pk, name])).status_code for name in ("ask", "xyz")] == [
        404,
        404,
    ]


def test_an_organisation_is_found_by_its_name_and_invited(client, network, joining, representative):
    make(type(joining), title_sl="Občina Skrita", published=False)

    found = as_person(client, representative).get(desk_of(network), {"q": "obcina rib"}).context["found"]
    client.post(reverse("network_invite", args=[network.pk]), {"partner": found[0].pk, "role": "observer"})

    assert found == [joining]
    assert list(network.memberships.filter(state="invited").values_list("partner", "role")) == [
        (joining.pk, "observer")
    ]


@pytest.mark.parametrize("sent", [{}, {"partner": "x", "role": "member"}, {"partner": 10**20, "role": "member"}])
def test_what_is_no_invitation_invites_nobody(client, network, representative, sent):
    response = as_person(client, representative).post(reverse("network_invite", args=[network.pk]), sent)

    assert (response.status_code, network.memberships.count()) == (400, 1)


def test_a_hidden_organisation_is_neither_found_nor_invited(client, network, representative, partner):
    hidden = make(type(partner), title_sl=HIDDEN, title_en=HIDDEN, published=False)
    client.force_login(representative)

    found = client.get(desk_of(network), {"q": HIDDEN}).context["found"]
    response = client.post(reverse("network_invite", args=[network.pk]), {"partner": hidden.pk, "role": "member"})

    assert (found, response.status_code, HIDDEN in response.content.decode()) == ([], 400, False)


# --- Networks in networks, roles, files ---


def test_a_circle_is_refused_on_the_page_with_its_sentence(client, network, representative):
    ecomark, innocite = make(Network, acronym="ECOMARK"), make(Network, acronym="InnoCité")
    for upper, member in ((network, innocite), (innocite, ecomark)):
        NetworkLink.objects.create(network=upper, member=member, state="active", since=timezone.localdate())
    Network.objects.filter(pk=ecomark.pk).update(joinable=True)

    response = as_person(client, representative).post(
        reverse("network_tie", args=[network.pk]), {"network": ecomark.pk, "way": "ask"}
    )

    assert (response.status_code, NetworkLink.objects.count()) == (409, 2)
    assert response.context["refusal"] == ("ECOMARK je že v tej mreži (prek InnoCité); kroga ne moremo narediti.")


def test_coordination_is_handed_over_after_a_page_that_says_so(client, network, joining, representative):
    row = join(network, joining)
    address = reverse("network_hand_over", args=[network.pk, row.pk])

    asked = as_person(client, representative).get(address)
    network.refresh_from_db()
    before = network.coordinator
    response = client.post(address)

    network.refresh_from_db()
    assert (asked.status_code, before != joining, response.url) == (200, True, reverse("my_networks"))
    assert network.coordinator == joining


def test_the_members_are_a_file_whose_export_is_written_down(client, network, joining, representative):
    joining.title_sl = "=1+1"
    joining.save()
    join(network, joining)

    response = as_person(client, representative).post(reverse("network_table", args=[network.pk]))

    heading, *rows = response.content.decode("utf-8-sig").splitlines()
    assert heading == "Organizacija;Država;Vloga;Od;Kako je v mreži"
    assert rows[1].startswith("'=1+1;;član;")
    assert LogEntry.objects.get().change_message == "Members exported."


def test_the_desk_of_a_network_asks_as_often_for_many_as_for_one(client, network, representative, partner):
    client.force_login(representative)
    counts = []
    for _round in range(2):
        for state in ("active", "asked", "invited"):
            join(network, make(type(partner)), state)
        NetworkLink.objects.create(network=network, member=make(Network), state="asked")
        client.get(desk_of(network))
        with CaptureQueriesContext(connection) as counted:
            client.get(desk_of(network))
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_the_administration_refuses_a_circle(client, network, admin_client):
    inner = make(Network, acronym="ECOMARK")
    NetworkLink.objects.create(network=network, member=inner, state="active", since=timezone.localdate())
    address = reverse("admin:partners_network_change", args=[inner.pk])
    form = admin_client.get(address).context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value not in (None, "") and name != "topics"}
    sent |= {"title_sl": inner.title_sl, "title_en": inner.title_en, "slug_sl": inner.slug_sl, "slug_en": inner.slug_en}
    for prefix in ("memberships", "links"):
        sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    sent |= {"links-TOTAL_FORMS": 1, "links-0-member": network.pk, "links-0-state": "active"}
    sent |= {"links-0-since": "2026-05-03"}

    response = admin_client.post(address, sent)

    assert NetworkLink.objects.count() == 1
    assert "kroga" in response.content.decode()
