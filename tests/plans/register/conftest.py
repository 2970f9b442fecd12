import pytest
from django.core.cache import cache

from tests.plans.signing.signing import opened


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def text(people):
    return opened(people)
