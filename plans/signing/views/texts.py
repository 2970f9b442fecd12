"""Texts for signing at the desk of the steward: what hinders opening, a preview, opened and closed."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from plans.models import CommitmentStep, SignableText
from plans.signing import texts
from plans.signing.needs import outside_window
from plans.signing.rights import Right, may
from plans.signing.sheet_paper import sheet_pdf
from plans.signing.views.asking import commitment_dossier, texts_of
from plans.signing.views.sending import send_sheet
from publishing.refusals import Refused
from publishing.versions import leading_of
from publishing.views.signed_out import kept_when_signed_out

STEPS = {
    "open_text": gettext_lazy("Text opened for signing"),
    "change_text": gettext_lazy("Text changed before the first submission"),
    "close_text": gettext_lazy("Signing closed"),
}  # what the history of the stage says of this room's steps


@login_required
@require_safe
def signing(request, pk):
    dossier = commitment_dossier(request.user, pk)
    commitment, version = dossier.entry, leading_of(dossier)
    found = list(texts_of(dossier).select_related("version").defer("version__content", "version__typed").annotate(
        prepared=Count("signatures", filter=Q(signatures__submitted_at=None)),
        submitted=Count("signatures", filter=Q(signatures__submitted_at__isnull=False)),
    ))  # fmt: skip
    standing = next((text for text in found if text.closed_at is None), None)
    context = {
        "dossier": dossier,
        "commitment": commitment,
        "texts": found,
        "standing": standing,
        "hindrances": texts.hindrances(dossier, commitment) if commitment else not_public(dossier),
        "window": outside_window(commitment) if commitment else "",
        "may_run": may(request.user, Right.RUN, dossier),
        "preview": preview_of(version) if version else None,
        "newer": newer_version(standing, version),
        "taken": [(STEPS.get(row.step, row.step), row) for row in steps_of(dossier)],
    }
    return render(request, "plans/signing/texts.html", context)


def not_public(dossier):
    text = _("The commitment is not public yet. Publish its first version, then it can be opened.")
    return [texts.Hindrance(text, reverse("dossier", args=[dossier.pk]))]


def steps_of(dossier):
    return CommitmentStep.objects.filter(dossier=dossier).select_related("by")


def preview_of(version):
    """Both texts of a version as they would be signed, with their hashes."""
    found = texts.texts_of(version.content)
    hashes = texts.hashes_of(found)
    return {
        "version": version,
        "sha": hashes["sha"],
        "texts": [(code, found[code], hashes[f"sha_{code}"]) for code in LANGUAGES],
    }


def newer_version(standing, version):
    """(number, address of the comparison) where the public version is not the one that is open for signing."""
    if standing is None or version is None or version.pk == standing.version_id:
        return None
    page = reverse("compare", args=[version.dossier_id])
    return version.number, f"{page}?old={standing.version.number}&new={version.number}"


class SeenForm(forms.Form):
    """The hash of the text that the person has looked at."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def text_step(request, pk, name):
    """Open, or close: a page that says what will happen; sending it does it."""
    dossier = commitment_dossier(request.user, pk, Right.RUN)
    if dossier.entry is None or name not in DEEDS:
        raise NoSuchPage
    return DEEDS[name](request, dossier)


def open_it(request, dossier):
    preview, refusal = preview_of(leading_of(dossier)), ""
    reasons = texts.hindrances(dossier, dossier.entry)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen": preview["sha"]})
    if request.method == "POST" and form.is_valid():
        try:
            texts.open_text(dossier=dossier, by=request.user, seen=form.cleaned_data["seen"])
        except Refused as error:
            refusal, form = str(error), SeenForm(initial={"seen": preview["sha"]})
        else:
            messages.success(request, _("The text is open for signing."))
            return redirect("commitment_texts", dossier.pk)
    standing = texts.open_text_of(dossier)
    context = {"dossier": dossier, "form": form, "preview": preview, "hindrances": reasons, "refusal": refusal}
    context |= {"standing": standing, "number": standing.number if standing else texts_of(dossier).count() + 1}
    return render(request, "plans/signing/open.html", context, status=409 if refusal else 200)


def close_it(request, dossier):
    standing, refusal = texts.open_text_of(dossier), ""
    if standing is None:
        messages.error(request, _("No text is open for signing."))
        return redirect("commitment_texts", dossier.pk)
    if request.method == "POST":
        try:
            texts.close_text(text=standing, by=request.user)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Signing is closed. What was signed stands."))
            return redirect("commitment_texts", dossier.pk)
    context = {"dossier": dossier, "standing": standing, "refusal": refusal}
    context["waiting"] = standing.signatures.filter(state="submitted").count()
    return render(request, "plans/signing/close.html", context, status=409 if refusal else 200)


DEEDS = {"open": open_it, "close": close_it}


@login_required
@require_safe
def blank_sheet(request, pk, number):
    """The sheet of a text for any organisation."""
    dossier = commitment_dossier(request.user, pk)
    text = get_object_or_404(SignableText.objects.select_related("version"), dossier=dossier, number=number)
    text.dossier = dossier
    return send_sheet(request, dossier.entry, lambda: sheet_pdf(text), f"{dossier}-{text.number}")
