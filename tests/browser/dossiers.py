"""Dossiers of practices that the served portal begins with; written as at the desk, but by its functions."""

from datetime import timedelta

from django.utils import timezone

from publishing import versions
from publishing.reviewing import assign
from publishing.states import State
from tests.publishing.conftest import WHOLE, write_practice

TOPIC = "water"  # of the shipped ones


def add_reviewed(people, reviewers, coordinator):
    """The number of a dossier in review with two reviewers, and with a newer draft; tests only read it."""
    version = written(people, State.REVIEW, title_sl="Zelenika: praksa za pregled")
    due = timezone.localdate() + timedelta(days=30)
    for reviewer in reviewers:
        assign(version=version, reviewer=reviewer, due=due, by=coordinator)
    newer = versions.open_version(version.dossier, by=people.editor)
    newer.content |= {"problem_sl": "Vsako podjetje je imelo star kotel."}
    newer.save()
    return version.dossier_id


def add_disputed(people, title):
    """The number of a published dossier that one test changes, together with the administration."""
    return written(people, State.PUBLISHED, title_sl=title).dossier_id


def written(people, state, **content):
    return write_practice(people, state, content=WHOLE | {"topics": [TOPIC]} | content)
