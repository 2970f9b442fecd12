"""How the organisation sees the stakeholders of its plan: for itself alone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.delivery.asking import plan_dossier
from plans.delivery.ratings import RatingPage
from publishing.views.signed_out import kept_when_signed_out


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def ratings(request, pk):
    dossier = plan_dossier(request.user, pk)
    page = RatingPage(dossier, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        is_whole = page.is_valid()
        page.save()
        if is_whole:
            messages.success(request, _("Saved."))
            return redirect("plan_ratings", pk)
        page = RatingPage(dossier, request.POST)
    return render(request, "plans/delivery/ratings.html", {"dossier": dossier, "page": page})
