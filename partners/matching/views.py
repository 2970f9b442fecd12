"""What fits a listing, for its owners: with the score in words, and a button for what is nothing for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import published_through
from partners.listings.views import own_listing
from partners.models import Match, Membership
from publishing.views.asking import page_links

A_PAGE = 25
WITH_SIDES = [f"{side}{more}" for side in ("need", "other") for more in ("", "__partner", "__place")]


@login_required
@require_safe
def matches(request, pk):
    listing = own_listing(request.user, pk)
    found = matches_of(listing).open().select_related(*WITH_SIDES).order_by("-score", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    ours = left_out(listing).live().select_related(*WITH_SIDES).order_by("-score", "pk")
    rows, dismissed = rows_of(listing, page), rows_of(listing, ours[:A_PAGE])
    context = {"listing": listing, "page": page, "links": page_links(request, page)}
    return render(request, "partners/matching/matches.html", context | {"rows": rows, "dismissed": dismissed})


def matches_of(listing):
    return Match.objects.filter(Q(need=listing.pk) | Q(other=listing.pk))


def left_out(listing):
    """What this side has dismissed."""
    return Match.objects.filter(Q(need=listing.pk, dismissed="need") | Q(other=listing.pk, dismissed="other"))


def rows_of(listing, matches):
    """Each match with the listing of the other side, and whether somebody there can answer."""
    rows = [{"match": match, "other": match.opposite(listing)} for match in matches]
    owners = {row["other"].partner_id for row in rows}
    members = Membership.objects.filter(published_through("partner"), partner__in=owners, user__is_active=True)
    answering = set(members.values_list("partner", flat=True))
    return [row | {"can_be_asked": row["other"].partner_id in answering} for row in rows]


@login_required
@require_POST
def dismiss(request, pk, number):
    """“Nothing for us”, and back again; what the other side has left out is not ours to bring back."""
    listing = own_listing(request.user, pk)
    match = get_object_or_404(matches_of(listing).exclude(score=0), pk=number)
    side = match.side_of(listing)
    undo = request.POST.get("do") == "undo"
    before, after = (side, "") if undo else ("", side)
    if Match.objects.filter(pk=match.pk, dismissed=before).update(dismissed=after):
        said = _("It is among your matches again.") if undo else _("It is left out of your matches now.")
        messages.success(request, said)
    return redirect("listing_matches", listing.pk)
