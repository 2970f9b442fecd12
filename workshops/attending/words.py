"""Sentences about who was there."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def first_words(guest, attendance, event):
    """Who was first to check somebody in, and when, as the clocks at the event show it; empty where nobody has."""
    if attendance is None:
        return ""
    local = timezone.localtime(attendance.at, event.zone)
    told = {"name": guest.name, "when": formats.time_format(local.time(), "TIME_FORMAT"), "by": attendance.by}
    if attendance.by is None:
        return _("%(name)s was checked in already, at %(when)s.") % told
    return _("%(name)s was checked in already, at %(when)s by %(by)s.") % told
