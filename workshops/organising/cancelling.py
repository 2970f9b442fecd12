"""An event that does not take place: registration closes, nothing is offered any more, and everybody active is told."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.languages import LANGUAGES
from publishing.refusals import Overtaken
from workshops.models import Occurrence, RegistrationForm
from workshops.organising.noting import note
from workshops.registering.seats import locked
from workshops.registering.telling import MAILS, Told, write_mail

try:  # calendars follow the event and tell everybody themselves, once that room is there
    from workshops.calendars.following import follow
except ImportError:
    follow = None

MAILS["cancelled"] = Told(
    gettext_lazy("Cancelled: %(title)s"),
    gettext_lazy("The event does not take place. The reason: %(why)s"),
    gettext_lazy("You need not do anything."),
    calendar="CANCEL",
)


@transaction.atomic
def cancel(*, event, by, reasons):
    """`reasons` by language; the public reads them. The form is locked first, as for every step of a registration."""
    standing = RegistrationForm.objects.filter(event=event).first()
    form = locked(standing.pk) if standing else None
    occurrence = locked_occurrence(event)
    if occurrence.cancelled_at is not None:
        raise Overtaken(_("The event is cancelled already. Nothing was changed."))
    occurrence.cancelled_at = timezone.now()
    for code, text in reasons.items():
        setattr(occurrence, f"cancel_reason_{code}", text)
    occurrence.save()
    note(event, by, "cancelled")
    if follow is not None:
        follow(event.pk)
    elif form is not None:
        tell_all(form, occurrence)
    return occurrence


def locked_occurrence(event):
    """Its life in calendars, made where there is none yet."""
    host = urlsplit(settings.SITE_URL).hostname
    Occurrence.objects.get_or_create(event=event, defaults={"uid": f"event-{event.pk}@{host}"})
    return Occurrence.objects.select_for_update(of=("self",)).get(event=event)


def tell_all(form, occurrence):
    """Each active registration once, with the reason in its language."""
    form.event.occurrence = occurrence
    for registration in form.registrations.active().select_related("person"):
        registration.form = form
        key = f"cancelled:{occurrence.pk}:{registration.pk}"
        write_mail(registration, MAILS["cancelled"], key=key, why=reason_in(occurrence, registration.language))


def reason_in(occurrence, language):
    """In this language, else in another one."""
    texts = [getattr(occurrence, f"cancel_reason_{code}") for code in (language, *LANGUAGES)]
    return next(filter(None, texts), "")
