"""What a transfer may say: lessons where it was dropped, and a chain of one practice without circles."""

import pytest
from django.core.exceptions import ValidationError

from library.models import Practice
from publishing import versions
from publishing.checking import problems
from publishing.refusals import Refused
from publishing.workflow import take
from tests.factories import make
from tests.workshops.transfers.taking_over import change, make_network, report
from workshops.models import Transfer
from workshops.transfers.shown import chain

pytestmark = pytest.mark.django_db


def faults(transfer):
    try:
        transfer.clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"stage": "dropped"}, {"lessons_sl"}),
        ({"stage": "dropped", "lessons_en": "No money."}, set()),
        ({"stage": "reuse"}, set()),
        ({"start": "2027", "end": "2026"}, {"end"}),
    ],
    ids=str,
)
def test_a_transfer_that_was_dropped_says_what_was_learned(fields, wrong):
    assert faults(make(Transfer, **fields)) == wrong


def test_a_chain_stays_within_one_practice():
    first = make(Transfer)

    assert faults(Transfer(title_sl="x", practice=make(Practice), builds_on=first)) == {"builds_on"}
    assert faults(Transfer(title_sl="x", practice=first.practice, builds_on=first)) == set()


def test_what_others_build_on_keeps_its_practice():
    first = make(Transfer)
    make(Transfer, practice=first.practice, builds_on=first)

    first.practice = make(Practice)

    assert faults(first) == {"builds_on"}


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_chain_is_no_circle(length):
    practice = make(Practice)
    links = [make(Transfer, practice=practice)]
    for _number in range(length - 1):
        links.append(make(Transfer, practice=practice, builds_on=links[-1]))

    links[0].builds_on = links[-1]

    assert faults(links[0]) == {"builds_on"}


def test_a_circle_is_refused_where_it_is_written_and_where_it_is_published():
    network = make_network()
    first = report(network, title="Prvi")
    later = report(network, title="Drugi", builds_on_id=first.pk)

    version = versions.open_version(versions.dossier_of(first), by=network.writer)
    version.content |= {"builds_on_id": later.pk}
    version.save()

    assert [problem.name for problem in problems(version)] == ["builds_on"]
    with pytest.raises(Refused):
        take(step="submit", version=version, by=network.writer)


def test_two_that_are_submitted_and_build_on_each_other_are_not_both_published():
    network = make_network()
    first, later = report(network, title="Prvi"), report(network, title="Drugi")
    waiting = []
    for one, other in ((first, later), (later, first)):
        version = versions.open_version(versions.dossier_of(one), by=network.writer)
        version.content |= {"builds_on_id": other.pk}
        version.save()
        waiting.append(take(step="submit", version=version, by=network.writer))

    take(step="publish", version=waiting[0], by=network.taker)

    with pytest.raises(Refused):
        take(step="publish", version=waiting[1], by=network.taker)


def test_a_submitted_transfer_whose_practice_is_gone_is_refused_and_nothing_is_lost():
    network = make_network()
    version = versions.begin(kind="transfer", owner=network.adopter, by=network.writer, language="sl", title="Prenos")
    version.content |= {"summary_sl": "Prevzeli smo.", "practice_id": network.practice.pk, "stage": "reuse"}
    version.save()
    version = take(step="submit", version=version, by=network.writer)
    network.practice.delete()

    with pytest.raises(Refused):
        take(step="publish", version=version, by=network.taker)


def test_a_circle_that_came_past_the_rules_is_shown_once():
    rows = [{"pk": pk, "builds_on": earlier} for pk, earlier in ((1, 3), (2, 1), (3, 2), (4, None), (5, 5))]

    firsts = chain(rows)

    def count(links):
        return sum(1 + count(link.later) for link in links)

    assert count(firsts) == 5


def test_a_version_may_build_on_an_earlier_transfer():
    network = make_network()
    first = report(network, title="Prvi")

    later = change(network, report(network, title="Drugi"), builds_on_id=first.pk)

    assert later.builds_on == first
