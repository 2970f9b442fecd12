"""Local times as they are typed: a day and a time in the zone of the event, kept as one moment.

A time that the clocks skip is refused with the reason; of one that they show twice the first is meant, which is said.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateformat import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catalogue.form_fields import DayField
from catalogue.local_times import is_doubled, is_skipped, moment
from workshops.models.years import NO_YEAR, YEARS

MINUTE = dt.timedelta(minutes=1)
TIMES = ("%H:%M", "%H.%M", "%H:%M:%S")


class MomentWidget(forms.MultiWidget):
    """A day beside a time; what they are about is said by the legend around them."""

    def __init__(self):
        day = forms.DateInput(attrs={"type": "date", "aria-label": gettext_lazy("Day")}, format="%Y-%m-%d")
        time = forms.TimeInput(attrs={"type": "time", "aria-label": gettext_lazy("Time")}, format="%H:%M")
        super().__init__({"day": day, "time": time})

    def decompress(self, value):
        return [value.date(), value.time()] if value else [None, None]


class MomentField(forms.MultiValueField):
    """A moment, typed as the clocks at the event show it. `zone` is set by the form before anything is read."""

    widget = MomentWidget
    zone = None

    def __init__(self, **kwargs):
        fields = DayField(), forms.TimeField(input_formats=TIMES, error_messages={"invalid": NO_TIME})
        super().__init__(fields, require_all_fields=False, **kwargs)
        for field in fields:
            field.required = False

    def compress(self, parts):
        day, time = parts or (None, None)
        if day is None and time is None:
            return None
        if day is None or time is None:
            raise forms.ValidationError(_("Write both, the day and the time."), code="incomplete")
        if day.year not in YEARS:
            raise forms.ValidationError(NO_YEAR % {"year": day.year}, code="year")
        if is_skipped(day, time, self.zone):
            raise forms.ValidationError(skipped_words(day, time, self.zone), code="skipped")
        return moment(day, time, self.zone)

    def prepare_value(self, value):
        return value.astimezone(ZoneInfo(self.zone)) if isinstance(value, dt.datetime) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


NO_TIME = gettext_lazy("Write a time such as 9.00 or 17:30.")


def skipped_words(day, time, zone):
    """That the clocks jump over this time, from when to when."""
    first = dt.datetime.combine(day, time)
    while first.time() > dt.time.min and is_skipped(day, (first - MINUTE).time(), zone):
        first -= MINUTE
    after = moment(day, first.time(), zone).astimezone(dt.UTC).astimezone(ZoneInfo(zone))
    return _("There is no such time: at %(before)s the clocks go to %(after)s.") % {
        "before": time_words(first.time()),
        "after": time_words(after.time()),
    }


def doubled_words(value, zone):
    """That the clocks show the time twice and the first is meant; empty where they do not."""
    local = value.astimezone(ZoneInfo(zone)) if value else None
    if local is None or not is_doubled(local.date(), local.time(), zone):
        return ""
    return _("On that day the clocks show %(time)s twice; the first is meant.") % {"time": time_words(local.time())}


def time_words(time):
    return time_format(time, pgettext("format of a time", "H:i"))
