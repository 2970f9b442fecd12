"""What public pages show of study visits and of interest in practices."""

from django import template

from catalogue.models import public
from catalogue.views import reader
from workshops.models import Event, Interest, Visit
from workshops.visits.taking_part import own_partners

register = template.Library()


@register.inclusion_tag("workshops/visits/on_event.html")
def study_visit(event, request):
    """Objectives, answered questions and public reports of a study visit; three queries, for other events none."""
    if event.type != Event.Type.STUDY_VISIT or not event.pk:
        return {}
    visit = Visit.objects.filter(event=event).first()
    if visit is None:
        return {}
    visit.event = event
    return {
        "visit": visit,
        "questions": list(visit.questions.answered().with_names()),
        "reports": list(visit.reports.filter(public=True).select_related("partner")),
        "takes_part": bool(event.is_published and own_partners(reader(request), visit)),
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
def public_partner(partner):
    """The organisation, as far as the public may know it."""
    return public(partner)
