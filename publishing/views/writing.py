"""Writing: a new dossier, the stages of its form, the saving in between, and the last look before submitting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from catalogue.text import alphabet_key
from publishing import versions
from publishing.checking import completeness, filled_in, problems
from publishing.commenting import comments_for, grouped
from publishing.contents_field import MOVE
from publishing.fields import entry_suggestions, topic_suggestions
from publishing.forms import NewForm, StageForm
from publishing.keeping import marks_sent
from publishing.long_texts import FORMS, long_text, remarks_on
from publishing.models import Dossier
from publishing.once import once
from publishing.refusals import Overtaken
from publishing.rights import WRITE, Action, roles_of
from publishing.row_lists import MOVES
from publishing.saving_drafts import save_draft
from publishing.steps import STEPS, steps_for
from publishing.views.asking import dossier_for, whole
from publishing.views.keeping import kept_answer, too_late
from publishing.views.signed_out import kept_when_signed_out
from publishing.writing import TOPICS, WRITINGS, refusal_of, writing_of


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """What is to be written, and for which organisation."""
    owners = owner_choices(request.user)
    if not owners:
        return render(request, "publishing/no_organisation.html", status=403)
    wholes = whole_choices()
    kinds = [(kind.value, kind.label) for kind in Kind if kind in WRITINGS and (wholes or not WRITINGS[kind].part_of)]
    initial = {"kind": kinds[0][0], "owner": owners[0][0], "language": get_language()}
    initial |= {name: request.GET[name] for name in ("kind", "within") if name in request.GET}
    languages = Dossier._meta.get_field("language").choices
    choices = {"kinds": kinds, "owners": owners, "languages": languages, "wholes": wholes}
    form = NewForm(request.POST or None, initial=initial, **choices)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: begun(request.user, **form.cleaned_data))
    return render(request, "publishing/new.html", {"form": form})


def begun(person, kind, owner, language, title, within=""):
    """The address of the first stage of a new draft."""
    owner = organisations_of(person).get(pk=owner)
    part_of = versions.adopt(whole_models()[0].objects.get(pk=within)) if writing_of(kind).part_of else None
    version = versions.begin(kind=kind, owner=owner, by=person, language=language, title=title, part_of=part_of)
    return reverse("write", args=[version.dossier_id, writing_of(kind).stages[0].key])


def organisations_of(person):
    """The organisations a person may write for: one's own; who runs the portal may write for all."""
    model = Dossier._meta.get_field("owner").related_model
    return model.objects.all() if person.is_coordinator else model.objects.filter(pk__in=person.organisations)


def whole_models():
    """The models of entries that have parts which are written for themselves, such as the chapters of guidelines."""
    return [writing.model for writing in WRITINGS.values() if writing.contents]


def whole_choices():
    """(primary key, title) of what a new part may belong to."""
    wholes = [entry for model in whole_models() for entry in model.objects.published()]
    return sorted(((str(entry.pk), str(entry)) for entry in wholes), key=lambda pair: alphabet_key(pair[1]))


def owner_choices(person):
    return sorted(
        ((str(owner.pk), str(owner)) for owner in organisations_of(person)[:500]),
        key=lambda pair: alphabet_key(pair[1]),
    )


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request, pk, key):
    """One stage: saved with every button, whatever else is wrong with it."""
    if request.method != "POST":
        dossier, version = dossier_for(request.user, pk, Action.WRITE)
        return show_stage(request, dossier, stage_form(version, key))
    dossier, version = to_write(request.user, pk)
    form = stage_form(version, key, request.POST, request.FILES, is_finished=True)
    try:
        conflicts = save(request, version, form, told=marks_sent(request.POST, "told"))
    except Overtaken as reason:
        return too_late(request, dossier, form.stage.title, form, reason)
    asked = next((rows for rows in form.rows if f"add-{rows.relation}" in request.POST), None)
    if asked:
        asked.add()
    elif form.is_valid() and not conflicts:
        return redirect(next_address(request, dossier, form))
    return show_stage(request, dossier, form)


def to_write(person, pk):
    """(dossier, version) for whoever writes in it, also where its state lets nobody write any more; else 404."""
    dossier, version = dossier_for(person, pk)
    if not roles_of(person, dossier, version) & WRITE:
        raise NoSuchPage
    return dossier, version


