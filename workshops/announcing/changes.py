"""Tells participants what changed of their event; `workshops.calendars.following` says what did."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from catalogue.calendars import CANCEL, REQUEST
from catalogue.languages import shown
from workshops.announcing.reminders import told_to
from workshops.calendars.words import on_days_words
from workshops.models import RegistrationState
from workshops.registering.telling import MAILS, Told, write_mail

MOVED = {"time", "place", "status"}  # of these participants are told; a new title they read in the next mail
# Also who was there already: other days may still come, or the event was moved after the check-in.
EXPECTED = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)

MAILS |= {
    "event_changed": Told(
        _("Changed: %(title)s is on %(on_days)s"),
        _("The time or the place of the event has changed. Below is how it is now; your place stays yours."),
        _("If you cannot come any more, please withdraw, so that somebody else may have the place."),
        calendar=REQUEST,
    ),
    "event_cancelled": Told(
        _("Cancelled: %(title)s"),
        _("The event is cancelled: %(why)s"),
        _("You need not do anything. With this mail it leaves your calendar."),
        calendar=CANCEL,
    ),
    "event_cancelled_without_place": Told(
        _("Cancelled: %(title)s"),
        _("The event is cancelled: %(why)s"),
        _("You need not do anything."),
    ),
}


def tell(event, changed):
    """The mails of one change, in its transaction: to whom it matters, and never twice."""
    form, occurrence = getattr(event, "registration_form", None), event.occurrence
    if form is None or event.is_over:
        return
    if occurrence.cancelled_at is None:
        if changed & MOVED and event.is_published:
            tell_of_change(event, form, occurrence)
    elif "status" in changed:
        tell_of_end(event, form, occurrence)


def tell_of_change(event, form, occurrence):
    on_days = in_language(lambda: on_days_words(event))
    for registration in people(event, form).filter(state__in=EXPECTED):
        registration.form = form
        key = f"reg:{registration.pk}:changed:{occurrence.sequence}"
        write_mail(registration, told_to(registration, MAILS["event_changed"]), key=key, on_days=on_days)


def tell_of_end(event, form, occurrence):
    why = in_language(lambda: shown(occurrence, "cancel_reason").text)
    for registration in people(event, form):
        registration.form = form
        is_in_calendar = registration.state in EXPECTED
        told = MAILS["event_cancelled" if is_in_calendar else "event_cancelled_without_place"]
        write_mail(registration, told, key=f"reg:{registration.pk}:cancelled:{occurrence.sequence}", why=why)


def people(event, form):
    form.event = event
    return form.registrations.active().select_related("person").order_by("pk")


def in_language(words):
    """Words that are asked for in the language of each mail."""
    return lazy(words, str)()
