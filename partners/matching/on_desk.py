"""The needs, offers and searches of a person's organisations on their own desk, with how much fits them."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from partners.models import Listing, Match

MOST = 10


def section(person):
    own = Listing.objects.published().filter(partner__in=list(person.organisations))
    rows = own.annotate(fitting=number_of("need") + number_of("other")).order_by("expires", "pk")
    return {
        "title": _("Our needs, offers and searches"),
        "template": "partners/listings/rows/own.html",
        "rows": list(rows[:MOST]),
    }


def number_of(side):
    """How many open matches a listing has on this side."""
    matches = Match.objects.open().filter(**{side: OuterRef("pk")}).order_by().values(side)
    return Coalesce(Subquery(matches.annotate(number=Count("pk")).values("number")), 0)
