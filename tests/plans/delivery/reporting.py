"""Reports for tests: an adopted plan, and reports on it written by the deeds that pages do."""

import datetime as dt

from plans.delivery import publishing, reports
from plans.models import ActionPlan
from tests.plans.planning import publish_plan


def adopted_plan(people, **content):
    """The dossier of a public plan that is adopted."""
    dossier = publish_plan(people, **content).dossier
    plan = ActionPlan.objects.get(pk=dossier.object_id)
    plan.stage = ActionPlan.Stage.ADOPTED
    plan.save()
    return type(dossier).objects.get(pk=dossier.pk)


def draft(people, dossier, **rows):
    """A draft on the next free period, with rows by their relations."""
    report = reports.begin(dossier=dossier, by=people.editor)
    for relation, given in rows.items():
        for values in given:
            getattr(report, relation).create(**values)
    return report


def published(people, dossier, **rows):
    return publishing.publish(report=draft(people, dossier, **rows), by=people.representative)


def ongoing(key="a1", progress=40, **values):
    return {"key": key, "status": "ongoing", "progress": progress} | values


def dropped(key="a1"):
    return {"key": key, "status": "dropped", "reason_sl": "Ni denarja."}


TODAY = dt.date(2026, 11, 30)
