"""Who is in which network, and what networks share: pure figures, without a database."""

import pytest

from partners.models.network import ways_down
from partners.networks.figures import DIRECT, NETWORK, PROJECT, Figures, Way, in_several, overlaps, shared

A, B, C, D, E = "ABCDE"
N1, N2, N3 = "N1", "N2", "N3"
LINKS = [(N1, N3), (N3, N2)]
MEMBERS = [(N1, A), (N1, B), (N1, C), (N3, E), (N2, C), (N2, D)]


@pytest.fixture
def figures():
    return Figures(LINKS, MEMBERS)


@pytest.mark.parametrize(("network", "number"), [(N1, 5), (N2, 2), (N3, 3)])
def test_a_network_counts_all_who_are_in_it_by_whatever_way(figures, network, number):
    assert len(figures.ways(network)) == number


@pytest.mark.parametrize(("one", "other", "direct", "everybody"), [(N1, N2, {C}, {C, D}), (N1, N3, set(), {C, D, E})])
def test_two_networks_share_members_directly_and_through_networks(figures, one, other, direct, everybody):
    assert shared(figures, one, other) == (direct, everybody)


def test_each_member_is_told_with_its_ways_in(figures):
    assert figures.ways(N1) == {
        A: [Way(DIRECT)],
        B: [Way(DIRECT)],
        C: [Way(DIRECT), Way(NETWORK, N2)],
        D: [Way(NETWORK, N2)],
        E: [Way(NETWORK, N3)],
    }


def test_who_takes_part_in_a_project_of_a_network_is_in_it_through_the_project():
    figures = Figures([(N1, N2)], [(N2, A)], [(N2, "Y", A), (N2, "Y", B)])

    assert figures.ways(N2) == {A: [Way(DIRECT), Way(PROJECT, "Y")], B: [Way(PROJECT, "Y")]}
    assert figures.ways(N1) == {A: [Way(NETWORK, N2)], B: [Way(NETWORK, N2)]}


def test_who_is_in_two_networks_or_more_is_told_with_them(figures):
    assert in_several(figures, [N1, N2, N3]) == {C: [N1, N2, N3], D: [N1, N2, N3], E: [N1, N3]}


def test_every_pair_is_compared_once(figures):
    assert list(overlaps(figures, [N1, N2, N3])) == [(N1, N2), (N1, N3), (N2, N3)]


@pytest.mark.parametrize(
    ("pairs", "start", "expected"),
    [
        (LINKS, N1, {N3: N1, N2: N3}),
        (LINKS, N2, {}),
        ([*LINKS, (N2, N1)], N1, {N3: N1, N2: N3}),  # a circle that should not be there ends
        ([(N1, N2), (N1, N3), (N3, N2)], N1, {N2: N1, N3: N1}),
    ],
)
def test_what_lies_below_a_network_is_found_by_the_shortest_way(pairs, start, expected):
    assert ways_down(pairs, start) == expected
