from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from projects.models import Project


@require_safe
def project(request, slug):
    return show_entry(request, Project.objects, slug, "projects/project.html")
