"""Seats: held and freed, never more than there are; and until when they are offered.

One pattern for both databases: the form is locked first, then registrations by primary key; seats are only ever taken
by an update that the database refuses where they do not suffice.
"""

import datetime as dt

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.refusals import Refused
from workshops.calendars.moments import begin_of
from workshops.models import RegistrationForm

LEAST_OFFER = dt.timedelta(hours=2)  # a shorter one is not made
DAY_BEFORE = dt.timedelta(days=1)


class Full(Refused):
    """There are not as many seats."""


def locked(form_pk):
    """The form as it stands now, locked."""
    forms = RegistrationForm.objects.select_for_update(of=("self",)).select_related("event", "event__occurrence")
    return forms.get(pk=form_pk)


# --- Until when places are offered ---


def promotes_until(form):
    """The last moment at which a place is offered to the next in line; None where nothing limits it."""
    if form.promotes_until:
        return form.promotes_until
    begin = begin_of(form.event)
    return begin - DAY_BEFORE if begin else None


def is_cancelled(event):
    occurrence = getattr(event, "occurrence", None)
    return occurrence is not None and occurrence.cancelled_at is not None


def offer_until(form, now=None):
    """Until when an offer made now would stand."""
    lasts = (now or timezone.now()) + dt.timedelta(hours=form.offer_hours)
    limit = promotes_until(form)
    return min(lasts, limit) if limit else lasts


def promotes_now(form):
    """Whether places are offered by themselves: not once the event is cancelled, nor with too little time to answer."""
    now = timezone.now()
    return not is_cancelled(form.event) and offer_until(form, now) - now >= LEAST_OFFER


# --- Holding and freeing ---


def hold(form, seats):
    """Take seats, or raise Full; the database decides."""
    room = Q(capacity=None) | Q(taken__lte=F("capacity") - seats)
    if not RegistrationForm.objects.filter(room, pk=form.pk).update(taken=F("taken") + seats):
        raise Full(_("There are not as many places any more."))


def free(form, seats):
    """Give seats back; whoever frees some promotes afterwards."""
    if seats:
        RegistrationForm.objects.filter(pk=form.pk).update(taken=F("taken") - seats)
