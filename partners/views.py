from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from partners.models import Partner, Place, Post


@require_safe
def place(request, slug):
    return show_entry(request, Place.objects, slug, "partners/place.html")


@require_safe
def partner(request, slug):
    return show_entry(request, Partner.objects, slug, "partners/partner.html")


@require_safe
def post(request, slug):
    return show_entry(request, Post.objects, slug, "partners/post.html")
