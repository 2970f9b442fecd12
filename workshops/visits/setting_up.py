"""What makes an event a study visit: its objectives, the last day for questions, and who is invited."""

from django.db import transaction

from workshops.models import Event, Visit
from workshops.visits.guarding import mark_of_visit, refuse_unseen


@transaction.atomic
def set_up(*, event, invited, seen="", **given):
    """Make the visit of the event, or change it."""
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)  # of two at once one makes it
    visit = Visit.objects.filter(event=event).first() or Visit(event=event)
    refuse_unseen(seen, mark_of_visit(visit))
    for name, value in given.items():
        setattr(visit, name, value)
    visit.save()
    visit.invited.set(invited)
    return visit
