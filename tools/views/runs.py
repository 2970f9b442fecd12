"""Saved runs: one's own, shared ones, two side by side, and who may see them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.languages import shown
from catalogue.linked_data import linked_data
from catalogue.missing import NoSuchPage
from catalogue.related import related_cards
from catalogue.views import reader
from publishing.refusals import Refused
from tools.forms import OtherRunForm, RunForm
from tools.methods import VERSION
from tools.models import PublicRun, Run, Work
from tools.questions.registry import QUESTIONS
from tools.reports.facts import citation, facts, input_sheets, option_sheet
from tools.runs import further
from tools.runs import publishing as keeping
from tools.runs.answers import practices_for
from tools.runs.comparing import compared
from tools.views.exports import ways

EACH_PAGE = 20


@login_required
@require_safe
def mine(request):
    """My saved runs, my unfinished work, and what waits for my word."""
    page = Paginator(Run.objects.of(request.user).select_related("entry"), EACH_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "works": Work.objects.of(request.user)[:EACH_PAGE],
        "waiting": Run.objects.waiting_for(request.user).select_related("author", "organisation")[:EACH_PAGE],
        "analyses": QUESTIONS,
    }
    return render(request, "tools/my_runs.html", context)


def show_run(request, run, link=""):
    """The page of a run for a reader who may see it."""
    answer = run.answer()
    entry = PublicRun.objects.visible_to(reader(request)).with_page().filter(run=run).first()
    if entry and entry.get_absolute_url() != request.path and not link:
        return redirect(entry, permanent=True)
    context = public_parts(entry) | {
        "run": run,
        "analysis": run.question,
        "answer": answer,
        "practices": [answered for answered in practices_for(answer) if answered[1]],
        "facts": facts(run),
        "inputs": input_sheets(run, reader(request)),
        "options": option_sheet(run),
        "cited": citation(run),
        "further": [] if link else further.parts_of_page(run, answer, reader(request)),
        "exports": ways(run, link),
        "public": entry is not None and entry.is_published,
        "title": shown(entry, "title").text if entry else run.title,
        "language": run.language if run.language != get_language() else "",
        "version": VERSION,
        "outdated": run.method_version != VERSION,
        "parent_seen": run.parent_id and Run.objects.visible_to(reader(request)).filter(pk=run.parent_id).exists(),
        "own": run.may_be_changed_by(reader(request)),
        "may_confirm": bool(run.proposed_at) and run.may_be_confirmed_by(reader(request)),
        "link": link,
    }
    return render(request, "tools/run.html", context)


def public_parts(entry):
    """What the page of a public run has beside those of private ones."""
    if entry is None:
        return {}
    return {
        "entry": entry,
        "topics": entry.topic_rows,
        "related": related_cards(entry),
        "alternates": entry.addresses(),
        "linked_data": linked_data(entry),
    }


@require_safe
def shared(request, link):
    """The run behind a secret link; a link that was closed leads nowhere."""
    return show_run(request, get_object_or_404(Run.objects.by_link(link)), link)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, slug):
    """Title, note, and who may see the run. What the steps are called stands in STEPS."""
    run = get_object_or_404(Run.objects.visible_to(request.user), slug=slug)
    step = request.POST.get("do", "")
    if request.method == "POST" and step in CONFIRMING and run.may_be_confirmed_by(request.user):
        return _taken(request, run, step)
    if not run.may_be_changed_by(request.user):
        raise NoSuchPage
    if request.method == "POST" and step in STEPS and step not in CONFIRMING - {"take_back"}:
        return _taken(request, run, step)
    form = RunForm(request.POST or None, instance=run, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.describe(run=run, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(run)
    return render(request, "tools/run_settings.html", {"run": run, "form": form, "public": run.is_public})


STEPS = {
    "open_link": keeping.open_link,
    "close_link": keeping.close_link,
    "propose": keeping.propose,
    "take_back": keeping.take_back,
    "publish": keeping.publish,
    "delete": keeping.delete,
}
CONFIRMING = {"publish", "take_back"}


def _taken(request, run, step):
    try:
        STEPS[step](run=run)
    except Refused as error:
        messages.error(request, str(error))
    if step == "delete":
        messages.success(request, _("The run was deleted."))
        return redirect("my_runs")
    if step == "take_back" and not run.may_be_changed_by(request.user):
        return redirect("my_runs")
    return redirect("run_settings", run.slug) if run.may_be_changed_by(request.user) else redirect(run)


@require_safe
def compare(request, slug):
    """Two runs of the same analysis side by side: what went in, and what came out."""
    visible = Run.objects.visible_to(reader(request))
    run = get_object_or_404(visible, slug=slug)
    others = visible.filter(analysis=run.analysis).exclude(pk=run.pk)
    form = OtherRunForm(request.GET or None, runs=others, user=reader(request), of=run)
    context = {"run": run, "form": form, "analysis": run.question}
    if form.is_bound and form.is_valid():
        other = form.cleaned_data["other"]
        context |= {"second": other} | compared(run, other)
    return render(request, "tools/compare.html", context)
