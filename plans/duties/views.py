"""Duties at the desk: those of one signatory, those of all for the steward, and the end of a commitment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import send_stored
from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from plans.duties import ending, meeting
from plans.duties.forms import ExtendForm, FulfilForm, Narrowing, ReasonForm
from plans.duties.listing import all_owed, row_of, urgent_first
from plans.duties.owed import IN_FORCE, Standing, bearers_of
from plans.life.forms import ReasonsForm
from plans.models import Signature
from plans.signing.rights import Right, SignatureRight, may, may_sign
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.asking import dossier_for, page_links
from publishing.views.signed_out import kept_when_signed_out

A_PAGE = 50


def commitment_dossier(person, pk):
    """The dossier of a commitment, for its steward and coordinators; to others there is no such page."""
    dossier, _version = dossier_for(person, pk)
    if dossier.kind != Kind.COMMITMENT or not may(person, Right.SEE, dossier):
        raise NoSuchPage
    return dossier


def signature_for(person, pk):
    """A signature, for its organisation, one of its group that shares its duties, the steward and coordinators."""
    signature = get_object_or_404(Signature.objects.select_related("text__dossier__owner", "group"), pk=pk)
    bearer = next(iter(bearers_of([signature] if signature.state in IN_FORCE else [], timezone.localdate())), None)
    if not any(may_sign(person, SignatureRight.SEE, one) for one in (bearer.signatures if bearer else [signature])):
        raise NoSuchPage
    return signature, bearer


def owed_for(person, pk, key, turn):
    signature, bearer = signature_for(person, pk)
    owed = bearer.find(key, turn) if bearer else None
    if owed is None:
        raise NoSuchPage
    return signature, owed


# --- Of one signatory ---


@login_required
@require_safe
def signature_duties(request, pk):
    signature, bearer = signature_for(request.user, pk)
    can = {}
    if bearer:
        can = {
            "hand_in": meeting.may_hand_in(request.user, bearer),
            "extend": meeting.may_extend(request.user, signature.text.dossier),
        }
    rows = [
        row_of(owed, take_back=meeting.may_take_back(request.user, owed), **can)
        for owed in urgent_first(bearer.owed if bearer else [])
    ]
    context = {
        "signature": signature,
        "bearer": bearer,
        "waiting": [row for row in rows if not row.owed.is_met],
        "met": [row for row in rows if row.owed.is_met],
    }
    return render(request, "plans/duties/signature.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def duty_fulfil(request, pk, key, turn):
    """What is handed in, and on which day it was met; sending it records the duty as met."""
    signature, owed = owed_for(request.user, pk, key, turn)
    if not meeting.may_hand_in(request.user, owed.bearer):
        raise NoSuchPage
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    partners = [one.partner_id for one in owed.bearer.signatures if one.partner_id]
    initial = {"fulfilled_on": timezone.localdate()}
    form = FulfilForm(*given, sort=owed.duty["sort"], partners=partners, initial=initial)

    def make():
        told = {"on": form.cleaned_data["fulfilled_on"], "handed_in": form.handed_in()}
        meeting.fulfil(signature=signature, key=key, turn=turn, by=request.user, **told)
        messages.success(request, _("Recorded: the duty is met."))
        return reverse("signature_duties", args=[pk])

    return deed(request, "plans/duties/fulfil.html", signature, owed, form, make)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def duty_extend(request, pk, key, turn):
    signature, owed = owed_for(request.user, pk, key, turn)
    if not meeting.may_extend(request.user, signature.text.dossier):
        raise NoSuchPage
    form = ExtendForm(request.POST if request.method == "POST" else None, owed=owed)

    def make():
        meeting.extend(signature=signature, key=key, turn=turn, by=request.user, **form.cleaned_data)
        messages.success(request, _("The day is moved, and the signatory is told so."))
        return reverse("signature_duties", args=[pk])

    return deed(request, "plans/duties/extend.html", signature, owed, form, make)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def duty_take_back(request, pk, key, turn):
    """A duty was recorded as met by mistake: for the steward, and for whoever recorded it."""
    signature, owed = owed_for(request.user, pk, key, turn)
    if owed.is_met and not meeting.may_take_back(request.user, owed):
        raise NoSuchPage
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def make():
        meeting.take_back(signature=signature, key=key, turn=turn, by=request.user, **form.cleaned_data)
        messages.success(request, _("Taken back: the duty is open again."))
        return reverse("signature_duties", args=[pk])

    refusal = "" if owed.is_met else _("It is not recorded as met any more. Nothing was changed.")
    return deed(request, "plans/duties/take_back.html", signature, owed, form, make, refusal)


def deed(request, template, signature, owed, form, make, refusal=None):
    """A page that asks before something is done to a duty; a refusal is told beside what was typed."""
    if refusal is None:
        refusal = _("It is met already.") if owed.is_met else ""
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, make)
        except Refused as error:
            refusal = str(error)
    context = {"signature": signature, "owed": owed, "row": row_of(owed), "form": form, "refusal": refusal}
    return render(request, template, context, status=409 if refusal else 200)


@login_required
@require_safe
def duty_document(request, pk, key, turn):
    _signature, owed = owed_for(request.user, pk, key, turn)
    if owed.record is None:
        raise NoSuchPage
    return send_stored(owed.record.document, filename=f"{key}-{owed.due:%Y-%m-%d}.pdf", request=request)


# --- Of all, for the steward ---


@login_required
@require_safe
def commitment_duties(request, pk):
    dossier = commitment_dossier(request.user, pk)
    owed, counts, bearers = all_owed(dossier)
    narrowing = Narrowing(request.GET)
    page = Paginator([one for one in owed if narrowing.passes(one)], A_PAGE).get_page(request.GET.get("page"))
    extend = meeting.may_extend(request.user, dossier)
    context = {
        "dossier": dossier,
        "narrowing": narrowing,
        "page": page,
        "rows": [row_of(one, extend=extend) for one in page],
        "links": page_links(request, page),
        "overdue": counts[Standing.OVERDUE],
        "open": counts[Standing.OPEN],
        "bearers": bearers,
    }
    return render(request, "plans/duties/commitment.html", context)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_end(request, pk):
    """What ending a commitment means, and the public reason for it."""
    dossier = commitment_dossier(request.user, pk)
    refusal = ending.hindrance(dossier, request.user)
    form = ReasonsForm(request.POST if request.method == "POST" else None, needed=True)
    if request.method == "POST" and form.is_valid():
        try:
            ending.end(dossier=dossier, by=request.user, reasons=form.reasons())
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The commitment has ended. All who signed it are told so."))
            return redirect(dossier)
    standing = Signature.objects.filter(text__dossier=dossier, state__in=IN_FORCE).count()
    context = {"dossier": dossier, "form": form, "refusal": refusal, "standing": standing}
    return render(request, "plans/duties/end.html", context, status=409 if refusal else 200)
