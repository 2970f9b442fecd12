"""Which partners take part in a study visit, and until when they may ask and have to report.

Those take part of whom somebody is registered and confirmed or was there, and those whom the host invited; never the
host itself.
"""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from catalogue.dates import first_day
from catalogue.fields import last_day
from catalogue.text import alphabet_key
from partners.models import Partner
from workshops.models import Registration, RegistrationState

TAKES_PART = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)
TIME_TO_REPORT = dt.timedelta(days=30)  # after the end


def partners_of(visit):
    """In the alphabet of the reader."""
    coming = Registration.objects.filter(form__event=visit.event_id, state__in=TAKES_PART, partner__isnull=False)
    wanted = Q(pk__in=coming.values("partner")) | Q(pk__in=visit.invited.values("pk"))
    found = Partner.objects.filter(wanted).exclude(pk=visit.event.host_id)
    return sorted(found, key=lambda partner: alphabet_key(str(partner)))


def own_partners(person, visit):
    """Those for which the person may write."""
    own = person.organisations if person.is_authenticated else {}
    return [partner for partner in partners_of(visit) if partner.pk in own] if own else []


def is_cancelled(event):
    return hasattr(event, "occurrence") and event.occurrence.cancelled_at is not None


def takes_questions(visit):
    """Until the day that is set, else until the visit begins."""
    today, event = timezone.localdate(), visit.event
    until = visit.questions_until or (first_day(event.start) - dt.timedelta(1) if event.start else today)
    return today <= until and not event.is_over and not is_cancelled(event)


def takes_reports(visit):
    """From its first day on."""
    event = visit.event
    return bool(event.start) and first_day(event.start) <= timezone.localdate() and not is_cancelled(event)


def due_of(event):
    return last_day(event.end or event.start) + TIME_TO_REPORT
