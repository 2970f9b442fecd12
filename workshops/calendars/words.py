"""When and where an event is, in words of the active language and in its own zone."""

from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from catalogue.fields import show_period
from workshops.calendars.moments import begin_of, is_dated
from workshops.models.zones import HOME_ZONE, zone_label


def when_words(event, *, short=False):
    """“12.–13. november 2027, 9.00 (čas kraja Europe/Lisbon)”; short: only the days."""
    days = show_period(event.start, event.end)
    if short or not is_dated(event) or not any(session.time for session in event.sessions.all()):
        return days
    return f"{days}, {moment_words(begin_of(event), event, with_day=False)}"


def moment_words(moment, event, *, with_day=True):
    """A moment as the clocks at the event show it; a zone that is not ours is named."""
    local = moment.astimezone(ZoneInfo(event.timezone))
    time = formats.time_format(local.time(), "TIME_FORMAT")
    if with_day:
        day = formats.date_format(local.date(), "DATE_FORMAT")
        time = _("%(day)s at %(time)s") % {"day": day, "time": time}
    if event.timezone == HOME_ZONE:
        return time
    return _("%(time)s (time zone %(zone)s)") % {"time": time, "zone": zone_label(event.timezone)}


def where_words(event):
    return event.card_place()
