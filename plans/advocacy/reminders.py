"""Reminders of the next steps of advocacy: on the day before, and once where the day is past.

What was told is a notice, so a second round, or a late one within a week, tells nothing twice.
"""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.advocacy import telling  # noqa: F401  what the notices say
from plans.models import Contact
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import owners
from publishing.versions import locked_dossier

BEFORE = timedelta(days=1)
LATE_ROUND = timedelta(days=7)  # for so long a reminder is made up for, where no round was walked on its day
KEYS = ("contact", "due", "sort")


def to_remind():
    """Contacts with a next step of which something is to be told today."""
    found = [contact for contact in waiting() if untold(contact)]
    return Contact.objects.filter(pk__in=[contact.pk for contact in found]).order_by("pk")


def waiting():
    today = timezone.localdate()
    days = today - LATE_ROUND, today + BEFORE
    found = Contact.objects.filter(next_done=False, next_on__range=days).exclude(next_step="")
    return found.select_related("dossier").order_by("pk")


def untold(contact):
    """What nobody was told yet, as the values by which it is known again; empty where there is nobody to tell."""
    values = values_of(contact)
    told = Notice.objects.filter(dossier=contact.dossier, kind=Notice.Kind.RECOMMENDATION).values_list(
        "values", flat=True
    )
    if any(all(one.get(key) == values[key] for key in KEYS) for one in told):
        return {}
    return values if owners(contact.dossier) else {}


def values_of(contact):
    sort = "late" if contact.next_on < timezone.localdate() else "next"
    return {"contact": contact.pk, "due": contact.next_on.isoformat(), "sort": sort, "step": contact.next_step}


@transaction.atomic
def remind(pk):
    """Tell the organisation; of two rounds at once only one does."""
    contact = waiting().filter(pk=pk).first()
    if contact is None:
        return False
    locked_dossier(contact.dossier_id)
    values = untold(contact)
    if not values:
        return False
    tell(
        people=owners(contact.dossier),
        kind=Notice.Kind.RECOMMENDATION,
        sentence=f"contact_{values['sort']}",
        dossier=contact.dossier,
        address=reverse("recommendation_contact", args=[contact.dossier_id, pk]),
        values=values,
        together=True,
    )
    return True
