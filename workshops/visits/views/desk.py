"""A study visit at the desk of those who run it: set up, looked over, questions answered, reports as one file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.sheets import sent
from publishing.refusals import Refused
from publishing.versions import dossier_of
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import Visit
from workshops.visits import asking
from workshops.visits.forms import AnswerForm, VisitForm
from workshops.visits.paper import ReportsPaper
from workshops.visits.setting_up import set_up
from workshops.visits.shown import rows_of, steps_of
from workshops.visits.taking_part import partners_of
from workshops.visits.views.finding import event_to_run, practices_of, visit_to_run


@login_required
@require_safe
def overview(request, pk):
    event = event_to_run(request.user, pk)
    visit = Visit.objects.filter(event=event).first()
    if visit is None:
        return redirect("visit_settings", pk)
    visit.event = event
    partners = partners_of(visit)
    questions, reports = list(visit.questions.with_names()), list(visit.reports.all())
    context = {
        "visit": visit,
        "event": event,
        "steps": steps_of(visit, partners, questions, reports),
        "rows": rows_of(partners, questions, reports),
        "questions": sorted(questions, key=lambda question: question.answered_at is not None),
        "has_reports": any(report.handed_in_at for report in reports),
    }
    return render(request, "workshops/visits/desk.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, pk):
    """Objectives, the last day for questions, and who is invited; the first time it makes the visit."""
    event = event_to_run(request.user, pk)
    visit = Visit.objects.filter(event=event).first() or Visit(event=event)
    visit.event = event
    form = VisitForm(request.POST if request.method == "POST" else None, visit=visit)
    if request.method == "POST" and form.is_valid():
        try:
            set_up(event=event, **form.cleaned_data)
        except Refused as reason:
            form.refuse(reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("visit_desk", pk)
    dossier = dossier_of(event)
    context = {"visit": visit, "event": event, "form": form, "practices": practices_of(event), "dossier": dossier}
    return render(request, "workshops/visits/settings.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk, number):
    visit = visit_to_run(request.user, pk)
    question = get_object_or_404(visit.questions.with_names(), pk=number)
    question.visit = visit
    form = AnswerForm(request.POST if request.method == "POST" else None, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            asking.answer(question=question, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.refuse(reason)
        else:
            messages.success(request, _("The answer is public on the page of the event."))
            return redirect("visit_desk", pk)
    context = {"visit": visit, "event": visit.event, "question": question, "form": form}
    return render(request, "workshops/visits/answer.html", context)


@login_required
@require_safe
def reports_file(request, pk):
    """All reports that were handed in."""
    visit = visit_to_run(request.user, pk)
    return privately(sent(request, ReportsPaper(visit)))


def privately(response):
    response["Cache-Control"] = "private, no-cache"
    return response
