from django.views.decorators.http import require_safe

from catalogue.filing.filing import index
from catalogue.models import Card, Facet, Kind
from catalogue.search.expressions import facet_term, public
from catalogue.search.finding import among
from catalogue.sheets import show_sheet
from catalogue.views import show_entry
from projects.models import Project

MOST_CARDS = 100


@require_safe
def project(request, slug):
    return show_entry(request, Project.objects, slug, "projects/project.html", cards_of_project)


@require_safe
def project_sheet(request, slug):
    return show_sheet(request, Project.objects, slug, "projects/project.html")


def cards_of_project(project):
    """What the portal holds from the project, by kind; its partners and chapters stand elsewhere on the page."""
    kinds = [
        Kind.PRACTICE,
        Kind.GUIDELINE,
        Kind.PUBLICATION,
        Kind.TOOL,
        Kind.EVENT,
        Kind.PLAN,
        Kind.COMMITMENT,
    ]
    kinds += [Kind.PLACE, Kind.POST]
    cards = Card.objects.live().filter(kind__in=kinds).order_by("-score", "pk")
    cards = among(index(), cards, public(facet_term(Facet.PROJECT, project.pk)))
    return {"from_project": sorted(cards[:MOST_CARDS], key=lambda card: kinds.index(card.kind))}
