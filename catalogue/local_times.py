"""Local times as moments. Those that the clocks skip do not exist; of two that they show twice the first is meant."""

import datetime as dt
from zoneinfo import ZoneInfo


def in_utc(moment):
    """Moments of one zone are compared by their clocks, which is wrong in the night when these are put back."""
    return moment.astimezone(dt.UTC)


def moment(day, time, zone):
    """The moment of a local time (`zone`: its name in the IANA database); the first where the clocks show it twice."""
    return dt.datetime.combine(day, time, ZoneInfo(zone))


def is_skipped(day, time, zone):
    """Whether the clocks jump over this local time."""
    local = moment(day, time, zone)
    return local.astimezone(dt.UTC).astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None)


def is_doubled(day, time, zone):
    """Whether the clocks show this local time twice."""
    local = moment(day, time, zone)
    return local.utcoffset() != local.replace(fold=1).utcoffset() and not is_skipped(day, time, zone)
