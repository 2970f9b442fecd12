"""What the tools can answer, and the way in."""

from functools import partial

from allauth.core import ratelimit
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import download
from catalogue.views import reader
from library.books.reading import chapters_with_analysis
from publishing.once import once
from tools.data.data_templates import template
from tools.methods import VERSION
from tools.models import Run
from tools.models.work import KEPT
from tools.questions.groups import GROUPS
from tools.questions.registry import QUESTIONS
from tools.work import actions


@require_safe
def overview(request):
    """Everything that can be asked, by tool."""
    return render(request, "tools/analyses.html", {"groups": GROUPS, "analyses": QUESTIONS.values()})


@require_http_methods(["GET", "HEAD", "POST"])
def analysis(request, key):
    """What one analysis answers, and where the work begins: empty, with an example, or from a saved run."""
    found = analysis_at(key)
    if request.method == "POST":
        if not ratelimit.consume(request, action="tools_begin"):
            return ratelimit.respond_429(request)
        example = next((one for one in found.examples if one.key == request.POST.get("example")), None)
        step = "data" if example else "question"
        begin = partial(actions.begin, analysis=found, author=person(request), example=example)
        return once(request, lambda: begin().step_address(step))
    context = {"analysis": found, "group": GROUPS[found.tool], "days": KEPT.days}
    context["chapters"] = chapters_with_analysis(found.key)
    return render(request, "tools/analysis.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, slug):
    """New work with the data of a run; the run's own page holds no form, so that it can be kept for everybody."""
    run = get_object_or_404(Run.objects.visible_to(reader(request)), slug=slug)
    if request.method != "POST":
        return render(request, "tools/copy.html", {"run": run, "outdated": run.method_version != VERSION})
    if not ratelimit.consume(request, action="tools_begin"):
        return ratelimit.respond_429(request)
    return once(request, lambda: actions.begin_from(run=run, author=person(request)).step_address("data"))


@require_safe
def data_template(request, key, part, form):
    """The file to fill in for one list or table."""
    found = analysis_at(key)
    wanted = next((one for one in found.parts if one.key == part), None)
    if wanted is None:
        raise Http404(_("There is no such template."))
    content, mime = template(found, wanted, form, get_language())
    return download(f"{found.key}-{part}-{get_language()}.{form}", content, mime)


def analysis_at(key):
    if key not in QUESTIONS:
        raise Http404(_("There is no such tool."))
    return QUESTIONS[key]


def person(request):
    """The signed-in person, or nobody."""
    user = reader(request)
    return user if user.is_authenticated else None
