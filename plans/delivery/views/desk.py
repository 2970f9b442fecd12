"""Reports of a plan on the desk: the list, one that is written, what is done with it as a whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.delivery import periods, publishing, reports
from plans.delivery.account import Account
from plans.delivery.asking import may_publish, plan_dossier, report_of
from plans.delivery.forms import ReportForm
from plans.delivery.goal_page import GoalPage, Overview
from plans.delivery.state_form import mistakes_of
from plans.delivery.telling import Telling
from plans.models import Report
from publishing.refusals import Overtaken, Refused
from publishing.views.keeping import too_late
from publishing.views.signed_out import kept_when_signed_out


@login_required
@require_safe
def listing(request, pk):
    dossier = plan_dossier(request.user, pk)
    hindrance = reports.hindrance(dossier)
    proposed = None if hindrance else periods.proposed(dossier)
    context = {
        "dossier": dossier,
        "hindrance": hindrance or periods.too_early(proposed),
        "draft": reports.draft_of(dossier) if dossier.entry else None,
        "published": reports.published_of(dossier) if dossier.entry else [],
        "proposed": proposed,
    }
    return render(request, "plans/delivery/desk_reports.html", context)


@kept_when_signed_out
@require_POST
def begin(request, pk):
    dossier = plan_dossier(request.user, pk)
    try:
        report = reports.begin(dossier=dossier, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("plan_reports_desk", pk)
    return redirect("plan_report_desk", pk, report.pk)


@kept_when_signed_out
@require_POST
def correct(request, pk, number):
    _dossier, report = report_of(request.user, pk, number, state=Report.State.PUBLISHED)
    try:
        copy = reports.correct(report=report, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("plan_reports_desk", pk)
    return redirect("plan_report_desk", pk, copy.pk)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk, number):
    """The report as a whole: its days, its words, and what was said of each goal so far; a published one is read."""
    dossier, report = report_of(request.user, pk, number)
    if request.method != "POST":
        if report.state == Report.State.PUBLISHED:
            return redirect("plan_report", dossier.entry.slug, report.pk)
        return show_report(request, report, ReportForm(report=report))
    form = ReportForm(request.POST, report=report)
    is_valid = form.is_valid()
    try:
        reports.keep(form.kept())
    except Overtaken as reason:
        return too_late(request, dossier, _("Report"), form, reason)
    if not is_valid:
        return show_report(request, report, form)
    messages.success(request, _("Saved."))
    return redirect("plan_report_desk", pk, number)


def show_report(request, report, form):
    telling = Telling(report)
    context = {"dossier": report.dossier, "report": report, "form": form, "parts": Overview(telling).parts()}
    context["mistakes"] = mistakes_of([form])
    context["silent"] = len(telling.not_told)
    return render(request, "plans/delivery/desk_report.html", context)


@kept_when_signed_out
@require_POST
def keep_last(request, pk, number):
    """Nothing new: in one goal, or in all that nothing was said of."""
    _dossier, report = report_of(request.user, pk, number)
    key = request.POST.get("goal")
    page = GoalPage(Telling(report), key) if key else None
    actions = {part.action.key for part in page.parts} if page else None
    try:
        unknown = reports.keep_last(report=report, actions=actions)
    except Overtaken as reason:
        messages.error(request, str(reason))
        return redirect("plan_reports_desk", pk)
    messages.success(request, kept_sentence(unknown))
    return redirect("plan_report_desk", pk, number)


def kept_sentence(unknown):
    if not unknown:
        return _("The last state is kept.")
    return ngettext(
        "The last state is kept. %(n)d action was never reported before: say how far it is.",
        "The last state is kept. %(n)d actions were never reported before: say how far they are.",
        unknown,
    ) % {"n": unknown}


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk, number):
    dossier, report = report_of(request.user, pk, number, state=Report.State.DRAFT)
    if request.method != "POST":
        return render(request, "plans/delivery/discard.html", {"dossier": dossier, "report": report})
    try:
        reports.discard(report=report)
    except Overtaken as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("The report was thrown away."))
    return redirect("plan_reports_desk", pk)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request, pk, number):
    """What will be public and what is not reported; then it is published, or those who may are told."""
    dossier, report = report_of(request.user, pk, number)
    if report.state == Report.State.PUBLISHED:
        messages.info(request, _("This report is published."))
        return redirect("plan_reports_desk", pk)
    refusal = publishing.hindrance(report)
    if request.method == "POST" and not refusal:
        try:
            return handed_on(request, dossier, report)
        except Refused as reason:
            refusal = str(reason)
    context = {
        "dossier": dossier,
        "report": report,
        "account": Account(report),
        "may_publish": may_publish(request.user, dossier),
        "refusal": refusal,
    }
    return render(request, "plans/delivery/look_over.html", context, status=409 if request.method == "POST" else 200)


def handed_on(request, dossier, report):
    if may_publish(request.user, dossier):
        publishing.publish(report=report, by=request.user)
        messages.success(request, _("The report is published: the public can read it now."))
    else:
        publishing.ask_to_publish(report=report, by=request.user)
        messages.success(request, _("Your organisation's representatives have been told that the report is ready."))
    return redirect("plan_reports_desk", dossier.pk)
