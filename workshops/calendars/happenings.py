"""Events as they stand in calendars: what one may keep or subscribe to, and what a participant is sent by mail."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.calendars import Happening
from catalogue.languages import shown
from catalogue.time_words import date_words
from workshops.calendars.moments import belongs, is_dated, pieces, session_day, whole
from workshops.calendars.words import session_times, where_words
from workshops.models import Occurrence


def new_uid(event_pk):
    """Its name in calendars is made of the portal's address once, and stays when that is another one."""
    return f"event-{event_pk}@{urlsplit(settings.SITE_URL).hostname}"


def occurrence_of(event):
    """What the portal keeps of it; where nothing was kept yet, as it would begin."""
    found = getattr(event, "occurrence", None)
    if found is None:
        found = Occurrence(event=event, uid=new_uid(event.pk), changed_at=event.updated_at)
    return found


def happenings(event):
    """What one may keep or subscribe to: a piece for each stretch of sessions; none where the days are not known."""
    if not is_dated(event):
        return []
    uid, found = occurrence_of(event).uid, pieces(event)
    return [happening(event, piece, uid=part_uid(uid, number, len(found))) for number, piece in enumerate(found, 1)]


def part_uid(uid, number, number_of_pieces):
    """The event's own name where it is of one piece, as in the mails."""
    return uid if number_of_pieces == 1 else f"part-{number}-of-{uid}"


def entire(event, **more):
    """All of it as one; None without days."""
    piece = whole(event)
    return happening(event, piece, uid=occurrence_of(event).uid, **more) if piece else None


def happening(event, piece, *, uid, **more):
    occurrence = occurrence_of(event)
    is_cancelled = occurrence.cancelled_at is not None
    title = shown(event, "title").text
    values = {
        "uid": uid,
        "begin": piece.begin,
        "end": piece.end,
        "title": _("CANCELLED: %(title)s") % {"title": title} if is_cancelled else title,
        "sequence": occurrence.sequence,
        "changed": occurrence.changed_at,
        "is_cancelled": is_cancelled,
        "address": address_of(event),
        "text": description(event, piece),
        "place": place_of(event),
    }
    return Happening(**values | more)


def address_of(event):
    return settings.SITE_URL + event.get_absolute_url()


def place_of(event):
    """“Idrija, Slovenija”: maps know more than one."""
    return ", ".join(filter(None, [where_words(event), event.country.name if event.country else ""]))


def description(event, piece):
    """Why it is cancelled, what it is about, the programme of the piece; the address, for not all show the URL."""
    occurrence = occurrence_of(event)
    reason = shown(occurrence, "cancel_reason").text if occurrence.cancelled_at else ""
    lines = [line for session in event.sessions.all() if (line := line_of(session, event, piece))]
    parts = [reason, shown(event, "summary").text, "\n".join(lines), address_of(event)]
    return "\n\n".join(filter(None, parts))


def line_of(session, event, piece):
    """A line of the programme; nothing where the session belongs to another piece."""
    if not belongs(session, event, piece):
        return ""
    day = session_day(session, event)
    when = " ".join(filter(None, [date_words(day) if day else "", session_times(session)]))
    what = shown(session, "title").text
    return ", ".join(filter(None, [f"{when} {what}".strip(), session.room, session.speakers]))
