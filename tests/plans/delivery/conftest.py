import pytest
from django.utils import timezone

from tests.plans.delivery.reporting import TODAY


@pytest.fixture
def today(monkeypatch):
    """A day at the end of the first year of the plan, whenever tests run."""
    localdate = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *moment: localdate(*moment) if moment else TODAY)
    return TODAY
