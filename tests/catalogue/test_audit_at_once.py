"""Events that are written at the same moment stand behind each other, in one chain."""

import threading

import pytest
from django.db import connection

from catalogue import audit
from catalogue.models import AuditEvent
from tests.catalogue.test_audit import WRITE, without_triggers
from tests.publishing.test_two_at_once import standing_rows  # noqa: F401  the fixture fills tables


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_stands_behind_the_other(monkeypatch):
    monkeypatch.setattr(audit, "write", WRITE)
    try:
        threads = [threading.Thread(target=note_some, args=(number,)) for number in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

        assert (AuditEvent.objects.count(), audit.broken()) == (20, [])
        assert AuditEvent.objects.values("before").distinct().count() == 20
    finally:
        without_triggers(AuditEvent.objects.all().delete)


def note_some(number):
    try:
        for turn in range(5):
            audit.note(AuditEvent.Action.STEP, said=f"{number}.{turn}")
    finally:
        connection.close()
