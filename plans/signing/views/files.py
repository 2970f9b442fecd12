"""The papers of a signature, each for those who may have it; to others there is no such page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import send_stored
from catalogue.files.uploads import ending_of
from catalogue.missing import NoSuchPage
from catalogue.text import slugify_sl
from catalogue.views import reader
from plans.models import Signature, SigningCertificate
from plans.signing.certificates import CERTIFIED, issue_anew, standing_of
from plans.signing.forms import ReissueForm
from plans.signing.rights import Right, SignatureRight, may, may_sign
from plans.signing.sheet_paper import sheet_pdf
from plans.signing.views.asking import about, signature_for, signatures
from plans.signing.views.sending import send_sheet
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out

PAPERS = {"sheet": "signed_document", "mandate": "mandate_document"}


@login_required
@require_safe
def sheet(request, pk):
    """What is printed and signed, with what is known of the organisation."""
    signature = signature_for(request.user, pk)
    name = f"{signature.name}-{signature.text.number}"
    return send_sheet(request, signature.text.dossier.entry, lambda: sheet_pdf(signature.text, signature), name)


@require_safe
def document(request, pk, which):
    signature = signatures().filter(pk=pk).first()
    if signature is None or which not in PAPERS or not may_read(reader(request), signature):
        raise NoSuchPage
    stored = getattr(signature, PAPERS[which])
    name = f"{slugify_sl(signature.name, 60)}-{_('sheet') if which == 'sheet' else _('decision')}"
    response = send_stored(stored, filename=f"{name}.{ending_of(stored.name)}", request=request)
    response["X-Robots-Tag"] = "noindex"
    return response


def may_read(person, signature):
    """Everybody as long as the signature stands and shows its papers; else who signs, the steward, the coordinators."""
    return are_public(signature) or may_sign(person, SignatureRight.SEE, signature)


def are_public(signature):
    commitment = signature.text.dossier.entry
    stands = signature.state in (Signature.State.ACTIVE, Signature.State.ON_HOLD)
    return bool(signature.show_documents and stands and commitment and commitment.is_published)


@login_required
@require_safe
def certificate(request, pk, number):
    """Also of a signature that ended: it is the paper that was given."""
    signature = signature_for(request.user, pk)
    found = get_object_or_404(SigningCertificate, pk=number, signature=signature)
    return send_stored(found.file, filename=f"{found.number}.pdf", request=request)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request, pk):
    """A certificate anew, as where the name was mended; the earlier one says that it is replaced."""
    signature = signature_for(request.user, pk)
    if not may(request.user, Right.RUN, signature.text.dossier) or signature.state not in CERTIFIED:
        raise NoSuchPage
    standing, refusal = standing_of(signature), ""
    initial = {"name": signature.name, "seen": standing.number if standing else ""}
    form = ReissueForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = signature.certificates.filter(number=form.cleaned_data["seen"]).first()
        try:
            issue_anew(signature=signature, by=request.user, name=form.cleaned_data["name"], replaced=seen)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The certificate is issued."))
            return redirect("signature", pk)
    context = about(request, signature) | {"form": form, "refusal": refusal, "standing": standing}
    return render(request, "plans/signing/reissue.html", context, status=409 if refusal else 200)