def stage_form(version, key, *sent, **options):
    writing = writing_of(version.dossier.kind)
    place = writing.stage(key)
    if place is None:
        raise NoSuchPage
    return StageForm(*sent, version=whole(version), writing=writing, stage=place, **options)


def save(request, version, form, told=None):
    """Keep all that can be kept; returns the names of fields that somebody else changed, which the form then says."""
    base = marks_sent(request.POST, "base")
    form.is_valid()
    fresh, conflicts = save_draft(version=version, by=request.user, sent=form.sent(), base=base, told=told)
    form.show(fresh)
    form.tell_conflicts(conflicts, base)
    return conflicts


def next_address(request, dossier, form):
    """Where the button leads: on, back, or the same stage again."""
    place, way = form.stage, form.writing.way(form.version.content)
    stages = [stage for stage in form.writing.stages if stage in way or stage == place]
    if MOVE in request.POST:
        return f"{reverse('write', args=[dossier.pk, place.key])}#part-{request.POST[MOVE].partition('-')[2]}"
    if "save" in request.POST:
        messages.success(request, _("Saved."))
        return reverse("write", args=[dossier.pk, place.key])
    position = stages.index(place) + (-1 if "back" in request.POST else 1)
    if position < len(stages):
        return reverse("write", args=[dossier.pk, stages[max(position, 0)].key])
    return reverse("write_check", args=[dossier.pk])


def show_stage(request, dossier, form):
    context = {
        "dossier": dossier,
        "version": form.version,
        "writing": form.writing,
        "stage": form.stage,
        "form": form,
        "progress": progress(form.writing, dossier, form.version, form.stage),
        "is_first": form.stage == form.writing.stages[0],
        "suggestions": topic_suggestions() if TOPICS in form.stage.fields else [],
        "entries": entry_suggestions(field for rows in form.rows for field in rows.cell_fields()),
        "moves": MOVES,
    }
    if form.long_texts():
        shown = long_text(form.writing, form.version, form.content)
        context["text"] = shown | {"keys": keys_of(form.writing, form.version.content), "forms": FORMS}
        context["comments"] = unresolved(form.version, roles_of(request.user, dossier, form.version))
    return render(request, "publishing/write.html", context)


def unresolved(version, roles):
    """What was said and still waits, by section; beside the text in which it is mended."""
    waiting = [comment for comment in comments_for(version, roles) if not comment["resolved_at"]]
    return grouped(waiting, version)


def keys_of(writing, content):
    """What the toolbar offers: the keys of the rows that a text may name."""
    keyed = [rows.relation for rows in writing.rows if "key" in rows.fields]
    return {name: [row["key"] for row in content.get(name, []) if row.get("key")] for name in keyed}


def progress(writing, dossier, version, here=None):
    """The stages with what is missing in each, for the bar above the form."""
    lacking, way = {problem.stage for problem in problems(version)}, writing.way(version.content)
    return [
        {
            "title": stage.title,
            "address": reverse("write", args=[dossier.pk, stage.key]),
            "here": stage == here,
            "done": stage not in lacking
            and any(filled_in(version.content, writing.model, name) for name in stage.fields),
        }
        for stage in writing.stages
        if stage == here or stage in way
    ]


@require_POST
def keep(request, pk, key):
    """What the script sends while one types; the answer says what is kept and what is wrong."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    _dossier, version = to_write(request.user, pk)
    form = stage_form(version, key, request.POST)
    try:
        conflicts = save(request, version, form)
    except Overtaken as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse(kept_answer(form, conflicts))


def refused_step(name, version):
    """[(label, reason)] where the kind refuses a step for the time being."""
    reason = refusal_of(name, version)
    return [(STEPS[name].label, reason)] if reason else []


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
        "remarks": remarks_on(writing, dossier, version.content),
        "refused": refused_step("submit", version),
        "share": share,
        "lacking": lacking,
        "steps": steps_for(version, request.user),
        "progress": progress(writing, dossier, version),
        "kind_label": Kind(dossier.kind).label,
    }
    return render(request, "publishing/check.html", context)
