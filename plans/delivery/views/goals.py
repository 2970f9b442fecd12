"""A page of a report: one goal with its actions, or the actions without a goal."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from plans.delivery import reports
from plans.delivery.asking import report_of
from plans.delivery.goal_page import GoalPage, Overview
from plans.delivery.telling import Telling
from plans.models import Report
from publishing.refusals import Overtaken
from publishing.views.keeping import too_late
from publishing.views.signed_out import kept_when_signed_out


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request, pk, number, key):
    """Saved with every button, form by form, whatever else is wrong on the page."""
    dossier, report = report_of(request.user, pk, number)
    if request.method != "POST" and report.state == Report.State.PUBLISHED:
        return redirect("plan_report_desk", pk, number)
    page = page_of(report, key, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return show_goal(request, page)
    try:
        is_whole = save(report, key, request.POST)
    except Overtaken as reason:
        page.is_valid()
        return too_late(request, dossier, page.goal or _("Report"), page, reason)
    if not is_whole:
        page = page_of(report, key, request.POST)
        page.is_valid()
        return show_goal(request, page)
    messages.success(request, _("Saved."))
    return redirect(*next_page(request, report, key))


def page_of(report, key, data=None):
    page = GoalPage(Telling(report), key, data)
    if not page.exists():
        raise NoSuchPage
    return page


@transaction.atomic
def save(report, key, data):
    """Store what is valid; whether that was all."""
    draft = reports.locked_draft(report.pk)
    draft.dossier = report.dossier
    page = page_of(draft, key, data)
    is_whole = page.is_valid()
    page.save()
    return is_whole


def next_page(request, report, key):
    """The same page again, the next one with something due, or the report."""
    here = report.dossier_id, report.pk
    if "save" in request.POST:
        return "plan_report_goal", *here, key
    keys = [part["key"] for part in Overview(Telling(report)).parts() if part["told"] < part["actions"]]
    if "after" in request.POST and (others := [other for other in keys if other != key]):
        return "plan_report_goal", *here, others[0]
    return "plan_report_desk", *here


def show_goal(request, page):
    report = page.telling.report
    context = {"dossier": report.dossier, "report": report, "page": page}
    return render(request, "plans/delivery/goal.html", context)
