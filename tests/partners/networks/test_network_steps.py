"""The steps of memberships: who takes them, what they lead to, who is told, and what is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation

from partners.models import Network, NetworkLink, NetworkMembership
from partners.networks import moving
from publishing.models import Mail, Notice
from publishing.refusals import Overtaken, Refused
from tests.factories import make

pytestmark = pytest.mark.django_db
Membership = NetworkMembership


@pytest.fixture
def people(partner, member):
    """Those who speak for both sides, and somebody of neither."""
    joining, foreign = make(type(partner), title_sl="Občina", title_en="Municipality"), make(type(partner))
    return {
        "above": member("nad@example.org", "representative"),
        "below": member("pod@example.org", "representative", of=joining),
        "editor": member("ureja@example.org", "editor", of=joining),
        "foreign": member("tuj@example.org", "representative", of=foreign),
        "joining": joining,
    }


@pytest.fixture
def network(partner):
    found = make(Network, title_sl="Mreža con", title_en="Zones", coordinator=partner, joinable=True)
    Membership.objects.create(
        network=found, partner=partner, role="coordinator", state="active", since=timezone.localdate()
    )
    return found


@pytest.fixture
def row(network, people):
    """A membership in the state asked for."""

    def made(state="active", **fields):
        since = timezone.localdate() if state == "active" else None
        given = {"network": network, "partner": people["joining"], "state": state, "since": since} | fields
        return Membership.objects.create(**given)

    return made


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def told(person):
    return list(person.notices.order_by("pk").values_list("sentence", flat=True))


# --- The table ---

TABLE = [  # step, state before, who takes it, who may not, state after, who is told
    ("accept", "asked", "above", "below", "active", "below"),
    ("decline", "asked", "above", "below", "declined", "below"),
    ("accept", "invited", "below", "above", "active", "above"),
    ("decline", "invited", "below", "above", "declined", "above"),
    ("leave", "active", "below", "above", "left", "above"),
    ("end", "active", "above", "below", "left", "below"),
]


@pytest.mark.parametrize(("step", "before", "by", "_not", "after", "other"), TABLE)
def test_a_step_leads_where_the_table_says_and_tells_the_other_side(row, people, step, before, by, _not, after, other):
    membership = row(before)

    moving.take(step=step, row=membership, by=people[by], reason="Ker je tako.")

    assert (state_of(membership), told(people[other]), told(people[by])) == (after, [f"network_{step}"], [])
    assert "Mreža con" in Mail.objects.get(to=people[other].email).subject


@pytest.mark.parametrize(("step", "before", "_by", "other", "_after", "_told"), TABLE)
def test_a_step_is_refused_to_whom_the_table_does_not_name(row, people, step, before, _by, other, _after, _told):
    membership = row(before)

    for person in (people[other], people["editor"], people["foreign"]):
        with pytest.raises(Refused):
            moving.take(step=step, row=membership, by=person, reason="Vseeno.")

    assert (state_of(membership), Notice.objects.count()) == (before, 0)


@pytest.mark.parametrize(("step", "before", "by"), [("decline", "asked", "above"), ("end", "active", "above")])
def test_declining_and_ending_need_a_reason_that_the_other_side_reads(row, people, step, before, by):
    membership = row(before)

    with pytest.raises(Refused):
        moving.take(step=step, row=membership, by=people[by], reason="  ")
    moving.take(step=step, row=membership, by=people[by], reason="Ni prostora.")

    assert people["below"].notices.get().values["comment"] == "Ni prostora."


def test_of_two_who_answer_at_once_one_does_it_and_the_other_is_told(row, people):
    membership = row("asked")
    moving.take(step="accept", row=membership, by=people["above"])

    with pytest.raises(Overtaken, match="Nekdo vas je prehitel"):
        moving.take(step="decline", row=membership, by=people["above"], reason="Ne.", seen="asked")
    with pytest.raises(Overtaken, match="že narejeno"):
        moving.take(step="accept", row=membership, by=people["above"])

    assert (state_of(membership), told(people["below"])) == ("active", ["network_accept"])


def test_a_membership_keeps_its_first_and_last_day(row, people):
    membership = row("invited")

    moving.take(step="accept", row=membership, by=people["below"])
    moving.take(step="leave", row=membership, by=people["below"])

    membership.refresh_from_db()
    assert (membership.since, membership.until) == (timezone.localdate(), timezone.localdate())


# --- Asking and inviting ---


def test_a_representative_asks_and_the_coordinator_of_the_network_is_told(network, people):
    moving.ask(network=network, partner=people["joining"], by=people["below"])

    assert told(people["above"]) == ["network_ask"]
    assert Mail.objects.get().subject == "Prošnja za pridružitev: Mreža con"


@pytest.mark.parametrize("who", ["editor", "foreign", "above"])
def test_only_a_representative_of_the_organisation_asks(network, people, who):
    with pytest.raises(Refused):
        moving.ask(network=network, partner=people["joining"], by=people[who])

    assert network.memberships.count() == 1


@pytest.mark.parametrize("who", ["editor", "foreign", "below"])
def test_only_the_coordinator_of_the_network_invites(network, people, who):
    with pytest.raises(Refused):
        moving.invite(network=network, partner=people["joining"], by=people[who])

    assert network.memberships.count() == 1


def test_a_network_that_takes_no_requests_invites(network, people):
    Network.objects.filter(pk=network.pk).update(joinable=False)

    with pytest.raises(Refused):
        moving.ask(network=network, partner=people["joining"], by=people["below"])
    moving.invite(network=network, partner=people["joining"], by=people["above"], role="observer")

    assert told(people["below"]) == ["network_invite"]


def test_nobody_joins_a_network_that_is_not_public(network, people):
    network.withdraw()

    with pytest.raises(Refused):
        moving.ask(network=network, partner=people["joining"], by=people["below"])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("sl", "Prošnja že čaka od 3. maja."), ("en", "The request has been waiting since 3 May.")],
)
def test_who_asks_twice_reads_since_when_the_request_waits(row, people, network, language, sentence):
    membership = row("asked")
    third = dt.datetime(timezone.localdate().year, 5, 3, 12, tzinfo=dt.UTC)
    Membership.objects.filter(pk=membership.pk).update(at=third)

    with translation.override(language), pytest.raises(Overtaken) as refusal:
        moving.ask(network=network, partner=people["joining"], by=people["below"])

    assert str(refusal.value) == sentence


def test_who_was_declined_may_ask_again(row, people, network):
    row("declined")

    moving.ask(network=network, partner=people["joining"], by=people["below"])

    assert sorted(network.memberships.values_list("state", flat=True)) == ["active", "asked", "declined"]


# --- Coordination ---


def test_the_last_coordinator_hands_over_before_it_leaves(network, partner, people, row):
    own, other = network.memberships.get(partner=partner), row("active")

    with pytest.raises(Refused, match="predajte"):
        moving.take(step="leave", row=own, by=people["above"])
    moving.hand_over(row=other, by=people["above"])
    moving.take(step="leave", row=own, by=people["above"])

    network.refresh_from_db()
    assert (network.coordinator, state_of(own)) == (people["joining"], "left")
    assert told(people["below"]) == ["network_hand_over", "network_leave"]


def test_after_handing_over_the_new_coordinator_speaks_for_the_network(network, people, row, coordinator):
    moving.hand_over(row=row("active"), by=people["above"])

    with pytest.raises(Refused):
        moving.invite(network=network, partner=people["foreign"].memberships.get().partner, by=people["above"])
    moving.invite(network=network, partner=people["foreign"].memberships.get().partner, by=people["below"])

    assert sorted(network.memberships.active().values_list("role", flat=True)) == ["coordinator", "member"]


def test_the_role_of_who_is_in_charge_stays_until_it_is_handed_over(network, partner, people, row):
    own, other = network.memberships.get(partner=partner), row("active")

    with pytest.raises(Refused):
        moving.set_role(row=own, role="observer", by=people["above"])
    changed = [moving.set_role(row=other, role="observer", by=people["above"]) for _press in range(2)]

    assert changed == [True, False]


# --- Networks in networks ---


def make_chain(partner, member):
    networks, speakers = [], []
    for number in (1, 2, 3):
        body = make(type(partner))
        speakers.append(member(f"govori{number}@example.org", "representative", of=body))
        networks.append(
            make(Network, title_sl=f"Mreža {number}", acronym=f"N{number}", coordinator=body, joinable=True)
        )
    first, second, third = networks
    for upper, lower in ((first, third), (third, second)):
        NetworkLink.objects.create(network=upper, member=lower, state="active", since=timezone.localdate())
    return networks, speakers


def test_a_network_asks_and_the_other_one_takes_it_in(partner, member):
    (first, second, _third), (one, two, _three) = make_chain(partner, member)
    NetworkLink.objects.filter(member=second).delete()

    link = moving.ask_for_network(network=first, member=second, by=two)
    moving.take(step="accept", row=link, by=one)

    assert (state_of(link), told(one), told(two)) == ("active", ["network_ask"], ["network_accept"])


def test_a_circle_of_networks_is_refused_with_the_way_in_between(partner, member):
    (first, second, third), (one, two, three) = make_chain(partner, member)

    for upper, by, sentence in (
        (second, two, "N2 je že v tej mreži (prek N3); kroga ne moremo narediti."),
        (third, three, "N3 je že v tej mreži; kroga ne moremo narediti."),
    ):
        with pytest.raises(Refused) as refusal:
            moving.invite_network(network=upper, member=first, by=by)
        assert str(refusal.value) == sentence
    with pytest.raises(Refused):
        moving.ask_for_network(network=second, member=first, by=one)

    assert NetworkLink.objects.count() == 2


def test_of_two_requests_that_would_make_a_circle_only_the_first_is_accepted(partner, member):
    (first, second, _third), (one, two, _three) = make_chain(partner, member)
    NetworkLink.objects.all().delete()
    down = moving.invite_network(network=first, member=second, by=one)
    up = moving.invite_network(network=second, member=first, by=two)
    moving.take(step="accept", row=down, by=two)

    with pytest.raises(Refused, match="kroga"):
        moving.take(step="accept", row=up, by=one)

    assert (state_of(down), state_of(up)) == ("active", "invited")


def test_the_administration_refuses_a_circle_too(partner, member):
    (first, second, _third), _speakers = make_chain(partner, member)

    with transaction.atomic(), pytest.raises(ValidationError, match="kroga"):
        NetworkLink(network=second, member=first, state="active", since=timezone.localdate()).full_clean()


def test_a_hidden_network_in_between_is_not_named(partner, member):
    (first, second, third), (_one, two, _three) = make_chain(partner, member)
    third.withdraw()

    with pytest.raises(Refused) as refusal:
        moving.invite_network(network=second, member=first, by=two)

    assert str(refusal.value) == "N2 je že v tej mreži; kroga ne moremo narediti."


def test_a_network_that_has_left_may_come_back(partner, member):
    (first, _second, third), (one, _two, three) = make_chain(partner, member)
    link = NetworkLink.objects.get(network=first)
    moving.take(step="leave", row=link, by=three)

    again = moving.invite_network(network=first, member=third, by=one)

    assert (again.pk, state_of(link)) == (link.pk, "invited")
