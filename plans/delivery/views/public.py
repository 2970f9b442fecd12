"""Reports of a plan as everybody reads them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalogue.views import entry_at, reader
from plans.delivery.account import Account
from plans.delivery.reports import published_of
from plans.models import ActionPlan, Report
from publishing.versions import dossier_of


def plan_at(request, slug):
    return entry_at(ActionPlan.objects.visible_to(reader(request)), slug)


@require_safe
def reports(request, slug):
    plan = plan_at(request, slug)
    if plan.slug != slug:
        return redirect("plan_reports", plan.slug, permanent=True)
    dossier = dossier_of(plan)
    context = {"plan": plan, "dossier": dossier, "published": published_of(dossier) if dossier else []}
    return render(request, "plans/delivery/reports.html", context)


@require_safe
def report(request, slug, number):
    plan = plan_at(request, slug)
    if plan.slug != slug:
        return redirect("plan_report", plan.slug, number, permanent=True)
    report = get_object_or_404(
        Report.objects.select_related("corrects", "dossier"),
        pk=number,
        state=Report.State.PUBLISHED,
        dossier__content_type__model=ActionPlan._meta.model_name,
        dossier__object_id=plan.pk,
    )
    context = {"plan": plan, "report": report, "account": Account(report)}
    context["corrected_by"] = report.corrections.filter(state=Report.State.PUBLISHED).first()
    return render(request, "plans/delivery/report.html", context)
