import pytest

from tests.plans.planning import make_people


@pytest.fixture
def people(db):
    return make_people()
