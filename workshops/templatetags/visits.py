"""What public pages show of study visits and of interest in practices."""

from django import template

from catalogue.models import public
from catalogue.views import reader
from workshops.models import Event, Interest, Visit
from workshops.organising.rights import EventRight, may_at
from workshops.visits.taking_part import own_partners

register = template.Library()


@register.inclusion_tag("workshops/visits/on_event.html")
def study_visit(event, request):
    """Objectives, answered questions and public reports of a study visit; three queries, for other events none."""
    if event.type != Event.Type.STUDY_VISIT or not event.pk:
        return {}
    visit = Visit.objects.filter(event=event).first()
    shown = {"event": event} | ways_of(reader(request), event, visit)
    if visit is None:
        return shown
    return shown | {
        "visit": visit,
        "questions": list(visit.questions.answered().with_names()),
        "reports": list(visit.reports.filter(public=True).select_related("partner")),
    }


def ways_of(person, event, visit):
    """Whether somebody who is signed in takes part for a partner, and whether they run it."""
    if not person.is_authenticated or not event.is_published:
        return {}
    if visit is not None:
        visit.event = event
    return {
        "takes_part": visit is not None and bool(own_partners(person, visit)),
        "runs_it": may_at(person, EventRight.RUN, event),
    }


@register.inclusion_tag("workshops/visits/on_practice.html")
def interest_in(practice, request):
    """The way to say “we want to take this over”, for who writes for another organisation; to the public nothing."""
    person = reader(request)
    own = person.organisations if person.is_authenticated else {}
    others = [pk for pk in own if pk != practice.organisation_id]
    if not others or not practice.is_published:
        return {}
    standing = Interest.objects.open().filter(practice=practice, partner__in=others).first()
    return {"practice": practice, "standing": standing}


@register.filter
def if_public(entry):
    """The entry, as far as the public may know of it."""
    return public(entry)
