import datetime as dt

import pytest
from django.utils import timezone

from tests.plans.signing.signing import opened


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def on(monkeypatch):
    """Let it be another day."""
    localdate = timezone.localdate

    def set_day(day):
        day = day if isinstance(day, dt.date) else dt.date.fromisoformat(day)
        monkeypatch.setattr(timezone, "localdate", lambda *moment: localdate(*moment) if moment else day)

    set_day("2026-09-20")
    return set_day


@pytest.fixture
def text(people, on):
    return opened(people)
