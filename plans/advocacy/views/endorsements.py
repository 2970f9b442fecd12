"""Endorsing: by representatives of any organisation on a page of its own; at the desk who endorses what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from catalogue.views import entry_at
from partners.models import Partner
from plans.advocacy import endorsing
from plans.advocacy.asking import own_dossier
from plans.advocacy.rights import represented
from plans.models import Recommendation
from publishing.refusals import Refused
from publishing.versions import dossier_of, leading_of
from publishing.views.signed_out import kept_when_signed_out

DEEDS = {
    "endorse": (endorsing.endorse, gettext_lazy("%(name)s endorses this recommendation now.")),
    "confirm": (endorsing.confirm, gettext_lazy("The endorsement of %(name)s is confirmed.")),
    "end": (endorsing.end, gettext_lazy("The endorsement of %(name)s has ended.")),
}


@login_required
@require_safe
def listing(request, pk):
    dossier = own_dossier(request.user, pk)
    found = endorsing.endorsements(dossier, dossier.leading and leading_of(dossier), ended=True)
    return render(request, "plans/advocacy/endorsements.html", {"dossier": dossier, "endorsements": found})


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def endorse(request, slug):
    """For each organisation that the person represents: what it endorses, and what can be done."""
    recommendation = entry_at(Recommendation.objects.published(), slug)
    dossier, partners = dossier_of(recommendation), own_partners(request.user)
    leading = leading_of(dossier) if dossier else None
    if leading is None or not partners:
        raise NoSuchPage
    refusal = ""
    if request.method == "POST":
        refusal, answer = done(request, recommendation, dossier, partners)
        if answer:
            return answer
        leading = leading_of(dossier)
    standing = {one.endorsement.partner_id: one for one in endorsing.endorsements(dossier, leading)}
    context = {
        "recommendation": recommendation,
        "version": leading,
        "rows": [(partner, standing.get(partner.pk)) for partner in partners],
        "refusal": refusal,
    }
    return render(request, "plans/advocacy/endorse.html", context, status=409 if refusal else 200)


def own_partners(person):
    return list(Partner.objects.filter(pk__in=represented(person)).order_by("pk"))


def done(request, recommendation, dossier, partners):
    """(why it is refused, the way on): one of both."""
    deed, sentence = DEEDS.get(request.POST.get("deed"), (None, ""))
    partner = next((one for one in partners if str(one.pk) == request.POST.get("partner")), None)
    if deed is None or partner is None:
        raise NoSuchPage
    try:
        deed(dossier=dossier, partner=partner, seen=request.POST.get("number", ""), by=request.user)
    except Refused as error:
        return str(error), None
    messages.success(request, sentence % {"name": partner})
    return "", redirect("recommendation_endorse", recommendation.slug)
