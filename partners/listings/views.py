"""The end of a listing at the desk: one button makes it valid for longer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from partners.listings import expiry
from partners.models import Listing
from publishing.refusals import Refused


def own_listing(person, pk):
    """A public listing of the person's organisation; coordinators look after all. To others there is no such page."""
    listing = get_object_or_404(Listing.objects.published().select_related("partner"), pk=pk)
    if not (person.role_in(listing.partner_id) or person.is_coordinator):
        raise NoSuchPage
    return listing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, pk):
    listing = own_listing(request.user, pk)
    if request.method == "POST":
        try:
            end = expiry.extend(listing=listing, by=request.user, seen=request.POST.get("seen", ""))
            messages.success(request, _("It is valid until %(day)s now.") % {"day": date_format(end)})
        except Refused as reason:
            messages.error(request, str(reason))
        return redirect(request.path)
    longer = expiry.longer(listing) if listing.expires else None
    context = {"listing": listing, "longer": longer, "seen": expiry.mark_of(listing)}
    return render(request, "partners/listings/extend.html", context)
