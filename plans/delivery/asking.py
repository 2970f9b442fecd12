"""What views of delivery ask: the dossier of a plan and a report of it, for those who may; else 404."""

from django.shortcuts import get_object_or_404

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from plans.models import Report
from publishing.models import Dossier
from publishing.rights import LEAD, WRITE, roles_of


def plan_dossier(person, pk):
    """The dossier of a plan, for those who write there: its organisation and those who run the portal."""
    dossier = get_object_or_404(Dossier.objects.with_versions(), pk=pk, kind=Kind.PLAN)
    if not roles_of(person, dossier) & WRITE:
        raise NoSuchPage
    return dossier


def report_of(person, pk, number, **narrowed):
    """(dossier, report) for those who write there; none of a plan that was deleted."""
    dossier = plan_dossier(person, pk)
    if dossier.entry is None:
        raise NoSuchPage
    report = get_object_or_404(Report.objects.select_related("corrects"), pk=number, dossier=pk, **narrowed)
    report.dossier = dossier
    return dossier, report


def may_publish(person, dossier):
    return bool(roles_of(person, dossier) & LEAD)
