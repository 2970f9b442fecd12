"""The settings of a registration: kept whole or not at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from publishing.refusals import Refused
from workshops.calendars.moments import is_dated
from workshops.models import Event, RegistrationForm
from workshops.registering.queue import change_capacity
from workshops.registering.seats import locked


class TooFew(Refused):
    """More places are held than there shall be."""


def hindrance(event):
    """Why nobody can register for the event yet, as a sentence; empty where they could."""
    if not event.is_published:
        return _("Registration opens for public events only. Publish the event first.")
    if not is_dated(event):
        return _("Give the day of the event first; registration needs it.")
    return ""


@transaction.atomic
def keep_settings(*, event, values):
    """Make the registration of an event, or change it; more places are handed on at once."""
    values = dict(values)
    capacity = values.pop("capacity")
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)  # of two at once one makes it
    standing = RegistrationForm.objects.filter(event=event).first()
    if standing is None:
        if refusal := hindrance(event):
            raise Refused(refusal)
        return RegistrationForm.objects.create(event=event, capacity=capacity, **values)
    form = locked(standing.pk)
    refuse_other_counting(form, values)
    for name, value in values.items():
        setattr(form, name, value)
    form.save(update_fields=list(values))
    try:
        return change_capacity(form_pk=form.pk, capacity=capacity)
    except Refused as error:
        raise TooFew(str(error)) from error


def refuse_other_counting(form, values):
    """Seats are held as they were counted; counting them otherwise would make them wrong."""
    if values["companions_count"] != form.companions_count and form.registrations.exists():
        raise Refused(_("Somebody is registered already; whether companions take a place can no longer be changed."))
