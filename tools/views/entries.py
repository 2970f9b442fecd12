from django.views.decorators.http import require_safe

from catalogue.gone import Farewell
from catalogue.views import found_at, not_here, reader, show_entry
from tools.models import PublicRun, Run, Tool
from tools.questions.groups import GROUPS
from tools.views.runs import show_run


@require_safe
def tool(request, slug):
    return show_entry(request, Tool.objects, slug, "tools/tool.html", lambda entry: {"group": group_of(entry)})


@require_safe
def run(request, slug):
    """A saved run for those who may see it; where a public one was deleted, a notice."""
    found = Run.objects.visible_to(reader(request)).filter(slug=slug).select_related("author", "organisation").first()
    if found is None:
        entry = found_at(PublicRun.objects.visible_to(reader(request)).select_related("run"), slug)
        found = entry.run if entry and entry.run.deleted_at is None else None
    return show_run(request, found) if found else not_here(request, PublicRun.objects, slug, farewell)


def farewell(entry):
    return Farewell(entry.run.deleted_at or entry.updated_at)


def group_of(entry):
    return next((group for group in GROUPS.values() if group.entry and group.entry == entry.external_id), None)
