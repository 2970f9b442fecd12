import pytest

from tests.plans.advocacy.arguing import make_people


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people(db):
    return make_people()
