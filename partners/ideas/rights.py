"""Who leads an idea: whoever speaks for its organisation, and those who run the portal."""

from partners.models import Membership
from publishing.people import coordinators, representatives_of


def leads(person, post):
    """Whether they may answer it and hide remarks on it."""
    if not person.is_authenticated or not person.is_active:
        return False
    return person.is_coordinator or person.role_in(post.partner_id) == Membership.Role.REPRESENTATIVE


def leaders(post):
    """Those who answer; where nobody speaks for the organisation, those who run the portal."""
    return representatives_of(post.partner_id) or coordinators()
