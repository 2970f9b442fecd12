"""Writing: a new dossier, the stages of its form, the saving in between, and the last look before submitting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from publishing import versions
from publishing.checking import completeness, problems
from publishing.fields import topic_suggestions
from publishing.forms import NewForm, StageForm
from publishing.keeping import marks_sent
from publishing.models import Dossier
from publishing.refusals import Overtaken
from publishing.rights import Action
from publishing.saving_drafts import save_draft
from publishing.steps import steps_for
from publishing.views.asking import back_to, dossier_for, whole
from publishing.views.signed_out import kept_when_signed_out
from publishing.writing import TOPICS, WRITINGS, writing_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """What is to be written, and for which organisation."""
    owners = owner_choices(request.user)
    if not owners:
        return render(request, "publishing/no_organisation.html", status=403)
    kinds = [(kind.value, kind.label) for kind in Kind if kind in WRITINGS]
    initial = {"kind": kinds[0][0], "owner": owners[0][0], "language": get_language()}
    languages = Dossier._meta.get_field("language").choices
    form = NewForm(request.POST or None, initial=initial, kinds=kinds, owners=owners, languages=languages)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        owner = organisations_of(request.user).get(pk=given["owner"])
        version = versions.begin(
            kind=given["kind"], owner=owner, by=request.user, language=given["language"], title=given["title"]
        )
        first = writing_of(given["kind"]).stages[0]
        return redirect("write", version.dossier_id, first.key)
    return render(request, "publishing/new.html", {"form": form})


def organisations_of(person):
    """The organisations a person may write for: one's own; who runs the portal may write for all."""
    model = Dossier._meta.get_field("owner").related_model
    return model.objects.all() if person.is_coordinator else model.objects.filter(pk__in=person.organisations)


def owner_choices(person):
    return sorted(((str(owner.pk), str(owner)) for owner in organisations_of(person)[:500]), key=lambda pair: pair[1])


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request, pk, key):
    """One stage: saved with every button, whatever else is wrong with it."""
    dossier, version = dossier_for(request.user, pk, Action.WRITE)
    writing = writing_of(dossier.kind)
    place = writing.stage(key)
    if place is None:
        raise NoSuchPage
    form_of = {"version": whole(version), "writing": writing, "stage": place}
    if request.method != "POST":
        return show_stage(request, dossier, version, StageForm(**form_of))
    form = StageForm(request.POST, request.FILES, **form_of)
    try:
        conflicts = save(request, version, form, told=marks_sent(request.POST, "told"))
    except Overtaken as refusal:
        messages.error(request, str(refusal))
        return back_to(dossier)
    asked = next((rows for rows in form.rows if f"add-{rows.relation}" in request.POST), None)
    if asked:
        asked.add()
    elif form.is_valid() and not conflicts:
        return redirect(next_address(request, dossier, writing, place))
    return show_stage(request, dossier, form.version, form, status=200)


def save(request, version, form, told=None):
    """Keep all that can be kept; returns the names of fields that somebody else changed, which the form then says."""
    base = marks_sent(request.POST, "base")
    form.is_valid()
    fresh, conflicts = save_draft(version=version, by=request.user, sent=form.sent(), base=base, told=told)
    form.content, form.typed = fresh.content, fresh.typed
    form.tell_conflicts(conflicts, base)
    return conflicts


def next_address(request, dossier, writing, place):
    """Where the button leads: on, back, or the same stage again."""
    stages = list(writing.stages)
    if "save" in request.POST:
        messages.success(request, _("Saved."))
        return reverse("write", args=[dossier.pk, place.key])
    position = stages.index(place) + (-1 if "back" in request.POST else 1)
    if position < len(stages):
        return reverse("write", args=[dossier.pk, stages[max(position, 0)].key])
    return reverse("write_check", args=[dossier.pk])


def show_stage(request, dossier, version, form, status=200):
    context = {
        "dossier": dossier,
        "version": version,
        "writing": form.writing,
        "stage": form.stage,
        "form": form,
        "progress": progress(form.writing, dossier, version, form.stage),
        "is_first": form.stage == form.writing.stages[0],
        "suggestions": topic_suggestions() if TOPICS in form.stage.fields else [],
    }
    return render(request, "publishing/write.html", context, status=status)


def progress(writing, dossier, version, here=None):
    """The stages with what is missing in each, for the bar above the form."""
    lacking = {problem.stage for problem in problems(version)}
    return [
        {
            "title": stage.title,
            "address": reverse("write", args=[dossier.pk, stage.key]),
            "here": stage == here,
            "done": stage not in lacking,
        }
        for stage in writing.stages
    ]


@require_POST
def keep(request, pk, key):
    """What the script sends while one types; the answer says what is kept and what is wrong."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    dossier, version = dossier_for(request.user, pk, Action.WRITE)
    writing = writing_of(dossier.kind)
    place = writing.stage(key)
    if place is None:
        raise Http404
    form = StageForm(request.POST, version=whole(version), writing=writing, stage=place)
    try:
        conflicts = save(request, version, form)
    except Overtaken as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(kept_answer(form, conflicts))


def kept_answer(form, conflicts):
    """What the script is told after it sent what is typed: the same as after a button."""
    mistakes = form.mistakes()
    sentence = _("Saved at %(time)s, except what is marked.") if mistakes else _("Saved at %(time)s.")
    return {
        "saved": sentence % {"time": formats.time_format(timezone.localtime(), "H:i")},
        "errors": {name: [str(text) for text in texts] for name, texts in mistakes.items()},
        "conflicts": list(conflicts),
        "base": form.base_json(),
        "told": form.told_json(),
    }


@login_required
@require_safe
def check(request, pk):
    """The last look: what is missing, where to mend it, and the button that submits."""
    dossier, version = dossier_for(request.user, pk, Action.WRITE)
    whole(version)
    writing = writing_of(dossier.kind)
    share, lacking = completeness(dossier.kind, version.content)
    context = {
        "dossier": dossier,
        "version": version,
        "writing": writing,
        "problems": problems(version),
        "share": share,
        "lacking": lacking,
        "steps": steps_for(version, request.user),
        "progress": progress(writing, dossier, version),
        "kind_label": Kind(dossier.kind).label,
    }
    return render(request, "publishing/check.html", context)
