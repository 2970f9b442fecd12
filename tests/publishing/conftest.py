"""Versions in any state."""

from functools import partial

import pytest
from django.utils import timezone

from publishing import versions
from publishing.states import WAS_PUBLIC, State
from publishing.workflow import take
from tests.factories import make_topic

WHOLE = {
    "title_sl": "Skupna para",
    "summary_sl": "Štiri podjetja si delijo toploto.",
    "problem_sl": "Vsak je imel svoj kotel.",
    "solution_sl": "Zgradili so parovod.",
    "results_sl": "Porabijo manj plina.",
    "transferability_sl": "Potreben je vir toplote.",
    "country": "SI",
    "topics": ["energija"],
    "evidence": [{"uid": "n1", "indicator_sl": "Poraba plina", "unit_sl": "MWh", "before": "900", "after": "600"}],
}


def write_practice(people, state=State.DRAFT, kind="practice", content=None):
    """A whole practice, written by the editor, in the state asked for."""
    version = versions.begin(kind=kind, owner=people.own, by=people.editor, language="sl", title="Skupna para")
    version.content |= WHOLE if content is None else content
    version.save()
    if state == State.DRAFT:
        return version
    version = take(step="submit", version=version, by=people.editor)
    if state in WAS_PUBLIC:
        version = take(step="publish", version=version, by=people.representative)
    return carried_on(version, state, people)


@pytest.fixture
def topic(db):
    return make_topic("energija", "energija", "energy")


@pytest.fixture
def written(people, topic):
    return partial(write_practice, people)


def carried_on(version, state, people):
    if state in (State.CHANGES, State.DECLINED):
        step = "ask_changes" if state == State.CHANGES else "decline"
        return take(step=step, version=version, by=people.representative, comment="Dopolnite.")
    if state in (State.REVIEW, State.VALIDATED, State.NOT_SELECTED):
        version = take(step="ask_review", version=version, by=people.representative)
    if state == State.VALIDATED:
        version.state, version.validated, version.decided_at = state, True, timezone.now()
        version.opinion_sl, version.opinion_en = "Zgledno.", "Exemplary."
        version.save()
    if state == State.NOT_SELECTED:
        version = take(step="not_select", version=version, by=people.coordinator, comment="Premalo dokazov.")
    if state == State.REFRESH:
        version = take(step="ask_refresh", version=version, by=people.coordinator, comment="Podatki so stari.")
    if state == State.WITHDRAWN:
        version = take(step="withdraw", version=version, by=people.representative, comment="Ni več res.")
    if state == State.REPLACED:
        versions.replace(version, people.representative)
    return version
