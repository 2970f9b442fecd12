"""Events that are written at the same moment stand behind each other, in one chain."""

from functools import partial

import pytest

from catalogue import audit
from catalogue.models import AuditEvent
from tests.catalogue.test_audit import WRITE, without_triggers
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  the fixture fills tables


@pytest.mark.django_db(transaction=True)
def test_of_some_at_once_one_stands_behind_the_other(monkeypatch):
    monkeypatch.setattr(audit, "write", WRITE)
    try:
        done = at_once(*(partial(note_some, number) for number in range(4)))

        assert (done, AuditEvent.objects.count(), audit.broken()) == ([WON] * 4, 20, [])
        assert AuditEvent.objects.values("before").distinct().count() == 20
    finally:
        without_triggers(AuditEvent.objects.all().delete)


def note_some(number):
    for turn in range(5):
        audit.note(audit.Action.STEP, said=f"{number}.{turn}")
