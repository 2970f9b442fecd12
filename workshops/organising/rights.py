"""Who may do what at an event: one table, asked by every page, file and button.

Organisers are the members of the host, those who were given the role, and the coordinators. Whoever has no right gets
the page of what does not exist.
"""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from workshops.models import EventRole


class EventRight(models.TextChoices):
    RUN = "run", _("run the event: settings, people, mails, exports")
    SENSITIVE = "sensitive", _("read sensitive answers")
    CHECK_IN = "check_in", _("see names and parties, and check people in")


ORGANISER, DOOR = EventRole.Role.ORGANISER, EventRole.Role.DOOR
RIGHTS = {
    EventRight.RUN: {ORGANISER},
    EventRight.SENSITIVE: {ORGANISER},
    EventRight.CHECK_IN: {ORGANISER, DOOR},
}


def roles_at(person, event):
    """What the person is to this event; a role ends with its reason."""
    if not person.is_authenticated or not person.is_active:
        return set()
    given = EventRole.objects.filter(event=event, user=person).values_list("role", flat=True)
    found = {EventRole.Role(role) for role in given}
    if person.is_superuser or person.is_coordinator or (event.host_id and person.role_in(event.host_id)):
        found.add(ORGANISER)
    return found


def may_at(person, right, event):
    return bool(roles_at(person, event) & RIGHTS[right])


def demand_right(person, right, event):
    if not may_at(person, right, event):
        raise Http404
