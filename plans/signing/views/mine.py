"""The side of an organisation that signs: begun from the page of a commitment, and the list of what it has signed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from catalogue.views import entry_at
from plans.models import Commitment
from plans.signing.keeping import SignedAlready, begin
from plans.signing.needs import outside_window
from plans.signing.own import led_by, open_commitments, signatures_of, signing_rows
from plans.signing.texts import open_text_of
from publishing.once import once
from publishing.refusals import Refused
from publishing.versions import dossier_of
from publishing.views.desk import paging
from publishing.views.signed_out import kept_when_signed_out

ON_A_PAGE = 25
MOST_OPEN = 20  # commitments that can be signed now


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, slug):
    """Says that a button is no signature; sending it begins a draft for one of the person's organisations."""
    commitment = entry_at(Commitment.objects.visible_to(request.user), slug)
    rows, refusal = signing_rows(commitment, request.user), ""
    if not led_by(request.user):
        raise NoSuchPage
    if request.method == "POST":
        chosen = next((partner for partner, _row in rows if str(partner.pk) == request.POST.get("partner")), None)
        if rows and chosen is None:
            raise NoSuchPage
        try:
            return once(request, lambda: begun(request, commitment, chosen))
        except SignedAlready as error:
            messages.error(request, str(error))
            return redirect("signature", error.signature.pk)
        except Refused as error:
            refusal = str(error)
    if not rows:
        refusal = refusal or _("No text is open for signing.")
    context = {"commitment": commitment, "rows": rows, "refusal": refusal, "window": outside_window(commitment)}
    return render(request, "plans/signing/sign.html", context, status=409 if refusal else 200)


def begun(request, commitment, partner):
    text = open_text_of(dossier_of(commitment))
    if text is None:
        raise Refused(_("No text is open for signing."))
    signature = begin(text=text, by=request.user, partner=partner)
    return redirect("signature_write", signature.pk).url


@login_required
@require_safe
def mine(request):
    if not request.user.organisations and not request.user.is_coordinator:
        raise NoSuchPage
    shown = Paginator(signatures_of(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": shown.object_list, "open": open_commitments()[:MOST_OPEN] if led_by(request.user) else []}
    return render(request, "plans/signing/mine.html", context | paging(shown, {}))
