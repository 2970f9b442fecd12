"""When an instrument can be changed: is that still to come, now, or over?"""

import datetime as dt
from enum import StrEnum

from catalogue.dates import first_day, last_day


class Window(StrEnum):
    COMING = "coming"
    OPEN = "open"
    PAST = "past"


def window(begins, ends, today):
    """The `Window` between two partial dates, both ends in; None where neither is known.

    Without a beginning it is open until the end, without an end from the beginning on.
    """
    if not (begins or ends):
        return None
    if begins and today < first_day(begins):
        return Window.COMING
    last = last_day(ends) if ends else dt.date.max
    return Window.PAST if today > last else Window.OPEN
