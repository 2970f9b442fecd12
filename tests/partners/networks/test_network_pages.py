"""Public pages about networks: who is in one, whom they share, the picture of them all."""

import datetime as dt
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.caches import forget_all
from library.models import Practice
from partners.models import Network, NetworkLink, NetworkMembership, Partner
from partners.networks.gathering import MOST
from partners.networks.picture import whole_picture
from projects.models import Participation, Project
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db
SINCE = dt.date(2026, 5, 3)


def join(network, partner, role="member", state="active"):
    return NetworkMembership.objects.create(network=network, partner=partner, role=role, state=state, since=SINCE)


def tie(network, member, state="active"):
    return NetworkLink.objects.create(network=network, member=member, state=state, since=SINCE)


def oracle():
    """N1 {A, B, C} + N3; N3 {E} + N2; N2 {C, D}."""
    networks = [make(Network, title_sl=f"Mreža N{n}", title_en=f"Network N{n}", acronym=f"N{n}") for n in (1, 2, 3)]
    partners = {name: make(Partner, title_sl=f"Organizacija {name}", title_en=f"Body {name}") for name in "ABCDE"}
    first, second, third = networks
    for network, names in ((first, "ABC"), (second, "CD"), (third, "E")):
        for name in names:
            join(network, partners[name])
    tie(first, third)
    tie(third, second)
    return networks, partners


@pytest.fixture
def network():
    return make(Network, title_sl="Mreža con", title_en="Network of zones")


def queries(client, address):
    client.get(address)
    forget_all()
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def text_of(client, address):
    return client.get(address).content.decode()


def ways_of(client, network):
    groups = client.get(network.get_absolute_url()).context["groups"]
    lines = [line for group in groups for line in group.lines]
    return {line.partner: [(sort, through) for sort, through in line.ways] for line in lines}


def test_the_page_names_members_with_their_ways_in(client):
    (first, second, third), partners = oracle()
    project = make(Project, acronym="JAVNI", network=first)
    Participation.objects.create(project=project, partner=partners["B"])

    assert ways_of(client, first) == {
        partners["A"]: [("direct", None)],
        partners["B"]: [("direct", None), ("project", project)],
        partners["C"]: [("direct", None), ("network", second)],
        partners["D"]: [("network", second)],
        partners["E"]: [("network", third)],
    }


def test_the_overlap_counts_shared_members_directly_and_by_all_ways(client):
    (first, second, third), _partners = oracle()

    overlap = client.get(reverse("network_overlap")).context["overlap"]

    cells = {(row[0], cell.network): (cell.direct, cell.all) for row in overlap.rows for cell in row[1]}
    assert [cells[one, one][1] for one in (first, second, third)] == [5, 2, 3]
    assert (cells[first, second], cells[first, third]) == ((1, 2), (0, 3))
    assert [len(networks) for _partner, networks in overlap.several] == [3, 3, 2]


def test_each_number_of_the_overlap_leads_to_whom_it_counts(client):
    (first, second, _third), partners = oracle()

    context = client.get(reverse("network_shared", args=[first.pk, second.pk])).context

    assert context["rows"] == [(partners["C"], True), (partners["D"], False)]


@pytest.mark.parametrize(("which", "row"), [("all", "N1;5;2;3"), ("direct", "N1;3;1;0")])
def test_the_overlap_is_a_file(client, which, row):
    oracle()

    response = client.get(reverse("network_matrix", args=[which]))

    assert response.content.decode("utf-8-sig").splitlines()[:2] == ["Mreža;N1;N2;N3", row]


def test_there_is_no_other_file_of_the_overlap(client):
    assert client.get(reverse("network_matrix", args=["skrivno"])).status_code == 404


def fill(networks, partners):
    """Each network with three of the partners, and in the next one."""
    made = [make(Network) for _n in range(networks)]
    bodies = [make(Partner) for _n in range(partners)]
    project = make(Project, network=made[0])
    Participation.objects.create(project=project, partner=bodies[0])
    for number, network in enumerate(made):
        for step in range(3):
            join(network, bodies[(number + step) % partners])
    for upper, member in pairwise(made):
        tie(upper, member)


@pytest.mark.parametrize("name", ["network_overlap", "network_of_networks"])
def test_pages_of_all_networks_ask_as_often_for_thirty_as_for_three(client, name):
    fill(3, 5)
    few = queries(client, reverse(name))
    fill(27, 10)

    assert (queries(client, reverse(name)), few <= 8) == (few, True)


def test_the_page_of_a_network_asks_as_often_for_many_members_as_for_one(client, network):
    topic = make_topic("voda", "Voda", "Water")
    partner, other = make(Partner), make(Network)
    join(network, partner)
    tie(network, other)
    Participation.objects.create(project=make(Project, network=network), partner=make(Partner))
    make(Practice, organisation=partner, topics=[topic])
    few = queries(client, network.get_absolute_url())
    for _n in range(5):
        partner = make(Partner)
        join(network, partner)
        tie(network, make(Network))
        make(Practice, organisation=partner, topics=[topic])
        Participation.objects.create(project=make(Project, network=network), partner=make(Partner))

    assert (queries(client, network.get_absolute_url()), few) == (few, 11)


