"""The registrations of somebody with an account, each leading to its own page."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing.views.desk import paging
from workshops.models import Registration

ON_A_PAGE = 25


@login_required
@never_cache
@require_safe
def listing(request):
    """What is to come and what was, the latest event first."""
    mine = Registration.objects.filter(person=request.user, anonymised_at=None)
    found = mine.select_related("form__event__occurrence").order_by("-form__event__start", "-pk")
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": shown.object_list} | paging(shown, {})
    return render(request, "workshops/registering/own.html", context)
