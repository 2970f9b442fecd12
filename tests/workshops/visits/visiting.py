"""A study visit for tests: its host, two partners that take part with a person each, and a third that does not."""

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from library.models import Practice
from partners.models import Partner
from tests.factories import make, make_person
from tests.workshops.coming import comes, make_event, open_form
from workshops.models import Visit


def member_of(partner, name):
    person = make_person(f"{name}.{partner.pk}@example.org", name=name.capitalize())
    partner.memberships.create(user=person, role="editor")
    return person


def make_visit(*, in_days=20, practices=1, partners=(), **fields):
    """One partner comes because somebody of it is confirmed, the other one because the host invited it.

    Further `partners` are invited, too.
    """
    host, coming, invited, other = (make(Partner, title_sl=f"Partner {name}") for name in ("G", "Č", "Š", "Ž"))
    event = make_event(in_days=in_days, type="study_visit", host=host)
    seen = [make(Practice, organisation=host) for _number in range(practices)]
    event.practices.set(seen)
    visit = Visit.objects.create(event=event, **{"objectives_sl": "Videti toplovod."} | fields)
    visit.invited.add(invited, *partners)
    form = open_form(event, closes_at=timezone.now() + dt.timedelta(1))
    comes(form, partner=coming)
    made = SimpleNamespace(visit=visit, event=event, practices=seen, host=host, coming=coming, invited=invited)
    made.other = other
    for name in ("host", "coming", "invited", "other"):
        setattr(made, f"of_{name}", member_of(getattr(made, name), name))
    return made
