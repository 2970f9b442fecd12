from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.caches import kept_per_version
from catalogue.filing.filing import current_state, index
from catalogue.models import Card, Facet, Kind
from catalogue.search.expressions import facet_term, public
from catalogue.search.finding import among
from catalogue.sheets import show_sheet
from catalogue.views import show_entry
from projects.models import Project

MOST_CARDS = 100
# What a project yields; its partners and chapters stand elsewhere on its page.
YIELDED = [
    *(Kind.PRACTICE, Kind.GUIDELINE, Kind.PUBLICATION, Kind.TOOL, Kind.EVENT, Kind.PLAN, Kind.COMMITMENT),
    *(Kind.PLACE, Kind.POST),
]


@require_safe
def project(request, slug):
    return show_entry(request, Project.objects, slug, "projects/project.html", cards_of_project)


@require_safe
def project_sheet(request, slug):
    return show_sheet(request, Project.objects, slug, "projects/project.html")


def cards_of_project(project):
    return {"from_project": cards_from(project.pk, current_state().version, get_language())}


@kept_per_version(50)
def cards_from(pk, _version, _language):
    """What the portal holds from a project, by kind."""
    cards = Card.objects.live().filter(kind__in=YIELDED).order_by("-score", "pk")
    found = among(index(), cards, public(facet_term(Facet.PROJECT, pk)))[:MOST_CARDS]
    return sorted(found, key=lambda card: YIELDED.index(card.kind))
