import pytest
from django.core.cache import cache

from tests.plans.signing.signing import make_people, opened


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def people(db):
    return make_people()


@pytest.fixture
def text(people):
    return opened(people)
