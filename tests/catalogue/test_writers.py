"""Everything that writes cards takes the state row first, so that two writers wait instead of blocking each other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.filing import agreement
from catalogue.filing.cards import pairs
from library.models import Practice
from partners.models import Partner, Place
from projects.models import Participation, Project
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


def first_table(action):
    with CaptureQueriesContext(connection) as queries:
        action()
    statements = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return statements[0].partition('"catalogue_cataloguestate"')[1]


@pytest.mark.parametrize("action", ["save", "publish", "withdraw", "delete", "file_card"])
def test_an_entry_takes_the_state_row_first(action):
    practice = make(Practice, published=action != "publish")

    assert first_table(getattr(practice, action)) == '"catalogue_cataloguestate"'


@pytest.mark.parametrize("action", ["save", "delete"])
def test_a_row_between_entries_takes_the_state_row_first(action):
    row = Participation.objects.create(project=make(Project), partner=make(Partner))

    assert first_table(getattr(row, action)) == '"catalogue_cataloguestate"'


@pytest.mark.parametrize("action", ["save", "delete"])
def test_a_topic_takes_the_state_row_first(action):
    topic = make_topic("voda", "Voda", "Water")

    assert first_table(getattr(topic, action)) == '"catalogue_cataloguestate"'


def test_choosing_topics_takes_the_state_row_first():
    practice, topic = make(Practice), make_topic("voda", "Voda", "Water")

    assert first_table(lambda: practice.set_topics([topic])) == '"catalogue_cataloguestate"'


def test_a_participation_that_moves_files_the_partner_it_leaves():
    before, after = make(Partner), make(Partner)
    row = Participation.objects.create(project=make(Project), partner=before)

    row.partner = after
    row.save()

    carried = [
        [value for facet, value in pairs(partner.cards.get().facets) if facet == "project"]
        for partner in (before, after)
    ]
    assert carried == [[], [str(row.project_id)]]


def test_a_neighbour_renamed_meanwhile_does_not_come_back_with_its_old_name():
    place = make(Place, title_sl="Stara cona", title_en="Old zone")
    practice = Practice.objects.select_related("place").get(pk=make(Practice, place=place).pk)
    renamed = Place.objects.get(pk=place.pk)
    renamed.title_sl = "Nova cona"
    renamed.save()

    practice.save()

    assert list(agreement.disagreements()) == []
