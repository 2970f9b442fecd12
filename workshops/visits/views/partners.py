"""A study visit as the partners that take part have it: their questions, and the report of each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from catalogue.sheets import sent
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.models import VisitReport
from workshops.organising.rights import EventRight, may_at
from workshops.visits import asking, reporting
from workshops.visits.forms import QuestionForm, ReportForm
from workshops.visits.paper import ReportsPaper
from workshops.visits.shown import steps_of
from workshops.visits.taking_part import due_of, partners_of, takes_questions, takes_reports
from workshops.visits.views.desk import privately
from workshops.visits.views.finding import own_partner, practices_of, visit_taken_part_in


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request, slug):
    """What the visit is for, and what is asked; whoever writes for a partner asks here."""
    found, own = visit_taken_part_in(request.user, slug)
    form = None
    if own and (takes_questions(found) or request.method == "POST"):
        given = request.POST if request.method == "POST" else None
        form = QuestionForm(given, practices=practices_of(found.event), partners=own)
    if request.method == "POST" and form is None:
        raise NoSuchPage
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: asked_address(request, found, own, form.cleaned_data))
        except Refused as reason:
            form.add_error(None, str(reason))
    return show_visit(request, found, own, form)


def asked_address(request, found, own, given):
    partner = next((one for one in own if str(one.pk) == given.get("partner")), own[0])
    told = {"text": given["text"], "practice": given["practice"], "language": get_language()}
    asking.ask(visit=found, partner=partner, by=request.user, **told)
    messages.success(request, _("The question was sent to the host."))
    return reverse("visit", args=[found.event.slug])


def show_visit(request, found, own, form):
    questions, reports = list(found.questions.with_names()), list(found.reports.all())
    mine = {partner.pk for partner in own}
    context = {
        "visit": found,
        "event": found.event,
        "form": form,
        "steps": steps_of(found, partners_of(found), questions, reports),
        "practices": practices_of(found.event),
        "waiting": [one for one in questions if one.partner_id in mine and not one.answered_at],
        "answered": [one for one in questions if one.answered_at],
        "may_change": takes_questions(found),
        "reports": reports_of(found, own, reports) if takes_reports(found) else [],
        "runs_it": may_at(request.user, EventRight.RUN, found.event),
    }
    return render(request, "workshops/visits/visit.html", context)


def reports_of(visit, own, reports):
    """(partner, report) of one's own organisations; one that was not begun says when it is due."""
    standing = {report.partner_id: report for report in reports}
    return [(partner, standing.get(partner.pk) or VisitReport(due=due_of(visit.event))) for partner in own]


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, slug, number):
    """A question that waits for its answer: changed, or taken back."""
    found, own = visit_taken_part_in(request.user, slug)
    asked = get_object_or_404(found.questions.filter(partner__in=own).select_related("partner"), pk=number)
    asked.visit = found
    given = request.POST if request.method == "POST" else None
    initial = {"text": asked.text, "practice": asked.practice_id}
    form = QuestionForm(given, practices=practices_of(found.event), initial=initial)
    if request.method == "POST" and (request.POST.get("do") == "drop" or form.is_valid()):
        try:
            return changed(request, asked, form)
        except Refused as reason:
            form.is_valid()
            form.add_error(None, str(reason))
    return render(request, "workshops/visits/question.html", {"form": form, "question": asked, "event": found.event})


def changed(request, asked, form):
    if request.POST.get("do") == "drop":
        asking.drop(question=asked)
        messages.success(request, _("The question was taken back."))
    else:
        given = {name: form.cleaned_data[name] for name in ("text", "practice")}
        asking.change(question=asked, language=get_language(), **given)
        messages.success(request, _("Saved."))
    return redirect("visit", asked.visit.event.slug)


# --- Reports ---


def report_to_write(person, slug, pk):
    found, own = visit_taken_part_in(person, slug)
    partner = own_partner(own, pk)
    if not takes_reports(found):
        raise NoSuchPage
    kept = reporting.report_of(found, partner)
    kept.visit, kept.partner = found, partner
    return kept


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug, pk):
    """The report of one's own organisation: kept as a draft, or handed in, for the organisers or for everybody."""
    kept = report_to_write(request.user, slug, pk)
    given = request.POST if request.method == "POST" else None
    form = ReportForm(given, report=kept, practices=practices_of(kept.visit.event))
    if request.method == "POST" and form.is_valid():
        try:
            write(request, kept, form)
        except Refused as reason:
            form.refuse(reason)
        else:
            return redirect("visit", kept.visit.event.slug)
    context = {"report": kept, "event": kept.visit.event, "partner": kept.partner, "form": form}
    return render(request, "workshops/visits/report.html", context)


def write(request, kept, form):
    public = request.POST.get("do") == "publish"
    reporting.write(
        visit=kept.visit,
        partner=kept.partner,
        by=request.user,
        hand_in=form.is_handed_in,
        public=public,
        **form.cleaned_data,
    )
    said = _("The report was handed in.") if form.is_handed_in else _("Saved.")
    messages.success(request, said)


@login_required
@require_safe
def report_file(request, slug, pk):
    """The report of one's own organisation; that of others is no business of a partner."""
    kept = report_to_write(request.user, slug, pk)
    if not kept.handed_in_at:
        raise NoSuchPage
    return privately(sent(request, ReportsPaper(kept.visit, kept.partner)))
