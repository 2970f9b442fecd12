"""Who may speak for the origin of a transfer: its representatives, and after long silence a coordinator."""

from datetime import timedelta

from django.utils import timezone

from publishing.people import representatives_of
from workshops.models import TransferConfirmation

SILENCE = timedelta(days=60)


def origin_of(transfer):
    """The organisation in charge of the practice; one that took over its own cannot confirm it to itself."""
    organisation = transfer.practice.organisation
    return None if organisation is None or organisation.pk == transfer.partner_id else organisation


def speakers_of(transfer):
    """The representatives of the origin who can sign in; nobody where no living organisation stands behind it."""
    origin = origin_of(transfer)
    return representatives_of(origin.pk) if origin else set()


def is_speaker(person, transfer):
    origin = origin_of(transfer)
    return bool(origin) and person.role_in(origin.pk) == "representative"


def may_see(person, transfer):
    """The request exists for the origin and for coordinators alone."""
    return person.is_authenticated and person.is_active and (is_speaker(person, transfer) or person.is_coordinator)


def asked_at(transfer):
    """Since when the origin is waited for."""
    own = transfer.said_by(TransferConfirmation.Side.ADOPTER)
    return own.at if own else transfer.published_at


def opens_on_behalf(transfer):
    """The moment from which a coordinator may speak in its place; None where the origin has spoken itself."""
    word = transfer.said_by(TransferConfirmation.Side.ORIGIN)
    if word and not word.on_behalf:
        return None
    return asked_at(transfer) + SILENCE if speakers_of(transfer) else asked_at(transfer)


def may_on_behalf(transfer):
    opens = opens_on_behalf(transfer)
    return opens is not None and opens <= timezone.now()
