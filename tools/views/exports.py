"""Results as files."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.files.sending import download
from catalogue.views import reader
from tools.data.computing import is_current
from tools.models import Run, Work
from tools.reports.exports import EXPORTS, exported


@require_safe
def work(request, token, form):
    kept = get_object_or_404(Work.objects.open_to(reader(request)), token=token)
    if not is_current(kept):
        raise Http404(_("There is no result yet."))
    return sent(kept, form)


@require_safe
def run(request, slug, form):
    return sent(get_object_or_404(Run.objects.visible_to(reader(request)), slug=slug), form)


@require_safe
def shared(request, link, form):
    return sent(get_object_or_404(Run.objects.by_link(link)), form)


def sent(kept, form):
    if form not in EXPORTS:
        raise Http404(_("There is no such file."))
    content, mime, name = exported(kept, form)
    return download(name, content, mime)


def ways(kept, link=""):
    """(address, label) of every file of a work or a run."""
    return [(kept.export_address(form, link), label) for form, label in EXPORTS.items()]
