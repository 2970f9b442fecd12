"""When and where an event is, in words of the active language and in its own zone."""

from django.utils.translation import gettext as _

from catalogue.dates import first_day, last_day
from catalogue.fields import show_period
from catalogue.time_words import HOME, at_words, date_words, day_words, time_words, with_home
from catalogue.zones import HOME_ZONE
from workshops.calendars.moments import Span, begin_of, days_of, is_dated, session_moments, whole

# --- In headings and lists ---


def when_words(event, *, short=False):
    """“12.–13. november 2027”, “12. november 2027, 9.00–16.30”; a zone that is not ours is named. Short: the days."""
    days = show_period(event.start, event.end)
    if short or not is_dated(event):
        return days
    moments = whole(event)
    if isinstance(moments, Span):
        return with_home(span_words, moments, event.timezone)
    if len(days_of(event)) == 1 and any(session.time for session in event.sessions.all()):
        return with_home(span_words, (begin_of(event),), event.timezone)
    return days


def span_words(moments, *, with_day=True):
    """From one moment to another, or a single one, as the clocks of their zone show them."""
    begin, end = moments[0], moments[-1]
    if begin.date() == end.date() or not with_day:
        times = "–".join(time_words(moment) for moment in moments)
        return f"{date_words(begin)}, {times}" if with_day else times
    return " – ".join(f"{date_words(moment)}, {time_words(moment)}" for moment in moments)


def times_words(begin, end=None):
    """“9.00–16.30”, of times or moments; the end may not be known."""
    return "–".join(time_words(time) for time in (begin, end) if time is not None)


def session_times(session):
    """The times of a line of the programme, by the clocks of the event."""
    return times_words(session.time, session.ends) if session.time else ""


def session_at_home(session, event):
    """“v Ljubljani 10.00–11.30”, where the clocks of the event are not ours."""
    begin, end = session_moments(session, event)
    if event.timezone == HOME_ZONE or begin is None:
        return ""
    times = times_words(begin.astimezone(HOME), end and end.astimezone(HOME))
    return _("in Ljubljana %(times)s") % {"times": times}


# --- In sentences ---


def moment_words(moment, event, *, with_day=True):
    """“14. novembra ob 9.00”, as the clocks at the event show it; a zone that is not ours is named."""
    return with_home(at_words, (moment,), event.timezone, with_day=with_day)


def on_days_words(event):
    """When it is, after a verb: “je 13. novembra”, “je 13.–14. novembra”, as in moment_words."""
    if not is_dated(event):
        return show_period(event.start, event.end)
    first, last = first_day(event.start), last_day(event.end or event.start)
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{day_words(first, month=False)}–{day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def where_words(event):
    return event.card_place()
