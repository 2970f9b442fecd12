"""Who helps to run an event without being a member of its host: given and taken by organisers, and written down."""

from django.db import transaction
from django.utils.translation import gettext as _

from partners.models.invitation import people_with
from publishing.refusals import Refused
from workshops.models import EventRole
from workshops.organising.noting import note


def account_of(email):
    """The active account of an address; Refused where there is none."""
    person = next((person for person in people_with(email) if person.is_active), None)
    if person is None:
        raise Refused(_("There is no account with this address. The person registers with the portal first."))
    return person


@transaction.atomic
def give(*, event, person, role, by):
    """A person has one role at an event; another one takes its place."""
    given, is_new = EventRole.objects.get_or_create(event=event, user=person, defaults={"role": role, "by": by})
    if not is_new:
        given.role, given.by = role, by
        given.save(update_fields=["role", "by"])
    note(event, by, f"role {role} given to user {person.pk}")
    return given


@transaction.atomic
def take(*, given, by):
    given.delete()
    note(given.event, by, f"role {given.role} taken from user {given.user_id}")
