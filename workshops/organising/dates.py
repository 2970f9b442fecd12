"""The dates of a registration that are still to come, in their order."""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.time_words import day_words
from workshops.calendars.moments import MIDNIGHT, begin_of
from workshops.calendars.words import moment_words
from workshops.registering.seats import promotes_until


def next_dates(form):
    """[(what happens, when in words)]."""
    begin = begin_of(form.event)
    found = [
        (form.opens_at, _("Registration opens")),
        (form.closes_at, _("Registration closes")),
        (form.freezes_at, _("From now on changes need your decision")),
        (promotes_until(form), _("Last moment at which a place is offered by itself")),
        (begin, _("The event begins")),
    ]
    now = timezone.now()
    ahead = sorted(((at, what) for at, what in found if at and at > now), key=lambda pair: pair[0])
    return [(what, (begin_words if at is begin else moment_words)(at, form.event)) for at, what in ahead]


def begin_words(begin, event):
    """The day alone where no hour is known."""
    return day_words(begin.date()) if begin.time() == MIDNIGHT else moment_words(begin, event)
