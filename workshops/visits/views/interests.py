"""Interest in practices: shown by a partner, listed on both sides, dropped, and made into a transfer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.missing import NoSuchPage
from library.models import Practice
from partners.models import Partner, Place
from publishing.fields import entry_suggestions
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from publishing.writing import writing_of
from workshops.models import Interest
from workshops.visits import interest
from workshops.visits.forms import InterestForm


@login_required
@require_safe
def listing(request):
    """What one's organisations want to take over, and who wants to take over practices of theirs."""
    own = list(request.user.organisations)
    concerned = Q(partner__in=own) | Q(practice__organisation__in=own)
    found = list(Interest.objects.filter(concerned).with_names())
    context = {
        "mine": [one for one in found if one.partner_id in own],
        "others": [one for one in found if one.partner_id not in own],
    }
    return render(request, "workshops/visits/interests.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk):
    """“We want to take this over”, for one of one's organisations."""
    practice = get_object_or_404(Practice.objects.published(), pk=pk)
    partners = list(Partner.objects.filter(pk__in=request.user.organisations).order_by("pk"))
    if not partners:
        raise NoSuchPage
    form = InterestForm(request.POST if request.method == "POST" else None, partners=partners)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: wanted_address(request, practice, partners, form.cleaned_data))
        except Refused as reason:
            form.add_error(None, str(reason))
    lists = entry_suggestions([form.fields["place"]])
    return render(request, "workshops/visits/interest.html", {"practice": practice, "form": form, "lists": lists})


def wanted_address(request, practice, partners, given):
    partner = next((one for one in partners if str(one.pk) == given.get("partner")), partners[0])
    place = Place.objects.filter(pk=given["place"]).first() if given["place"] else None
    _interest, is_new = interest.want(
        practice=practice, partner=partner, by=request.user, place=place, note=given["note"]
    )
    said = _("The organisation of the practice was told.") if is_new else _("Your organisation has said so already.")
    messages.success(request, said)
    return reverse("interests")


def own_interest(person, pk):
    return get_object_or_404(Interest.objects.filter(partner__in=person.organisations), pk=pk)


@kept_when_signed_out
@require_POST
def drop(request, pk):
    dropped = interest.drop(interest=own_interest(request.user, pk))
    messages.success(request, _("The interest was dropped.") if dropped else _("It was not open any more."))
    return redirect("interests")


@kept_when_signed_out
@require_POST
def become_transfer(request, pk):
    """Leads to the first stage of the draft."""
    found = own_interest(request.user, pk)
    try:
        version = interest.begin_transfer(interest=found, by=request.user, language=get_language())
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("interests")
    return redirect("write", version.dossier_id, writing_of(version.dossier.kind).stages[0].key)
