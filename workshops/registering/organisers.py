"""Who runs an event, as far as they are told of it."""

from publishing.people import active, coordinators
from workshops.models import EventRole


def organisers_of(event):
    """Members of the host and those who were given the role; where there is nobody, those who run the portal."""
    given = active().filter(event_roles__event=event, event_roles__role=EventRole.Role.ORGANISER)
    members = active().filter(memberships__partner=event.host_id) if event.host_id else []
    return {*given, *members} or coordinators()
