"""Unfinished work, step by step: question, data, what is asked about them; `results` has the steps that follow."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.tables.numbers import read_whole
from catalogue.tables.reading import SheetError
from catalogue.text import same
from catalogue.views import reader
from publishing.refusals import Overtaken
from tools.asking.causes import causes
from tools.asking.parts import Listing
from tools.data import contents_page
from tools.data.asked import asked_of, taken, without_totals
from tools.data.checking import Problem
from tools.data.computing import all_problems
from tools.data.data_templates import FORMS
from tools.data.filling import Filling
from tools.data.given import Given, part_of
from tools.data.typing import MOST_COUNTED, typed
from tools.forms import AnswersForm, GivenGrid, QuestionForm
from tools.models import Work
from tools.views.analyses import analysis_at
from tools.work import actions

STEPS = {
    "question": gettext_lazy("Question"),
    "data": gettext_lazy("Data"),
    "options": gettext_lazy("Options"),
    "result": gettext_lazy("Result"),
    "next": gettext_lazy("What now"),
}
LAST_EDITION = 2**31 - 1
OVERTAKEN = gettext_lazy(
    "This work was changed in another window in the meantime. What you typed stands below and is not saved yet; "
    "saving it replaces what the other window saved."
)


def work_at(request, token):
    work = get_object_or_404(Work.objects.open_to(reader(request)), token=token)
    analysis_at(work.analysis)
    return work


def page(request, work, step, context, template=""):
    """One step, with the way to the others."""
    ways = [{"step": key, "label": label, "address": work.step_address(key)} for key, label in STEPS.items()]
    common = {"work": work, "analysis": work.question, "step": step, "steps": ways, "step_label": STEPS[step]}
    common |= {"number": list(STEPS).index(step) + 1, "number_of_steps": len(STEPS)}
    response = render(request, f"tools/work/{template or step}.html", common | context)
    response["Cache-Control"] = "no-store, private"
    return response


def onward(request, address):
    """To another page: htmx, which would show it below this one's address, is told to go there as a whole."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, token):
    work = work_at(request, token)
    form = QuestionForm(request.POST or None, instance=work)
    if request.method == "POST" and form.is_valid():
        actions.change(work=work, **form.cleaned_data)
        return redirect(work.step_address("data"))
    return page(request, work, "question", {"form": form})


# --- Data ---


@require_http_methods(["GET", "HEAD", "POST"])
def data(request, token):
    work = work_at(request, token)
    if request.method == "POST":
        return _data_posted(request, work)
    return data_page(request, work)


def data_page(request, work, content=None, *, problems=(), notes=(), pasted=None, edition=None, focus=""):
    """The data as they are kept, or as they were typed in `content`."""
    content = content or work.content_object
    parts = contents_page.parts(content, problems, pasted)
    context = {"parts": parts, "problems": problems, "notes": notes, "focus": focus}
    context |= {"causes": causes_for(content), "template_forms": FORMS}
    return page(request, work, "data", context | {"edition": edition or work.edition})


def causes_for(content):
    """What failed elsewhere and is not on the list of factors yet."""
    if not content.question.suggests:
        return []
    known = {same(name) for name in content.names("factors")}
    return [cause for cause in causes() if same(cause.name) not in known]


def _data_posted(request, work):
    analysis = work.question
    if "end" not in request.POST:  # the last field: what broke off on its way changes nothing
        problem = Problem(_("The form did not arrive as a whole, so nothing was changed. Please try again."))
        return data_page(request, work, problems=[problem])
    verb, _colon, rest = request.POST.get("do", "next").partition(":")
    content, doubts = typed(work.content_object, request.POST, get_language(), settle=verb != "keep")
    edition = read_whole(request.POST.get("edition", ""), 0, LAST_EDITION)
    try:
        work = actions.change(work=work, edition=edition, content=content.data)
    except Overtaken:
        if verb == "keep":
            return HttpResponse(status=409)
        current = work_at(request, work.token).edition
        return data_page(request, work, content, problems=[Problem(str(OVERTAKEN))], edition=current)
    return DOINGS.get(verb, _next)(request, work, analysis, rest, doubts)


def _keep(request, work, _analysis, _rest, _doubts):
    """Saved in passing: nothing to show, but the page must know its edition."""
    return HttpResponse(status=204, headers={"X-Edition": work.edition})