def test_topics_and_entries_of_members_are_those_of_public_entries(client, network):
    topic = make_topic("voda", "Voda", "Water")
    partner = make(Partner)
    join(network, partner)
    practice = make(Practice, organisation=partner, topics=[topic])
    make(Practice, organisation=partner, topics=[topic], published=False)
    make(Practice, organisation=make(Partner), topics=[topic])

    context = client.get(network.get_absolute_url()).context

    assert [card.object_id for card in context["newest"]] == [practice.pk]
    assert context["topics_chart"].sheet.rows == (("Voda", 1),)


HIDDEN = "Skrivnostno"


@pytest.mark.parametrize("what", ["partner", "network", "project", "asked", "invited", "left", "tie"])
def test_what_is_not_public_is_on_no_page_about_networks(client, network, what):
    secret = {"title_sl": HIDDEN, "title_en": HIDDEN}
    partner = make(Partner, published=what != "partner", **secret)
    if what in ("partner", "asked", "invited", "left"):
        join(network, partner, state=what if what != "partner" else "active")
    if what in ("network", "tie"):
        member = make(Network, published=what == "tie", **secret)
        join(member, partner)
        tie(network, member, state="asked" if what == "tie" else "active")
        NetworkMembership.objects.filter(network=member).delete() if what == "tie" else None
        member.withdraw() if what == "tie" else None
    if what == "project":
        project = make(Project, acronym=HIDDEN, published=False, network=network)
        Participation.objects.create(project=project, partner=partner)

    with translation.override("en"):
        pages = [network.get_absolute_url(), *map(reverse, ("network_overlap", "network_of_networks"))]
        pages += [reverse("network_members", args=[network.slug_en]), reverse("network_matrix", args=["all"])]
        pages += [f"/api/v1/entries/network/{network.slug_en}"]

    assert [page for page in pages if HIDDEN in text_of(client, page)] == []


def test_the_picture_and_its_tables_say_the_same(client):
    (first, second, third), partners = oracle()
    project = make(Project, acronym="JAVNI", network=second)
    Participation.objects.create(project=project, partner=partners["A"])

    response = client.get(reverse("network_of_networks"))

    told = {entry: {kind: set(found) for kind, found in ties.items()} for entry, ties in response.context["networks"]}
    named = {name: partners[name] for name in "ABCDE"}
    assert told == {
        first: {"network": {third}, "partner": {named["A"], named["B"], named["C"]}, "project": set()},
        second: {"network": set(), "partner": {named["C"], named["D"]}, "project": {project}},
        third: {"network": {second}, "partner": {named["E"]}, "project": set()},
    }
    assert response.content.decode().count('class="network-node"') == 3 + 5 + 1


def test_the_picture_is_the_same_every_time_and_says_what_it_leaves_out(monkeypatch):
    oracle()
    monkeypatch.setitem(MOST, "partner", 2)

    first, second = whole_picture(), whole_picture()

    assert first["svg"] == second["svg"]
    assert [(str(kind), number) for kind, number, _most in first["left_out"]] == [("partner", 3)]


def test_the_picture_is_kept_until_somebody_joins(client, network, django_assert_num_queries):
    address, partner = reverse("network_of_networks"), make(Partner, title_sl="Nova organizacija")
    before = text_of(client, address)
    with django_assert_num_queries(1):
        client.get(address)

    join(network, partner)

    assert [partner.title_sl in page for page in (before, text_of(client, address))] == [False, True]


def test_machines_read_members_with_their_ways_in(client):
    (first, _second, third), partners = oracle()

    facts = client.get(f"/api/v1/entries/network/{first.slug_sl}").json()["facts"]

    ways = {row["partner"]["id"]: [way["way"] for way in row["ways"]] for row in facts["members"]}
    assert facts["members_count"] == 5
    assert ways[f"partner:{partners['C'].pk}"] == ["direct", "network"]
    assert [network["id"] for network in facts["networks"]] == [f"network:{third.pk}"]


def test_machines_read_very_many_members_page_by_page(client):
    (first, *_others), _partners = oracle()
    address = client.get(f"/api/v1/entries/network/{first.slug_sl}").json()["facts"]["members_url"]
    found, pages = [], 0

    while address:
        page = client.get(address.removeprefix("http://testserver"), {} if pages else {"limit": 2}).json()
        found, pages, address = found + page["results"], pages + 1, page["next"]

    assert (pages, page["count"], page["pages"]) == (3, 5, 3)
    assert len({row["partner"]["id"] for row in found}) == 5


@pytest.mark.parametrize(
    ("part", "asked", "status"),
    [("members", {"page": 2}, 404), ("members", {"page": "x"}, 422), ("nikamor", {}, 404)],
)
def test_a_part_or_page_that_is_none_is_no_address_for_machines(client, network, part, asked, status):
    address = f"/api/v1/entries/network/{network.slug_sl}/{part}"

    assert client.get(address, asked).status_code == status
    assert client.get(f"/api/v1/entries/practice/nikamor/{part}").status_code == 404


def test_a_list_of_many_members_has_pages(client, network):
    for _n in range(61):
        join(network, make(Partner))

    response = client.get(reverse("network_members", args=[network.slug_sl]), {"page": 2})

    assert [len(group.lines) for group in response.context["groups"]] == [1]


def test_the_page_of_an_organisation_names_its_networks(client, network):
    partner, hidden = make(Partner), make(Network, title_sl=HIDDEN, title_en=HIDDEN, published=False)
    join(network, partner)
    join(hidden, partner)

    page = text_of(client, partner.get_absolute_url())

    assert (network.get_absolute_url() in page, HIDDEN in page) == (True, False)
