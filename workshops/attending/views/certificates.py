"""Certificates at the organisers' desk: who has earned one, issued, revoked, issued anew, all in one archive."""

from math import ceil

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue import audit
from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from catalogue.tables.writing import ZIP_TYPE, zip_bytes
from publishing.refusals import Refused
from publishing.views.signed_out import kept_when_signed_out
from workshops.attending.certificates import candidates, issue, revoke
from workshops.attending.forms import RevokeForm
from workshops.attending.guests import guest_at
from workshops.attending.paper import file_name, pdf_of
from workshops.attending.telling import tell_certificate
from workshops.models import Certificate
from workshops.organising.asking import registered_event
from workshops.organising.noting import note

MOST_IN_ARCHIVE = 100  # each takes some hundredths of a second


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request, pk):
    event, form = registered_event(request.user, pk)
    rows = candidates(form)
    if request.method == "POST":
        press(request, form, rows)
        return redirect("event_certificates", event.pk)
    standing = [newest for _guest, _earned, newest in rows if newest and not newest.revoked_at]
    context = {
        "event": event,
        "form": form,
        "rows": rows,
        "to_issue": sum(earned.is_enough and newest is None for _guest, earned, newest in rows),
        "archives": range(1, ceil(len(standing) / MOST_IN_ARCHIVE) + 1),
    }
    return render(request, "workshops/attending/certificates.html", context)


def press(request, form, rows):
    """One person's certificate anew, or all that were earned and not issued yet; says of whom there can be none."""
    if key := request.POST.get("anew"):
        guest = guest_at(form, key)
        wanted = [guest] if guest else []
    else:
        wanted = [guest for guest, earned, newest in rows if earned.is_enough and newest is None]
    made = sum(issue_one(request, guest, bool(key)) for guest in wanted)
    text = ngettext("%(n)d certificate was issued.", "%(n)d certificates were issued.", made)
    messages.success(request, text % {"n": made})


def issue_one(request, guest, anew):
    try:
        certificate, is_new = issue(guest=guest, anew=anew)
    except Refused as error:
        messages.error(request, f"{guest.name}: {error}")
        return False
    if is_new:
        tell_certificate(certificate)
    return is_new


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_certificate(request, pk, number):
    event, _form = registered_event(request.user, pk)
    certificate = get_object_or_404(
        Certificate.objects.select_related("registration", "companion"), pk=number, event=event
    )
    form = RevokeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        done = revoke(certificate=certificate, reason=form.cleaned_data["reason"])
        messages.success(request, _("The certificate is revoked.") if done else _("It was revoked already."))
        return redirect("event_certificates", event.pk)
    context = {"event": event, "certificate": certificate, "form": form}
    return render(request, "workshops/attending/revoke.html", context)


@login_required
@require_safe
def certificates_archive(request, pk, part):
    """The valid ones, so many at a time."""
    event, form = registered_event(request.user, pk)
    standing = Certificate.objects.filter(event=event, revoked_at=None, registration__form=form).order_by("number")
    first = (part - 1) * MOST_IN_ARCHIVE
    found = standing.select_related("registration", "companion")[first : first + MOST_IN_ARCHIVE] if part else []
    files = [(file_name(one, with_name=True), content) for one in found if (content := pdf_of(one))]
    if not files:
        raise NoSuchPage
    audit.note(audit.Action.EXPORT, by=request.user, about=event, said="certificates")
    note(event, request.user, "Certificates exported.")
    return download(f"{event.slug}-{_('certificates')}-{part}.zip", zip_bytes(files), ZIP_TYPE)
