"""For the media: short texts, logos, colours, what the programme wants said, press releases, whom to ask."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from catalogue.files.sending import download, send_stored
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.tables.writing import ZIP_TYPE
from catalogue.views import entry_at
from projects.models import BrandItem, Participation, Project
from projects.press.kit import archive, file_name, fits_together, kit_of, with_sizes


@require_safe
def press(request):
    """Of the portal itself; with the way to the pages of projects that have something."""
    context = {"projects": with_kit(), "archive": reverse("press_archive")}
    return show(request, "press", context, kit_of())


def with_kit():
    """Public projects that have something for the media."""
    having = BrandItem.objects.filter(project__isnull=False).values("project")
    return Project.objects.published().filter(pk__in=having).order_by("acronym", "pk")


@require_safe
def project_press(request, slug):
    """Its address in another language, and one that it had once, lead here too."""
    project = entry_at(Project.objects.published(), slug)
    addresses = addresses_of(project)
    if addresses[request.LANGUAGE_CODE] != request.path:
        return redirect(addresses[request.LANGUAGE_CODE], permanent=True)
    lead = Participation.objects.visible().filter(project=project, role=Participation.Role.LEAD)
    context = {
        "project": project,
        "lead": lead.select_related("partner").first(),
        "alternates": addresses,
        "archive": reverse("project_press_archive", args=[slug]),
    }
    return show(request, "project_press", context, kit_of(project))


def addresses_of(project):
    """{language: address of the page}."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse("project_press", args=[getattr(project, f"slug_{code}")])
    return found


def show(request, template, context, kit):
    files = with_sizes(kit["files"])
    context |= kit | {"files": files, "together": fits_together(files)}
    return render(request, f"projects/press/{template}.html", context)


@require_safe
def archive_of_portal(request):
    return sent_together("MER-portal", kit_of())


@require_safe
def archive_of_project(request, slug):
    project = entry_at(Project.objects.published(), slug)
    return sent_together(slug, kit_of(project))


def sent_together(name, kit):
    files = with_sizes(kit["files"])
    if not fits_together(files):
        raise NoSuchPage
    return download(f"{name}-{pgettext('name of a file', 'media')}.zip", archive(files), ZIP_TYPE)


@require_safe
def file(request, pk):
    """A file of the kit of the portal or of a public project."""
    item = get_object_or_404(BrandItem.objects.public(), pk=pk)
    return send_stored(item.file, filename=file_name(item), request=request)
