"""What participants are told by mail, in the language of their registration: each mail is one row of the table.

A mail says what happened, when and where the event is, what is next and until when, the address at which everything
is changed, and whom to ask. Other rooms add their own rows.
"""

from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from publishing.mail import post
from workshops.calendars.invitations import invitation
from workshops.calendars.words import moment_words, when_words, where_words
from workshops.registering.line import place_in_line


class Told(NamedTuple):
    """A subject, what happened, and what is next. What may stand in them is in `told_of`."""

    subject: str
    line: str
    next: str = ""
    button: str = _("My registration")  # leads to the private page of the registration
    calendar: str = ""  # "REQUEST" or "CANCEL", where the event goes into the calendar or out of it


MAILS = {}  # {name: Told}; the steps of a registration are found by their names


def write(registration, step):
    """The mail of one step, posted in its transaction; a step without a row in the table has none."""
    told = mail_of(registration, step)
    if told is not None:
        number = registration.steps.count()
        write_mail(registration, told, key=f"reg:{registration.pk}:{number}")


def mail_of(registration, step):
    """The row for what a step led to: `<step>_<state>` first, then `<step>`."""
    return MAILS.get(f"{step.step}_{registration.state}") or MAILS.get(step.step)


def write_mail(registration, told, *, key, address="", **values):
    """Post one mail to the address of the registration; forgotten addresses get none. The same key sends it once."""
    if not registration.email:
        return None
    event = registration.form.event
    with translation.override(registration.language):
        values = told_of(registration, event) | {name: str(value) for name, value in values.items()}
        subject = str(told.subject) % values
        context = values | {
            "line": str(told.line) % values,
            "next": str(told.next) % values,
            "button": told.button,
            "subject": subject,
            "contact": registration.form.contact,
            "address": settings.SITE_URL + (address or reverse("my_registration", args=[registration.token])),
            "language": registration.language,
        }
        return post(
            key=key,
            to=registration.email,
            language=registration.language,
            subject=subject,
            text=render_to_string("workshops/mail/registration.txt", context),
            html=render_to_string("workshops/mail/registration.html", context),
            person=registration.person,
            calendar=invitation(registration, told.calendar) if told.calendar else "",
        )


def told_of(registration, event):
    """What may stand in the sentences of a mail, in the active language."""
    until = registration.offer_until
    return {
        "title": str(event),
        "name": registration.name,
        "when": when_words(event),
        "where": where_words(event),
        "day": when_words(event, short=True),
        "until": moment_words(until, event) if until else "",
        "place": place_in_line(registration) or "",
        "reason": registration.reason,
    }


def write_again(registration):
    """To an address that is registered already, so that nobody else learns of it."""
    number = registration.steps.count()
    write_mail(registration, MAILS["again"], key=f"reg:{registration.pk}:{number}:again")


MAILS |= {
    "register_unverified": Told(
        _("Confirm your registration: %(title)s"),
        _("Somebody registered this address for the event. If it was you, open the page below and press the button."),
        _("No place is held for you before. After 7 days the link no longer works."),
        _("Confirm my registration"),
    ),
    "again": Told(
        _("You are registered already: %(title)s"),
        _("Somebody registered this address once more. You are registered already; nothing was changed."),
    ),
}
