"""From a saved run to a plan, in three forms: what, into which plan, under which words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plans.taking.changes import ROWS, Becomes, Taking, taken_already
from plans.taking.forms import PlanForm, TextsForm
from plans.taking.own import own_plan, plan_choices, version_to_write
from plans.taking.parts import is_swot, pairs_of, parts_of, said_of
from publishing import versions
from publishing.once import once
from publishing.refusals import Overtaken, Refused
from publishing.row_lists import change_rows
from publishing.views.asking import whole
from publishing.views.row_pages import list_address
from publishing.views.writing import organisations_of, owner_choices
from publishing.writing import writing_of
from tools.models import Run


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, slug):
    """The second form; once it is filled in, the third; once that is sent, the rows of the plan."""
    run = get_object_or_404(Run.objects.visible_to(request.user), slug=slug)
    owners = owner_choices(request.user)
    if not owners:
        return render(request, "publishing/no_organisation.html", status=403)
    parts, pairs = parts_of(run), pairs_of(run)
    given = request.POST or request.GET
    choices = {"parts": parts, "pairs": pairs, "plans": plan_choices(request.user), "owners": owners}
    bound = given if "plan" in given else None
    form = PlanForm(bound, initial={"part": given.getlist("part")}, has_swot=is_swot(run), **choices)
    if not form.is_bound or not form.is_valid():
        return render(request, "plans/taking/plan.html", {"run": run, "form": form, "question": run.question})
    return take_into(request, run, form, parts, pairs)


def take_into(request, run, form, parts, pairs):
    """The third form, with what the plan has of this already."""
    given, becomes, content = form.cleaned_data, form.cleaned_data["becomes"], content_of(request.user, form)
    pairs = [pair for pair in pairs if pair.key in given["part"]] if becomes == Becomes.SWOT else []
    wanted = {*given["part"], *(end for pair in pairs for end in (pair.internal, pair.external))}
    parts = [part for part in parts if part.key in wanted]
    standing = taken_already(content, run, parts, ROWS[becomes][3]) if becomes in ROWS else {}
    new = [part for part in parts if part.key not in standing]
    sent = request.POST if "take" in request.POST else None
    texts = TextsForm(sent, parts=new, pairs=pairs, becomes=becomes, content=content)
    if sent and texts.is_valid():
        taking = taking_of(run, form, texts, parts, pairs)
        try:
            return once(request, lambda: taken_address(request, form, taking, standing))
        except (Refused, Overtaken) as reason:
            texts.add_error(None, str(reason))
    context = {
        "run": run,
        "question": run.question,
        "form": form,
        "texts": texts,
        "standing": list(standing.values()),
        "plan": given["title"] if form.is_new else dict(form.fields["plan"].choices)[given["plan"]],
        "nothing_new": not (new or pairs or becomes == Becomes.EVIDENCE),
        "dossier": None if form.is_new else int(given["plan"]),
    }
    return render(request, "plans/taking/texts.html", context)


def content_of(person, form):
    """What the chosen plan holds now; of a new one nothing."""
    if form.is_new:
        return {}
    return whole(own_plan(person, form.cleaned_data["plan"]).newest).content


def taking_of(run, form, texts, parts, pairs):
    given = texts.cleaned_data
    column, _dot, uid = given.get("row", "").partition(".")
    return Taking(
        run,
        parts,
        pairs,
        form.cleaned_data["becomes"],
        texts.texts(),
        said_of(run, [part.key for part in parts]),
        form.cleaned_data["language"],
        given.get("goal", ""),
        given.get("new_goal", ""),
        (column, uid),
    )


def taken_address(request, form, taking, standing):
    """Take it; leads to the row, or to the list of several."""
    version = version_of(request.user, form)
    taking = taking._replace(language=version.dossier.language)
    version, uid = change_rows(version=version, by=request.user, change=taking.change)
    tell(request, taking, standing)
    writing, relation = writing_of("plan"), relation_of(taking)
    if uid and (len(taking.parts) == 1 or taking.becomes == Becomes.EVIDENCE):
        return reverse("row_page", args=[version.dossier_id, relation, uid])
    return list_address(version.dossier, writing, relation)


def relation_of(taking):
    """The list in which the rows stand that are made or given evidence."""
    if taking.becomes == Becomes.EVIDENCE:
        return writing_of("plan").row("evidence").links[taking.row[0].removesuffix("_id")]
    return ROWS[taking.becomes][0]


def version_of(person, form):
    given = form.cleaned_data
    if not form.is_new:
        return version_to_write(person, given["plan"])
    owner = organisations_of(person).get(pk=given["owner"])
    return versions.begin(kind="plan", owner=owner, by=person, language=given["language"], title=given["title"])


def tell(request, taking, standing):
    number = len(taking.parts) - len(standing)
    sentence = ngettext("%(number)s point was taken over.", "%(number)s points were taken over.", number)
    messages.success(request, sentence % {"number": number})
    for one in standing.values():
        messages.info(request, _("Taken already: “%(title)s”.") % {"title": one.title})
