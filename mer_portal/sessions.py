"""Sessions: how long they last, and those of people who are erased."""

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from catalogue.personal.person import whose

LASTS = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def ended():
    return Session.objects.filter(expire_date__lt=timezone.now())


def forget(pk):
    return bool(ended().filter(pk=pk).delete()[0])


def end_of_people(emails):
    """Whoever is signed in as one of these people is not any more; nor does a half-way sign-in keep the address."""
    people = [whose(email) for email in emails]
    accounts = {str(pk) for person in people for pk in person.accounts}
    addresses = {address for person in people for address in person.addresses}
    theirs = [session.pk for session in Session.objects.iterator() if is_of(session, accounts, addresses)]
    Session.objects.filter(pk__in=theirs).delete()


def is_of(session, accounts, addresses):
    held = session.get_decoded()
    told = json.dumps(held, ensure_ascii=False, default=str).lower()
    return str(held.get(SESSION_KEY)) in accounts or any(address in told for address in addresses)
