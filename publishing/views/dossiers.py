"""One dossier: where it stands, what can be done with it, what was said and done."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from publishing import commenting, freshness, versions
from publishing.checking import completeness, problems
from publishing.clashes import found_for
from publishing.commenting import leave_comment
from publishing.forms import CommentForm, ReasonForm
from publishing.long_texts import remarks_on
from publishing.models import Comment, Dossier, Passage
from publishing.once import once
from publishing.parts import parts_of
from publishing.refusals import Clashing, Refused
from publishing.rights import WRITE, Action, allows, may, roles_of
from publishing.states import State
from publishing.steps import STEPS, hindrance, steps_for
from publishing.views.asking import back_to, dossier_for, whole
from publishing.views.signed_out import kept_when_signed_out
from publishing.waiting import waits_for_others
from publishing.workflow import overtaken, take
from publishing.writing import refusal_of, writing_of

OWN_PAGE = {"validate", "not_select"}  # decided where the reviews are read


@login_required
@require_safe
def dossier(request, pk):
    dossier, version = dossier_for(request.user, pk)
    return show_dossier(request, dossier, whole(version), comment_form(version))


def comment_form(version, data=None):
    choices = [(part.anchor, commenting.label_of(part)) for part in commenting.sections_of(version)]
    return CommentForm(data, sections=choices)


def show_dossier(request, dossier, version, form):
    share, lacking = completeness(dossier.kind, version.content)
    roles = roles_of(request.user, dossier, version)
    passages = list(passages_of(dossier))
    found = found_for(version)
    steps = [step for step in possible_steps(dossier, request.user) if step["name"] not in OWN_PAGE]
    allowed = {action.value: allows(action, version.state, roles) for action in Action} | may_resolve(roles)
    refused = refused_now(steps, version, allowed)
    context = {
        "dossier": dossier,
        "version": version,
        "leading": dossier.leading,
        "entry": dossier.entry if dossier.is_public else None,
        "share": share,
        "lacking": lacking,
        "problems": problems(version) if version.is_editable else [],
        "steps": [step for step in steps if step["name"] not in refused],
        "refused": refused,
        "first_stage": writing_of(dossier.kind).stages[0].key,
        "may": allowed,
        "reviewed": reviewed(dossier, request.user),
        "waits_for": waits_for(steps, version, roles),
        "may_confirm": may_on(dossier.leading, request.user, Action.CONFIRM),
        "comments": commenting.grouped(commenting.comments_for(version, roles), version),
        "comment_form": form,
        "suggestions": suggestions_for(dossier, roles),
        "passages": passages,
        "asked": next((passage for passage in passages if passage.step == "ask_changes"), None),
        "behind": found,
        "ways": desk_ways(dossier, roles),
        "whole": whole_for(request.user, dossier),
        "parts": parts_of(dossier, request.user) if writing_of(dossier.kind).contents else None,
        "other_languages": [(code, name) for code, name in settings.LANGUAGES if code != dossier.language],
    }
    return render(request, "publishing/dossier.html", context)


def waits_for(steps, version, roles):
    """Who publishes what was submitted, for those who wait for it."""
    return "" if any(step["name"] == "publish" for step in steps) else waits_for_others(version, roles)


def desk_ways(dossier, roles):
    """(label, address) of further pages for those who work on it."""
    ways = writing_of(dossier.kind).desk_ways
    return ways(dossier) if ways and roles & WRITE else []


def may_on(version, person, action):
    return version is not None and may(person, action, version)


def reviewed(dossier, person):
    """The versions whose reviews this person may read, the newest first."""
    found = dossier.versions.model.objects.defer("content", "typed").filter(dossier=dossier).order_by("-number")
    found = found.filter(Q(reviews__state="handed_in") | Q(state=State.REVIEW)).distinct().prefetch_related("reviews")
    for version in found:
        version.dossier = dossier
    return [version for version in found if may(person, Action.SEE_REVIEWS, version)]


def possible_steps(dossier, person):
    """The steps for the open version and for the public one; a step says for which it is. Publishing comes first."""
    found = {}
    for version in filter(None, (dossier.working, dossier.leading)):
        version.dossier = dossier
        for step in steps_for(version, person):
            found.setdefault(step.name, {"name": step.name, "label": step.label, "version": version, "step": step})
    return sorted(found.values(), key=lambda step: step["name"] != "publish")


def refused_now(steps, version, allowed):
    """{name: (label, reason)} of what this person may do and what the kind refuses for the time being."""
    asked = [(step["name"], step["label"], step["version"]) for step in steps]
    asked += [("discard", _("Throw away"), version)] if allowed["discard"] else []
    return {name: (label, reason) for name, label, about in asked if (reason := refusal_of(name, about))}


def may_resolve(roles):
    return {"resolve": commenting.may_resolve(roles)}


def suggestions_for(dossier, roles):
    """{state: how many} of the suggestions of readers, for those who decide them."""
    if not roles & WRITE or not writing_of(dossier.kind).sectioned:
        return {}
    found = dossier.suggestions.confirmed().order_by().values_list("state").annotate(Count("pk"))
    return {"all": sum(number for _state, number in found), "new": dict(found).get("new", 0)}


def whole_for(person, dossier):
    """The dossier of what this one is a part of, for those who may see it."""
    whole = dossier.part_of
    return whole if whole and roles_of(person, whole) & WRITE else None


def passages_of(dossier):
    return Passage.objects.filter(version__dossier=dossier).select_related("version", "suggestion__author")[:100]


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, name):
    """A page that says what the step does and asks for the reason; sending it takes the step."""
    if name not in STEPS:
        raise NoSuchPage
    dossier, newest = dossier_for(request.user, pk)
    rule = STEPS[name]
    version = version_for(rule, dossier) or newest
    version.dossier = dossier
    reason = ReasonForm(request.POST or None)
    refusal, clashing = cannot(rule, version, request.user), False
    if request.method == "POST" and reason.is_valid():
        try:
            take(step=name, version=version, by=request.user, comment=reason.cleaned_data["text"])
        except Clashing as error:
            versions.catch_up(dossier)
            refusal, clashing = str(error), True
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, str(rule.done))
            return redirect(dossier)
    context = {"dossier": dossier, "version": version, "step": rule, "form": reason, "refusal": refusal}
    context["clashing"] = clashing
    if name == "submit":
        writing = writing_of(dossier.kind)
        context["remarks"] = remarks_on(writing, dossier, whole(version).content)
        context["in_text"] = bool(writing.sectioned)
    return render(request, "publishing/step.html", context, status=409 if refusal else 200)


def version_for(rule, dossier):
    return next((one for one in (dossier.working, dossier.leading) if one and one.state in rule.sources), None)


def cannot(rule, version, person):
    if version.state not in rule.sources:
        return overtaken(version)
    return hindrance(rule, version, person, roles_of(person, version.dossier, version)) or refusal_of(
        rule.name, version
    )


@kept_when_signed_out
@require_POST
def comment(request, pk):
    dossier, version = dossier_for(request.user, pk, Action.COMMENT)
    form = comment_form(whole(version), request.POST)
    if not form.is_valid():
        return show_dossier(request, dossier, version, form)
    return once(request, lambda: left(request, dossier, version, form.cleaned_data))


def left(request, dossier, version, told):
    leave_comment(version=version, by=request.user, **told)
    messages.success(request, _("Your comment stands below."))
    return dossier.get_absolute_url()


@login_required
@require_POST
def resolve(request, pk):
    """Mark a comment as resolved, or open it again; it stays readable."""
    found = get_object_or_404(Comment, pk=pk)
    dossier, version = dossier_for(request.user, Dossier.objects.get(versions=found.version_id).pk)
    if not commenting.may_resolve(roles_of(request.user, dossier, version)):
        raise NoSuchPage
    if request.POST.get("do") == "reopen":
        commenting.reopen(comment=found)
    else:
        commenting.resolve(comment=found, by=request.user)
    return redirect(f"{dossier.get_absolute_url()}#comment-{pk}")


@login_required
@require_POST
def open_version(request, pk):
    """A draft that begins with what is public; the public page does not change."""
    dossier, version = dossier_for(request.user, pk)
    if not version.is_open and not may(request.user, Action.OPEN_VERSION, version):
        raise Http404
    try:
        opened = versions.open_version(dossier, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back_to(dossier)
    if opened.is_editable:
        return redirect("write", dossier.pk, writing_of(dossier.kind).stages[0].key)
    messages.error(request, overtaken(opened))
    return redirect(dossier)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    dossier, version = dossier_for(request.user, pk, Action.DISCARD)
    if request.method != "POST":
        refusal = refusal_of("discard", version)
        context = {"dossier": dossier, "version": version, "refusal": refusal}
        return render(request, "publishing/discard.html", context, status=409 if refusal else 200)
    try:
        versions.discard(version, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back_to(dossier)
    messages.success(request, _("“%(title)s” was thrown away.") % {"title": dossier})
    return redirect("desk")


@login_required
@require_POST
def confirm(request, pk):
    """Still running, still true."""
    dossier, _newest = dossier_for(request.user, pk)
    if not may_on(dossier.leading, request.user, Action.CONFIRM):
        raise Http404
    try:
        freshness.confirm(version=dossier.leading, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you: confirmed as of today."))
    return redirect(dossier)
