"""Calls at the desk: opened, prolonged, their links; what was said is read, made public, answered and made use of."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from plans.consulting import answering, calls
from plans.consulting.export import FORMATS, file_name, sheet, subjects, written
from plans.consulting.forms import AnswerForm, CallForm, CallLinksForm, HideForm, ProlongForm, RowForm
from plans.life.steps import STEPS, hindrance
from plans.life.views import plan_dossier, public_dossier
from plans.models import Call, CallLink, Contribution
from publishing.refusals import Refused
from publishing.rights import LEAD, roles_of
from publishing.views.signed_out import kept_when_signed_out

Kind = Call.Kind
State = Contribution.State


@login_required
@require_safe
def listing(request, pk):
    dossier = plan_dossier(request.user, pk)
    found = list(Call.objects.filter(dossier=dossier))
    opener = STEPS["open_consultation"]
    context = {
        "dossier": dossier,
        "calls": found,
        "step": opener,
        "hindrance": hindrance(opener, dossier, dossier.entry, request.user) if dossier.entry else _("Not public yet."),
        "asks": any(call.kind == Kind.CONTRIBUTIONS and not call.is_over for call in found),
    }
    return render(request, "plans/consulting/calls.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def new_consultation(request, pk):
    dossier = public_dossier(request.user, pk)
    refusal = hindrance(STEPS["open_consultation"], dossier, dossier.entry, request.user)
    return new_call(request, dossier, Kind.CONSULTATION, calls.open_consultation, refusal)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def new_contributions(request, pk):
    dossier = plan_dossier(request.user, pk)
    return new_call(request, dossier, Kind.CONTRIBUTIONS, calls.ask_for_contributions, "")


def new_call(request, dossier, kind, make, refusal):
    plan, today = dossier.entry, timezone.localdate()
    opens = calls.earliest_day(plan, today) if kind == Kind.CONSULTATION else today
    initial = {"opens": opens, "contact": f"{request.user} ({request.user.email})"}
    form = CallForm(request.POST if request.method == "POST" else None, kind=kind, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            call = make(dossier=dossier, by=request.user, **form.cleaned_data)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("It is announced."))
            return redirect(call)
    least = calls.least_days(plan) if kind == Kind.CONSULTATION else 0
    context = {"dossier": dossier, "form": form, "refusal": refusal, "kind": kind, "label": Kind(kind).label}
    return render(request, "plans/consulting/new_call.html", context | {"least": least}, status=409 if refusal else 200)


# --- One call ---


def call_for(person, pk, number):
    dossier = plan_dossier(person, pk)
    call = get_object_or_404(Call.objects.select_related("version"), pk=number, dossier=dossier)
    call.dossier = dossier
    return dossier, call


@login_required
@require_safe
def call(request, pk, number):
    return show_call(request, *call_for(request.user, pk, number))


def show_call(request, dossier, call, prolong=None, links=None, status=200):
    about = subjects(call)
    found = call.contributions.exclude(state=State.UNCONFIRMED).select_related("author", "link", "taken_in")
    comments = list(found.defer("taken_in__content", "taken_in__typed"))
    for comment in comments:
        comment.about = about.get((comment.relation, comment.row_key), ("", comment.row_key))[1]
    made = list(call.links.all()) if call.kind == Kind.CONTRIBUTIONS else []
    for link in made:
        link.call = call
    context = {
        "dossier": dossier,
        "call": call,
        "groups": [(state.label, [row for row in comments if row.state == state]) for state in State],
        "ready": answering.answered(call).count(),
        "may_lead": bool(roles_of(request.user, dossier) & LEAD),
        "prolong": prolong or ProlongForm(label_suffix=""),
        "links": [(link, settings.SITE_URL + link.path if link.path else "") for link in made],
        "links_form": links or CallLinksForm(initial={"have": len(made)}, person=request.user),
        "formats": list(FORMATS),
    }
    return render(request, "plans/consulting/call.html", context, status=status)


@kept_when_signed_out
@require_POST
def prolong(request, pk, number):
    dossier, call = call_for(request.user, pk, number)
    form = ProlongForm(request.POST, label_suffix="")
    if call.kind == Kind.CONSULTATION and not roles_of(request.user, dossier) & LEAD:
        raise NoSuchPage
    if form.is_valid():
        try:
            calls.prolong(call=call, closes=form.cleaned_data["closes"])
        except Refused as error:
            form.add_error("closes", str(error))
        else:
            messages.success(request, _("The end was moved."))
            return redirect(call)
    return show_call(request, dossier, call, prolong=form, status=409)


@kept_when_signed_out
@require_POST
def links(request, pk, number):
    dossier, call = call_for(request.user, pk, number)
    form = CallLinksForm(request.POST, person=request.user)
    if call.kind != Kind.CONTRIBUTIONS:
        raise NoSuchPage
    if form.is_valid():
        try:
            made = calls.make_links(call=call, labels=form.cleaned_data["labels"], have=form.cleaned_data["have"])
        except Refused as error:
            form.add_error(None, str(error))
        else:
            text = ngettext("%(count)d link was made.", "%(count)d links were made.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect(call)
    return show_call(request, dossier, call, links=form, status=409)


@kept_when_signed_out
@require_POST
def renew(request, pk, number, nth):
    _dossier, call = call_for(request.user, pk, number)
    calls.renew(link=get_object_or_404(CallLink, call=call, number=nth))
    messages.success(request, _("The link has another address now; the one before opens nothing any more."))
    return redirect(call)


@kept_when_signed_out
@require_POST
def publish(request, pk, number):
    _dossier, call = call_for(request.user, pk, number)
    try:
        count = answering.publish_answers(call=call, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return redirect(call)
    text = ngettext("%(count)d answer is public now.", "%(count)d answers are public now.", count)
    messages.success(request, text % {"count": count})
    return redirect(call)


@login_required
@require_safe
def comments_file(request, pk, number, form):
    dossier, call = call_for(request.user, pk, number)
    if form not in FORMATS:
        raise NoSuchPage
    return download(file_name(dossier.pk, call, form), written(sheet(call, in_public=False), form), FORMATS[form])


# --- One comment ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request, pk, number):
    """One comment: made public or not, and answered; of a contribution a row is made."""
    dossier = plan_dossier(request.user, pk)
    rows = Contribution.objects.exclude(state=State.UNCONFIRMED).filter(call__dossier=dossier)
    comment = get_object_or_404(rows.select_related("call__version", "author", "link", "taken_in"), pk=number)
    comment.call.dossier = dossier
    doing = DOINGS.get(request.POST.get("do", "")) if request.method == "POST" else None
    if doing:
        return doing(request, comment)
    return show_comment(request, comment)


def show_comment(request, comment, refusal="", **forms):
    call = comment.call
    about = subjects(call).get((comment.relation, comment.row_key), ("", comment.row_key))
    context = {"comment": comment, "call": call, "dossier": call.dossier, "about": about, "refusal": refusal}
    context["word"] = pgettext("plan", "Comment") if call.kind == Kind.CONSULTATION else _("Contribution")
    context["hide_form"] = forms.get("hide") or HideForm(initial={"reason": comment.reason}, label_suffix="")
    if call.kind == Kind.CONSULTATION:
        context["answer_form"] = forms.get("answer") or AnswerForm(initial=given(comment), comment=comment)
        may_change = not comment.answer_public or roles_of(request.user, call.dossier) & LEAD
        context["may_answer"] = bool(may_change)
        context["later"] = later_versions(comment)
    else:
        context["row_form"] = forms.get("row") or RowForm()
        context["made"] = made_row(comment)
    return render(request, "plans/consulting/contribution.html", context, status=409 if refusal or forms else 200)


def later_versions(comment):
    """What can take the comment up: `working`, the version that is written now, and whether there is `any`."""
    dossier = comment.call.dossier
    found = list(dossier.versions.defer("content", "typed").filter(number__gt=comment.call.version.number))
    return {"any": found, "working": next((version for version in found if version.is_editable), None)}


def given(comment):
    names = ("position", "taken_in", "answer_sl", "answer_en")
    return {name: getattr(comment, name) for name in names} | {"seen": answering.mark_of(comment)}


def made_row(comment):
    """Where the row stands that was made of it; nowhere once the version is closed."""
    if not comment.row_key or not comment.taken_in or not comment.taken_in.is_editable:
        return ""
    return reverse("row_page", args=[comment.call.dossier_id, comment.relation, comment.row_key])


def done(request, comment, sentence, deed, **given):
    """Do it and go on, or say why not."""
    try:
        deed(comment=comment, by=request.user, **given)
    except Refused as error:
        return show_comment(request, comment, refusal=str(error))
    messages.success(request, sentence)
    return redirect("plan_contribution", comment.call.dossier_id, comment.pk)


def show(request, comment):
    return done(request, comment, _("The comment is public."), answering.show)


def hide(request, comment):
    form = HideForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show_comment(request, comment, hide=form)
    return done(request, comment, _("The comment is not public."), answering.hide, reason=form.cleaned_data["reason"])


def answer(request, comment):
    if comment.call.kind != Kind.CONSULTATION:
        raise NoSuchPage
    form = AnswerForm(request.POST, comment=comment)
    if not form.is_valid():
        return show_comment(request, comment, answer=form)
    try:
        answering.answer(comment=comment, by=request.user, **form.cleaned_data)
    except Refused as error:
        comment.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = answering.mark_of(comment)
        return show_comment(request, comment, refusal=str(error), answer=form)
    messages.success(request, _("The answer is kept."))
    return redirect("plan_contribution", comment.call.dossier_id, comment.pk)


def make_row(request, comment):
    if comment.call.kind != Kind.CONTRIBUTIONS:
        raise NoSuchPage
    form = RowForm(request.POST)
    if not form.is_valid():
        return show_comment(request, comment, row=form)
    told = {"relation": form.cleaned_data["do"], "event": form.cleaned_data["event"]}
    return done(request, comment, _("The row stands in the open draft."), answering.make_row, **told)


DOINGS = {"show": show, "hide": hide, "answer": answer} | dict.fromkeys(answering.ROWS, make_row)
