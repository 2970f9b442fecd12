"""The private address of a person's own calendar: given, changed and taken back. Each says what it did."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.calendars import subscription
from workshops.models import CalendarLink


@transaction.atomic
def get(person):
    link = CalendarLink.objects.select_for_update(of=("self",)).filter(person=person).first()
    if link is None or not link.is_known:
        (link or CalendarLink(person=person)).renew()
    return _("Your calendar has an address. Copy it into your calendar program.")


@transaction.atomic
def renew(person):
    link = CalendarLink.objects.select_for_update(of=("self",)).filter(person=person).first()
    (link or CalendarLink(person=person)).renew()
    return _("Your calendar has a new address. The former one no longer works.")


def stop(person):
    CalendarLink.objects.filter(person=person).delete()
    return _("Your calendar has no address any more. What subscribed to it finds nothing.")


DEEDS = {"get": get, "renew": renew, "stop": stop}


def ways(link):
    """(address, the same for programs that subscribe by a press), or nothing."""
    if link is None or not link.is_known:
        return ()
    path = reverse("own_calendar", args=[link.token])
    return settings.SITE_URL + path, subscription(path)
