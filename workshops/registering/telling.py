"""What participants are told by mail, in the language of their registration: each mail is one row of the table.

A mail says what happened, when and where the event is, what is next and until when, the address at which everything
is changed, and whom to ask. Other rooms add their own rows.
"""

from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext, pgettext_lazy

from publishing.mail import post
from workshops.calendars.invitations import invitation
from workshops.calendars.words import moment_words, when_words, where_words
from workshops.registering.line import place_in_line, place_words


class Told(NamedTuple):
    """A subject, what happened, and what is next. What may stand in them is in `told_of`."""

    subject: str
    line: str
    next: str = ""
    button: str = _("My registration")  # leads to the private page of the registration
    calendar: str = ""  # "REQUEST" or "CANCEL", where the event goes into the calendar or out of it
    tells_reason: bool = False  # below the line, where the step was taken for one


MAILS = {}  # {name: Told}; the steps of a registration are found by their names


def write(registration, step):
    """The mail of one step, posted in its transaction; a step without a row in the table has none."""
    told = mail_of(registration, step)
    if told is not None:
        reason = step.reason if told.tells_reason else ""
        write_mail(registration, told, key=key_now(registration), body=reason)


def mail_of(registration, step):
    """The row for a step and where it came from, for a step and what it led to, or for the step."""
    names = (f"{step.step}_of_{step.source}", f"{step.step}_{registration.state}", step.step)
    return next((MAILS[name] for name in names if name in MAILS), None)


def key_now(registration):
    """Of the mail about the newest step."""
    return f"reg:{registration.pk}:{registration.steps.count()}"


def write_place(registration):
    """To those who have come and have to wait: the step that brought them into line says nothing by itself."""
    write_mail(registration, MAILS["waiting"], key=key_now(registration))


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
        "seats": npgettext("seats", "%(n)s place", "%(n)s places", registration.held) % {"n": registration.held},
        "place": place_words(place_in_line(registration)),
        "reason": registration.reason,
    }


def write_again(registration):
    """To an address that is registered already, so that nobody else learns of it."""
    write_mail(registration, MAILS["again"], key=f"{key_now(registration)}:again")


def send_link(registration):
    """To somebody who lost the link; once a minute at most."""
    minute = f"{timezone.now():%Y%m%d%H%M}"
    name = "register_unverified" if registration.state == "unverified" else "link"
    write_mail(registration, MAILS[name], key=f"reg:{registration.pk}:link:{minute}")


LEAVE = _("If you cannot come after all, please leave your place to others: one press on the page below does it.")
CONFIRMED = Told(
    _("Confirmed: %(title)s, %(day)s"),
    _("Your place is confirmed. We look forward to seeing you."),
    LEAVE,
    calendar="REQUEST",
)
LEFT = Told(
    pgettext_lazy("registration", "Withdrawn: %(title)s"),
    _("Your registration is withdrawn, and your place is free for others."),
    tells_reason=True,
)
RECEIVED = Told(
    _("Under consideration: %(title)s"),
    _("We have received your registration. The organisers look at it and decide; we will write to you then."),
    _("Until then no place is held for you."),
)
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
    "link": Told(
        _("The link to your registration: %(title)s"),
        _("Somebody, probably you, asked for the link to your registration. Nothing was changed."),
    ),
    "register_pending": RECEIVED,
    "verify_pending": RECEIVED,
    "queue_confirmed": CONFIRMED,
    "accept": CONFIRMED,
    "waiting": Told(
        _("On the waiting list (%(place)s): %(title)s"),
        _("All places are taken at the moment. You are %(place)s in line."),
        _("As soon as a place becomes free for you, we will write to you. Until then you need not do anything."),
    ),
    "offer": Told(
        _("A place is yours until %(until)s: %(title)s"),
        _("There is room for you now. Kept for you until %(until)s: %(seats)s."),
        _("Accept it on the page below. After that time it goes to the next in line."),
    ),
    "lapse": Told(
        _("The offer has lapsed: %(title)s"),
        _("The place was kept for you until %(until)s and then went to the next in line."),
        _("If you still wish to come, you can queue again at the end of the waiting list on the page below."),
    ),
    "decline": LEFT._replace(line=_("You have declined the place that was offered to you. It goes to the next.")),
    "withdraw": LEFT,
    "withdraw_of_confirmed": LEFT._replace(calendar="CANCEL"),
    "reject": Told(
        _("Not accepted: %(title)s"),
        _("The organisers could not accept your registration."),
        tells_reason=True,
    ),
    "change_accepted": Told(
        _("Your change is accepted: %(title)s"),
        _("The organisers have accepted the change that you asked for."),
        tells_reason=True,
    ),
    "change_declined": Told(
        _("Your change is not accepted: %(title)s"),
        _("The organisers could not accept the change that you asked for; what was agreed before stands."),
        tells_reason=True,
    ),
}
