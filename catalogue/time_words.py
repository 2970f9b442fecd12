"""Days and moments in words of the active language, as the clocks of a zone show them; ours stand beside others."""

from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from catalogue.zones import HOME_ZONE, zone_label

HOME = ZoneInfo(HOME_ZONE)
# As they stand after a day: “14. novembra ob 9.00”. Those of the date formats stand alone: “14. november”.
MONTHS = (
    pgettext_lazy("after a day", "January"),
    pgettext_lazy("after a day", "February"),
    pgettext_lazy("after a day", "March"),
    pgettext_lazy("after a day", "April"),
    pgettext_lazy("after a day", "May"),
    pgettext_lazy("after a day", "June"),
    pgettext_lazy("after a day", "July"),
    pgettext_lazy("after a day", "August"),
    pgettext_lazy("after a day", "September"),
    pgettext_lazy("after a day", "October"),
    pgettext_lazy("after a day", "November"),
    pgettext_lazy("after a day", "December"),
)


def date_words(day):
    return formats.date_format(day, "DATE_FORMAT")


def time_words(time):
    """“9.00”, and “9:00” in English."""
    return formats.time_format(time, "TIME_FORMAT")


def at_words(moments, *, with_day=True):
    [moment] = moments
    if not with_day:
        return time_words(moment)
    return _("%(day)s at %(time)s") % {"day": day_words(moment.date()), "time": time_words(moment)}


def day_words(day, *, month=True):
    """“14. novembra”, with the year where it is not this one; or the day of the month alone."""
    number = f"{day.day}{'.' if get_language() == 'sl' else ''}"
    if not month:
        return number
    year = "" if day.year == timezone.localdate().year else f" {day.year}"
    return f"{number} {MONTHS[day.month - 1]}{year}"


def with_home(words, moments, zone, *, with_day=True):
    """Words for the clocks of a zone, by its name; one that is not ours is named, and our clocks where they differ."""
    there, here = ([moment.astimezone(each) for moment in moments] for each in (ZoneInfo(zone), HOME))
    if zone == HOME_ZONE:
        return words(there, with_day=with_day)
    values = {"there": words(there, with_day=with_day), "zone": zone_label(zone)}
    if clocks(there) == clocks(here):
        return _("%(there)s (time zone %(zone)s)") % values
    other_day = [moment.date() for moment in there] != [moment.date() for moment in here]
    values["home"] = words(here, with_day=other_day)
    return _("%(there)s (time zone %(zone)s; in Ljubljana %(home)s)") % values


def clocks(moments):
    return [moment.replace(tzinfo=None) for moment in moments]
