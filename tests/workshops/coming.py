"""Events with registration for tests, and people who come."""

import datetime as dt
from itertools import count

from django.utils import timezone

from tests.factories import make
from workshops.models import Event, Registration, RegistrationForm
from workshops.registering.steps import register, verify

PEOPLE = count(1)


def make_event(*, in_days=60, days=1, **fields):
    """A published workshop of so many whole days, from so many days on."""
    first = timezone.localdate() + dt.timedelta(in_days)
    last = first + dt.timedelta(days - 1)
    return make(Event, **{"start": first.isoformat(), "end": last.isoformat()} | fields)


def open_form(event=None, **fields):
    """Registration for an event, open until a week before it unless told otherwise."""
    event = event or make_event()
    wanted = {"closes_at": timezone.now() + dt.timedelta(50), "contact": "dogodki@example.org", "most_party": 10}
    return RegistrationForm.objects.create(event=event, **wanted | fields)


def wishes(form, people=1, *, least=None, email=None, **fields):
    """A registration whose address is not proven yet."""
    number = next(PEOPLE)
    told = {"name": f"Oseba {number}", "organisation": "", "language": "sl", "consent": "1"} | fields
    registration, _is_new = register(
        form_pk=form.pk,
        email=email or f"oseba{number}@example.org",
        seats=people,
        seats_least=least or people,
        consented_at=timezone.now(),
        companions=[f"Spremljevalec {place} osebe {number}" for place in range(1, people)],
        **told,
    )
    return registration


def comes(form, people=1, **fields):
    """A registration whose address is proven at once."""
    registration, _is_new = verify(registration=wishes(form, people, **fields))
    return registration


def now_of(registration):
    return Registration.objects.get(pk=registration.pk)


def states(*registrations):
    return [now_of(registration).state for registration in registrations]
