"""The event as it goes into the calendar of one participant, and out of it."""


def invitation(registration, method):
    """An iCalendar object for one registration; `method` is REQUEST or CANCEL."""
    return ""
