"""The page of verification: by the code of a certificate, by a text, by a file."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.clients import client_address
from plans.models import Signature
from plans.register import verifying
from plans.register.forms import CodeForm, CompareForm
from plans.register.texts import public_commitment_of, title_of
from plans.register.words import standing_words

State = Signature.State


@require_http_methods(["GET", "HEAD", "POST"])
def verify_form(request):
    """A code that was typed leads to its page; a text or a file is compared here."""
    if request.method == "POST":
        return compare(request)
    if "code" not in request.GET:
        return show(request)
    form = CodeForm(request.GET)
    certificate = verifying.certificate_by(form.cleaned_data["code"]) if form.is_valid() else None
    return redirect("verify", certificate.code) if certificate else unknown(request, form)


@require_safe
def verify(request, code):
    certificate = verifying.certificate_by(code)
    if certificate is None:
        return unknown(request, CodeForm({"code": code[: verifying.MOST_CODE_LETTERS]}))
    if certificate.code != code:
        return redirect("verify", certificate.code)
    return show(request, found=Found(certificate))


def unknown(request, form):
    if form.is_valid():
        form.add_error("code", _("There is no certificate with this code. Compare it with the paper sign by sign."))
    return show(request, code_form=form, status=404)


def compare(request):
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, compare_form=form)
    if not is_within_limit(request):
        form.add_error(None, _("Very much was compared from your address. Please come again in an hour."))
        return show(request, compare_form=form, status=429)
    text, upload = form.cleaned_data["text"], form.cleaned_data["file"]
    matches = (verifying.texts_like(text) if text.strip() else []) + (verifying.file_like(upload) if upload else [])
    answer = {"matches": [Compared(match) for match in matches], "is_pdf": bool(upload) and verifying.is_pdf(upload)}
    return show(request, compare_form=form, answer=answer)


def is_within_limit(request):
    """Counted under a key that does not tell the address."""
    key = salted_hmac("plans.verifying", client_address(request), algorithm="sha256").hexdigest()
    return bool(ratelimit.consume(request, action="signing_verified", key=key))


def show(request, *, code_form=None, compare_form=None, found=None, answer=None, status=200):
    context = {
        "found": found,
        "code_form": code_form or CodeForm(),
        "compare_form": compare_form or CompareForm(),
        "answer": answer,
    }
    return render(request, "plans/register/verify.html", context, status=status)


class Found:
    """A certificate as its page shows it: genuine, whatever became of the signature since."""

    def __init__(self, certificate):
        self.certificate = certificate
        self.signature = certificate.signature
        self.text = self.signature.text
        self.commitment = public_commitment_of(self.text)

    @property
    def title(self):
        return title_of(self.text, get_language())

    @property
    def is_in_force(self):
        return self.signature.state == State.ACTIVE

    @property
    def said(self):
        """How the signature stands today."""
        return standing_words(self.signature)


class Compared:
    """What something given turned out to be."""

    def __init__(self, match):
        self.text, self.code, self.title, self.certificate = match.text, match.code, match.title, match.certificate
        self.commitment = public_commitment_of(match.text) if match.text else None
        self.said = standing_words(match.certificate.signature) if match.certificate else ""
