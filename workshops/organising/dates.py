"""The dates of a registration that are still to come, in their order."""

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.calendars.moments import begin_of
from workshops.calendars.words import moment_words
from workshops.registering.seats import promotes_until


def next_dates(form):
    """[(what happens, when in words)]."""
    found = [
        (form.opens_at, _("Registration opens")),
        (form.closes_at, _("Registration closes")),
        (form.freezes_at, _("From now on changes need your decision")),
        (promotes_until(form), _("Last moment at which a place is offered by itself")),
        (begin_of(form.event), _("The event begins")),
    ]
    now = timezone.now()
    ahead = sorted(((at, what) for at, what in found if at and at > now), key=lambda pair: pair[0])
    return [(what, moment_words(at, form.event)) for at, what in ahead]
