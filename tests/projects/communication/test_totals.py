"""What the log adds up to: counted and estimated never together, each audience and language in full."""

import pytest
from django.db import IntegrityError, transaction

from projects.communication.tables import tables_of
from projects.communication.totals import Sum, progress, rows_of, totals
from projects.models import Activity, IndicatorTarget
from tests.projects.communication.told import project_of, promise, tell, tell_example

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(people):
    return project_of(people.own)


def rows():
    return rows_of(Activity.objects.in_log())


def test_the_example_adds_up_as_it_was_worked_out(project):
    tell_example(project)

    found = totals(rows())

    assert found.all == Sum(activities=5, counted=848, estimated=30_000, unknown=1)
    assert (found.channels["newsletter"].counted, found.channels["event"].counted) == (810, 38)
    assert {code: each.counted for code, each in found.audiences.items()} == {
        "local_authority": 810,
        "sme": 450,
        "business_support": 38,
        "general_public": 0,
    }
    assert found.audiences["general_public"] == Sum(activities=2, counted=0, estimated=30_000, unknown=1)
    assert found.languages == {"sl": Sum(4, 848, 30_000, 0), "en": Sum(2, 0, 30_000, 1)}


def test_a_target_of_participants_is_reached_by_events_alone(project):
    tell_example(project)

    found = progress(promise(project, 120), rows())

    assert (found.done, found.percent, found.share) == (38, 32, 32)


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({"measure": "activities", "basis": "", "channels": []}, 5),
        ({"measure": "activities", "basis": "counted", "channels": []}, 3),
        ({"basis": "estimated", "channels": []}, 30_000),
        ({"channels": [], "audiences": ["sme", "local_authority"]}, 848),
        ({"until": "2026-04"}, 0),
        ({"until": "2026"}, 38),
    ],
)
def test_a_target_counts_what_it_says(project, fields, done):
    tell_example(project)

    assert progress(promise(project, 120, **fields), rows()).done == done


def test_a_bar_is_never_more_than_whole_though_the_figure_is(project):
    tell(project, "event", reach=30, basis="counted")

    found = progress(promise(project, 20), rows())

    assert (found.percent, found.share) == (150, 100)


def test_a_target_counts_only_its_own_project(project, people):
    tell(project_of(people.other), "event", reach=30, basis="counted")

    assert progress(promise(project, 20), rows()).done == 0


def test_what_is_left_out_counts_nowhere(project):
    tell(project, "event", reach=30, basis="counted", left_out=True)

    assert totals(rows()).all == Sum()


def test_tables_name_only_what_there_is(project):
    tell(project, "event", ["media"], ["sl"], 30, "counted")

    assert [(table.title, table.lines) for table in tables_of(totals(rows()))][1:] == [
        ("Po kanalih", [["Dogodek", 1, 30, 0, 0]]),
        ("Po ciljnih skupinah", [["Mediji", 1, 30, 0, 0]]),
        ("Po jezikih", [["Slovenščina", 1, 30, 0, 0]]),
    ]


def test_people_of_a_target_are_counted_or_estimated(project):
    with pytest.raises(IntegrityError), transaction.atomic():
        promise(project, 20, basis="")
    assert IndicatorTarget.objects.count() == 0
