"""What all pages of an event's desk show around their own part."""

from django.shortcuts import render

from workshops.organising.asking import form_of
from workshops.organising.pages import pages_of
from workshops.organising.rights import roles_at


def show(request, template, event, here, context, status=200):
    """Render a page below the head and the navigation of the event; `here` is the page of the navigation."""
    form = form_of(event)
    occurrence = getattr(event, "occurrence", None)
    around = {
        "event": event,
        "registration": form,
        "occurrence": occurrence if occurrence and occurrence.cancelled_at else None,
        "pages": pages_of(event, form, roles_at(request.user, event), here),
    }
    return render(request, f"workshops/organising/{template}.html", around | context, status=status)
