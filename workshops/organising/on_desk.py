"""The events that a person runs or helps with, on their own desk: what is to come, and what was lately."""

import datetime as dt

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.dates import last_day
from workshops.models import Event

LATELY = dt.timedelta(days=60)  # after that the page of the event still leads to its desk
WAITS = Q(registration_form__registrations__state="pending") | Q(
    registration_form__registrations__change_requests__state="open"
)


def section(person):
    """Events of one's organisations and those one was given a role at, with how many registrations wait."""
    since = timezone.localdate() - LATELY
    mine = Q(host__in=list(person.organisations)) | Q(roles__user=person)
    found = Event.objects.filter(mine, end__gte=str(since.year)).order_by("start", "pk")
    waiting = Count("registration_form__registrations", filter=WAITS, distinct=True)
    rows = [event for event in found.annotate(waiting=waiting) if last_day(event.end) >= since]
    return {"title": _("My events"), "template": "workshops/organising/rows/events.html", "rows": rows}
