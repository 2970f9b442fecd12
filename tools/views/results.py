"""Unfinished work, computed: options, result, what now."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.views import reader
from tools.asking.base import Trouble
from tools.data.asked import asked_of
from tools.data.checking import Problem
from tools.data.computing import all_problems, is_current
from tools.forms import SaveForm
from tools.methods import MethodError
from tools.models.work import KEPT
from tools.runs.answers import practices_for
from tools.views.exports import ways
from tools.views.work import data_page, page, work_at
from tools.work import actions, background


@require_http_methods(["GET", "HEAD", "POST"])
def options(request, token):
    work = work_at(request, token)
    form = work.options_form()
    if request.method == "POST":
        form = work.question.Options(request.POST)
        if form.is_valid():
            work = actions.change(work=work, options=form.cleaned_data)
            return start(request, work)
    return page(request, work, "options", {"form": form})


def start(request, work):
    """Compute, at once or in the background; what is wrong with the data leads back to them."""
    if found := all_problems(work.content_object, work.cleaned_options()):
        return data_page(request, work, problems=found)
    if asked_of(work.content_object, None, get_language()):
        return redirect(work.step_address("ask"))
    try:
        background.start(work=work)
    except (Trouble, MethodError) as error:
        return data_page(request, work, problems=[Problem(text) for text in actions.stopped_by(error)])
    return redirect(work.step_address("result"))


@require_http_methods(["GET", "HEAD", "POST"])
def result(request, token):
    work = work_at(request, token)
    if request.method == "POST":
        if request.POST.get("do") == "cancel":
            background.cancel(work=work)
            return redirect(work.step_address("options"))
        return start(request, work)
    if not is_current(work):
        return page(request, work, "result", {"answer": None})
    return page(request, work, "result", {"answer": work.answer()})


@require_safe
def progress(request, token):
    """How far a computation in the background is; the result itself once it is there."""
    work = work_at(request, token)
    return render(request, "tools/work/progress.html", {"work": work, "current": is_current(work)})


@require_http_methods(["GET", "HEAD", "POST"])
def what_now(request, token):
    work = work_at(request, token)
    if not is_current(work):
        return redirect(work.step_address("result"))
    form = SaveForm(request.POST or None, user=reader(request), initial={"title": work.title})
    if request.method == "POST" and reader(request).is_authenticated and form.is_valid():
        run = actions.save_run(work=work, author=request.user, **form.cleaned_data)
        return redirect(run)
    answer = work.answer()
    return page(
        request,
        work,
        "next",
        {
            "answer": answer,
            "form": form,
            "practices": practices_for(answer),
            "exports": ways(work),
            "days": KEPT.days,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, token):
    """Throw the work away, after a question."""
    work = work_at(request, token)
    if request.method == "POST":
        work.delete()
        return redirect("analyses")
    return render(request, "tools/work/discard.html", {"work": work, "analysis": work.question})
