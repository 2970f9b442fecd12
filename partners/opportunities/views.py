"""Opportunities by their deadlines, and all deadlines as a calendar."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from catalogue.calendars import calendar_file, subscription
from catalogue.forms import CatalogueSearch
from catalogue.models import Kind
from catalogue.views import page_number
from partners.models import Post
from partners.opportunities.calendars import deadlines
from publishing.views.asking import page_links

ON_PAGE = 24
ALONE = QueryDict(f"post_type={Post.Type.OPPORTUNITY.value}")  # of the list of posts, for feeds and mails


@require_safe
def opportunities(request, past=False):
    """Those to come, or those that are over."""
    found = Post.objects.opportunities().select_related("partner")
    found = found.past() if past else found.upcoming()
    page = Paginator(found, ON_PAGE).get_page(page_number(request))
    context = {
        "page": page,
        "links": page_links(request, page),
        "past": past,
        "calendar": reverse("deadlines_calendar"),
        "subscription": subscription(reverse("deadlines_calendar")),
        "search": CatalogueSearch(ALONE, kind=Kind.POST),
    }
    return render(request, "partners/opportunities/list.html", context)


@require_safe
def calendar(request):
    name = _("Deadlines of the MER portal")
    return calendar_file(request, name, pgettext("file name", "deadlines"), deadlines())
