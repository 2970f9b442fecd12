"""Until when an event is of use: newsletters order by its start and leave out what is over."""

from publishing.letters.moments import EVENT, Moment
from workshops.models import Event


def starts(keys):
    """{primary key: Moment}; the card says when it is."""
    events = Event.objects.filter(pk__in=keys).only("start", "end")
    return {event.pk: Moment(EVENT, event.start, event.is_over, {}) for event in events}
