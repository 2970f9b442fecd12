"""Certificates: issued, issued anew, revoked, and verified by the name on the paper.

What the paper says beside the name is kept when it is issued, so that it stays the same whatever becomes of the event.
The name is kept with the registration alone; of the certificate there is its digest.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES, shown
from catalogue.models import public_name
from publishing.models.private_link import digest
from publishing.refusals import Refused
from workshops.attending.earning import Rule, earned_by
from workshops.attending.guests import Guest, State, guests_of
from workshops.calendars.words import when_words, where_words
from workshops.models import Certificate
from workshops.registering.names import name_digest, tidy_name, validate_name
from workshops.registering.seats import is_cancelled
from workshops.registering.steps import both

SALT = "workshops.certificate"
TRIES = 50  # for a number, where many certificates are issued at the same moment
TOKEN_LENGTH = 32


class NotEarned(Refused):
    """There is no certificate for this."""


# --- Issued ---


@transaction.atomic
def issue(*, guest, anew=False):
    """(certificate, whether it is new). One that was revoked is only issued anew where that is asked for."""
    form, registration = both(guest.registration)
    given = registration.certificates.filter(companion=guest.companion)
    if standing := given.filter(revoked_at=None).first():
        return standing, False
    if given.exists() and not anew:
        raise NotEarned(_("It was revoked."))
    guest = Guest(registration, guest.companion)
    earned = earned_by(guest, form)
    if registration.state != State.ATTENDED or is_cancelled(form.event) or not earned.is_enough:
        raise NotEarned(_("The share attended is not enough for a certificate."))
    check_name(guest)
    return numbered(guest, form.event, earned), True


def check_name(guest):
    """Refused where the paper could not show it; also where it was forgotten."""
    if not tidy_name(guest.name):
        raise NotEarned(_("The name is not kept any more."))
    try:
        validate_name(guest.name)
    except ValidationError as error:
        raise NotEarned(error.messages[0]) from error


def numbered(guest, event, earned):
    """With the next number of the year; whoever issues at the same moment gets the one after."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return written(guest, event, earned, next_number())
        except IntegrityError:
            continue
    raise Refused(_("Very many certificates are issued just now. Please try again."))


def next_number():
    start = f"MER-{timezone.localdate().year}-"
    newest = Certificate.objects.filter(number__startswith=start).order_by("-number").first()
    count = int(newest.number.removeprefix(start)) if newest else 0
    return f"{start}{count + 1:06}"


def written(guest, event, earned, number):
    return Certificate.objects.create(
        registration=guest.registration,
        companion=guest.companion,
        event=event,
        number=number,
        token_digest=digest(token_of(number)),
        name_digest=name_digest(number, guest.name),
        days=[day.isoformat() for day in earned.days],
        hours=earned.hours,
        said=said_of(event),
    )


def said_of(event):
    """{language: what the paper says of the event}."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            title = shown(event, "title")
            found[code] = {
                "title": title.text,
                "title_language": title.language or code,
                "when": when_words(event, short=True),
                "where": where_words(event),
                "host": public_name(event.host),
            }
    return found


def token_of(number):
    """The secret end of the address at which a certificate is verified: made from its number and the secret key."""
    return salted_hmac(SALT, number, algorithm="sha256").hexdigest()[:TOKEN_LENGTH]


# --- Revoked ---


@transaction.atomic
def revoke(*, certificate, reason):
    """Its address says so from now on; whether it was not revoked before."""
    standing = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    return bool(standing.update(revoked_at=timezone.now(), reason=reason))


# --- Read ---


def by_token(token):
    return Certificate.objects.select_related("event").filter(token_digest=digest(token)).first()


def is_name_of(certificate, name):
    return constant_time_compare(certificate.name_digest, name_digest(certificate.number, name))


def guest_of(certificate):
    return Guest(certificate.registration, certificate.companion)


def is_printable(certificate):
    """Whether the paper can still be made as it was: the name is kept and the same, and the portal has its old key."""
    if certificate.registration is None or digest(token_of(certificate.number)) != certificate.token_digest:
        return False
    return is_name_of(certificate, guest_of(certificate).name)


# --- Those who may have one ---


def candidates(form):
    """[(guest, earned, its newest certificate or None)] of all who were there; a fixed number of queries."""
    if form.certificate == Rule.NONE:
        return []
    prefetch_related_objects([form.event], "sessions")
    found = form.registrations.filter(state=State.ATTENDED).order_by("name", "pk")
    rows = []
    for registration in found.prefetch_related("companions", "attendances", "certificates"):
        newest = {each.companion_id: each for each in reversed(registration.certificates.all())}
        rows += [
            (guest, earned_by(guest, form), newest.get(guest.companion and guest.companion.pk))
            for guest in guests_of(registration)
        ]
    return [row for row in rows if row[1].days]
