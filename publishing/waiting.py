"""Who can take the next step with what was submitted, in words for those who cannot."""

from django.utils.translation import gettext as _

from publishing.people import deciders
from publishing.rights import EDIT, WRITE
from publishing.states import State


def waits_for_others(version, roles):
    """Who publishes a submitted version that this person may not publish; empty where they may, or do not write."""
    if version.state != State.SUBMITTED or not roles & WRITE:
        return ""
    others = sorted(str(person) for person in deciders(version.dossier) - set(version.contributors.all()))
    own = _("You wrote it yourself, so somebody else publishes it.") if roles & EDIT else ""
    if others:
        text = _("Now one of these reads it and publishes it, or a coordinator of the network: %(names)s.")
        return f"{own} {text % {'names': ', '.join(others)}}".strip()
    text = _("Your organisation has no other representative: the coordinators of the network read it and publish it.")
    return f"{own} {text}".strip()
