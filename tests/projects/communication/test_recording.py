"""What the portal writes into the log by itself, and what people made of it."""

import pytest

from projects.communication.recording import record
from projects.models import Activity
from tests.projects.communication.told import project_of

pytestmark = pytest.mark.django_db

SOURCE = ("issue", 7)


@pytest.fixture
def told(people):
    return {
        "project": project_of(people.own),
        "titles": {"sl": "Glasilo", "en": "Letter"},
        "date": "2026-05-04",
        "channel": "newsletter",
        "languages": ["sl", "en"],
        "reach": 412,
    }


def test_a_source_is_written_once(told):
    assert [record(SOURCE, **told), record(SOURCE, **told)] == [True, False]

    activity = Activity.objects.get()
    assert (activity.reach, activity.basis, activity.title_en, activity.languages) == (
        412,
        "counted",
        "Letter",
        ["sl", "en"],
    )


def test_where_nobody_was_counted_the_reach_is_not_known(told):
    record(SOURCE, **told | {"reach": None})

    activity = Activity.objects.get()
    assert (activity.reach, activity.basis) == (None, "unknown")


def test_another_count_is_brought_up_to_date(told):
    record(SOURCE, **told)

    assert record(SOURCE, **told | {"reach": 430})
    assert Activity.objects.get().reach == 430


def test_what_people_changed_stays_and_the_rest_follows(told):
    record(SOURCE, **told)
    Activity.objects.update(reach=500, basis="estimated", audiences=["sme"])

    record(SOURCE, **told | {"reach": 430, "titles": {"sl": "Majsko glasilo", "en": "Letter"}})

    activity = Activity.objects.get()
    assert (activity.reach, activity.basis, activity.audiences, activity.title_sl) == (
        500,
        "estimated",
        ["sme"],
        "Majsko glasilo",
    )


def test_what_was_left_out_is_not_written_again(told):
    record(SOURCE, **told)
    Activity.objects.update(left_out=True)

    record(SOURCE, **told | {"reach": 430})

    assert Activity.objects.in_log().count() == 0
    assert Activity.objects.count() == 1
