"""Suggestions at the desk: those of one text, and the page where one is decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from publishing import deciding, diff
from publishing.models import Dossier, Suggestion
from publishing.refusals import Refused
from publishing.suggestion_forms import DecisionForm, as_typed
from publishing.views.asking import page_links
from publishing.views.signed_out import kept_when_signed_out

ON_A_PAGE = 25
State = Suggestion.State
UNDECIDED = (State.NEW, State.OUTDATED)
DONE = {
    State.ACCEPTED: _("Accepted: the section stands in the open version. Submit and publish it as ever."),
    State.CHANGED: _("Accepted with your changes: the section stands in the open version."),
    State.DECLINED: _("Declined. Your answer is on its way."),
    State.OUTDATED: _("Not taken over: the section was rewritten meanwhile. Both texts stand below."),
    State.NEW: _("It is open again."),
}


@login_required
@require_safe
def listing(request, pk):
    """Those of one text, what waits first."""
    dossier = get_object_or_404(Dossier.objects.with_versions(), pk=pk)
    if not deciding.may_decide(request.user, dossier):
        raise NoSuchPage
    found = sorted_by_need(dossier.suggestions.confirmed().select_related("author"))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    content = deciding.standing_of(dossier).content
    for row in page:
        row.is_gone = row.state in UNDECIDED and deciding.section_of(content, row) is None
    context = {"dossier": dossier, "page": page, "links": page_links(request, page)}
    return render(request, "publishing/suggestions.html", context)


def sorted_by_need(found):
    return found.annotate(waits=Q(state=State.NEW)).order_by("-waits", "-at", "-pk")


def suggestion_for(person, pk):
    """The suggestion, for those who may decide it; to everybody else it does not exist."""
    confirmed = Suggestion.objects.confirmed().select_related("author", "base", "passage__version")
    found = get_object_or_404(confirmed, pk=pk)
    found.dossier = Dossier.objects.with_versions().get(pk=found.dossier_id)
    if not deciding.may_decide(person, found.dossier):
        raise NoSuchPage
    return found


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request, pk):
    """What was suggested, beside what the section says now; and what becomes of it."""
    found = suggestion_for(request.user, pk)
    now = deciding.section_of(deciding.standing_of(found.dossier).content, found)
    rewritten = deciding.is_rewritten(now, found)
    begun = as_typed(now) if now and rewritten else found.new
    given = request.POST if request.method == "POST" else None
    form = DecisionForm(given, section=now, language=found.language, text=begun)
    if given is not None and form.is_valid():
        return decided(request, found, now, form)
    return show(request, found, now, form)


def decided(request, found, now, form):
    """What was typed stays where somebody else was quicker."""
    try:
        outcome = taken(found, request.user, **form.cleaned_data)
    except Refused as refusal:
        fresh = suggestion_for(request.user, found.pk)
        form.section = now = deciding.section_of(deciding.standing_of(fresh.dossier).content, fresh)
        form.show_now()
        return show(request, fresh, now, form, refusal=str(refusal), status=409)
    messages.success(request, str(DONE[outcome.state]))
    return redirect("suggestion", found.pk)


def taken(found, by, do, text, answer, seen):
    if do == "reopen":
        return deciding.reopen(suggestion=found, by=by)
    if do == "decline":
        return deciding.decline(suggestion=found, by=by, answer=answer)
    own = {"text": text, "seen": seen} if do == "change" else {}
    return deciding.accept(suggestion=found, by=by, answer=answer, **own)


def show(request, found, now, form, refusal="", status=200):
    rewritten = deciding.is_rewritten(now, found)
    context = {
        "suggestion": found,
        "dossier": found.dossier,
        "now": now,
        "rewritten": rewritten,
        "suggested": diff.words(found.old.strip(), deciding.in_its_place(found)),
        "since": diff.words(found.old.strip(), now.text.strip()) if now and rewritten else [],
        "form": form,
        "refusal": refusal,
        "waits": found.state == State.NEW,
    }
    return render(request, "publishing/suggestion.html", context, status=status)