def _next(request, work, _analysis, _rest, doubts):
    work = actions.change(work=work, content=work.content_object.without_empty_rows().data)
    if found := all_problems(work.content_object, work.cleaned_options()):
        return data_page(request, work, problems=found, notes=doubts)
    if doubts:
        return data_page(request, work, notes=doubts)
    unclear = asked_of(work.content_object, None, get_language())
    return onward(request, work.step_address("ask" if unclear else "options"))


def _add(request, work, analysis, key, doubts):
    listing = part_of(analysis, key)
    if not isinstance(listing, Listing):
        return data_page(request, work)
    content = work.content_object.with_row(key)
    work = actions.change(work=work, content=content.data)
    focus = f"l-{key}-{len(content.lists[key]) - 1}-name"
    return data_page(request, work, notes=doubts, focus=focus)


def _remove(request, work, analysis, rest, doubts):
    key, _colon, index = rest.partition(":")
    if not isinstance(part_of(analysis, key), Listing):
        return data_page(request, work)
    before = work.content_object
    place = read_whole(index, 0, len(before.lists[key]) - 1)
    if place is None:
        return data_page(request, work)
    name = before.names(key)[place]
    work = actions.change(work=work, content=before.without_row(key, place).data)
    notes = [*doubts, *([_("“%(name)s” was removed.") % {"name": name}] if name else [])]
    return data_page(request, work, notes=notes, focus=f"add-{key}")


def _suggest(request, work, _analysis, topic, doubts):
    """One of the causes of failures goes onto the list of factors."""
    content = work.content_object
    cause = next((one for one in causes_for(content) if one.topic == topic), None)
    if cause is None:
        return data_page(request, work)
    content = content.without_empty_rows().with_item("factors", cause.item)
    work = actions.change(work=work, content=content.data)
    return data_page(request, work, notes=doubts, focus="add-factors")


def _give(request, work, analysis, rest, _doubts):
    """A table pasted or uploaded: taken at once, or kept until what is unclear about it is answered."""
    key, _colon, layer = rest.partition(":")
    part = part_of(analysis, key)
    if part is None:
        return data_page(request, work)
    form, content = GivenGrid(request.POST, request.FILES, part=part.key), work.content_object
    try:
        given = Given(key, form.grid(), read_whole(layer, 0, MOST_COUNTED) or 0)
        unclear = asked_of(content, given, get_language())
        if unclear:
            Filling(content, given, get_language()).filled()  # nobody is asked about what cannot be taken anyway
            work = actions.change(work=work, given=given.data)
            return onward(request, work.step_address("ask"))
        return _taken(request, work, given, {})
    except SheetError as error:
        problem = Problem(f"{part.label}: {error}", f"paste-{key}")
        return data_page(request, work, problems=[problem], pasted={key: form.pasted()})


def _taken(request, work, given, answers):
    """The table is in the content; the page says what was doubtful and is wrong. Raises SheetError."""
    content, notes = taken(work.content_object, given, get_language(), answers)
    work = actions.change(work=work, content=content.data, given=None)
    if asked_of(content, None, get_language()):
        return onward(request, work.step_address("ask"))
    found = all_problems(content, work.cleaned_options())
    return data_page(request, work, problems=found, notes=notes, focus=f"part-{given.part}")


DOINGS = {"keep": _keep, "next": _next, "add": _add, "remove": _remove, "suggest": _suggest, "give": _give}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, token):
    """What is unclear about the data, or about a table that waits to be taken, before anything is computed."""
    work = work_at(request, token)
    given = Given.of(work.given) if work.given else None
    if request.POST.get("do") == "drop":
        actions.change(work=work, given=None)
        return redirect(work.data_address)
    try:
        asked = asked_of(work.content_object, given, get_language())
        form = AnswersForm(request.POST if request.method == "POST" else None, asked=asked)
        if not asked and given is None:
            return redirect(work.data_address)
        if asked and not form.is_valid():
            return page(request, work, "data", {"form": form, "given": given}, "ask")
        if given:
            return _taken(request, work, given, form.cleaned_data if asked else {})
    except SheetError as error:  # the lists have changed since
        work = actions.change(work=work, given=None)
        return data_page(request, work, problems=[Problem(str(error))])
    content = without_totals(work.content_object, asked, form.cleaned_data)
    actions.change(work=work, content=content.data)
    return redirect(work.data_address)
