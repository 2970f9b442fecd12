"""An event that does not take place: registration closes, nothing is offered any more, and everybody active is told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.refusals import Overtaken
from workshops.calendars.following import follow, locked_occurrence
from workshops.models import RegistrationForm
from workshops.organising.noting import note
from workshops.registering.seats import locked


@transaction.atomic
def cancel(*, event, by, reasons):
    """`reasons` by language; the public reads them. The form is locked first, as for every step of a registration.

    Whoever is registered hears of it by what follows the event in calendars.
    """
    if standing := RegistrationForm.objects.filter(event=event).first():
        locked(standing.pk)
    occurrence = locked_occurrence(event.pk)
    if occurrence.cancelled_at is not None:
        raise Overtaken(_("The event is cancelled already. Nothing was changed."))
    occurrence.cancelled_at = timezone.now()
    for code, text in reasons.items():
        setattr(occurrence, f"cancel_reason_{code}", text)
    occurrence.save()
    note(event, by, "cancelled")
    follow(event.pk)
    return occurrence
