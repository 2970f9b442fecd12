"""A person who left something in every table, by every account and address that one has: all is told, all is gone."""

import json

import pytest

from catalogue.personal.declaring import declared
from catalogue.personal.erasing import erase
from catalogue.personal.exporting import exported
from catalogue.personal.person import rows_about, whose
from tests.catalogue.personal.everywhere import EMAIL, NAME, SECOND, leave_everywhere, left_of
from tests.catalogue.personal.rows import left_by
from tests.catalogue.personal.test_exporting import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def not_made(people):
    person = leave_everywhere(people)
    return {held.model: found for held in declared() if (found := left_by(held, person))}


def test_whatever_is_declared_of_a_person_is_exported_and_nothing_of_it_is_left(not_made):
    assert not_made == {}
    wanted = {held.model: rows_about(held, whose(EMAIL)).count() for held in declared() if held.lookups}

    rows = json.loads(opened(exported(whose(EMAIL))[0])["data.json"])["rows"]
    assert {label: len(several) for label, several in rows.items()} == {k: n for k, n in wanted.items() if n}
    assert [label for label, number in wanted.items() if not number] == []

    done = erase(EMAIL)

    assert left_of(NAME, EMAIL, SECOND) == {}
    assert sum(erase(EMAIL).rows.values()) == 0
    assert done.left == []
