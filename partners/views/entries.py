from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from partners.models import Listing, Network, Partner, Place, Post
from publishing.views.pages import show_written, show_written_sheet


@require_safe
def place(request, slug):
    return show_written(request, Place, slug)


@require_safe
def place_sheet(request, slug):
    return show_written_sheet(request, Place, slug)


@require_safe
def partner(request, slug):
    return show_entry(request, Partner.objects, slug, "partners/partner.html")


@require_safe
def post(request, slug):
    return show_written(request, Post, slug)


@require_safe
def network(request, slug):
    return show_written(request, Network, slug)


@require_safe
def listing(request, slug):
    return show_written(request, Listing, slug)
