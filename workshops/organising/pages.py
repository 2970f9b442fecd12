"""The pages of an event's desk, as its navigation lists them. Other rooms add theirs with `also`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.organising.rights import RIGHTS, EventRight


@dataclass(frozen=True)
class DeskPage:
    """`name` of its address, which takes the primary key of the event; `where` says for which events it is there."""

    name: str
    label: str
    right: EventRight = EventRight.RUN
    where: Callable = lambda event, form: True


def with_form(_event, form):
    return form is not None


PAGES = [
    DeskPage("event_desk", pgettext_lazy("desk of an event", "Overview"), EventRight.CHECK_IN),
    DeskPage("event_people", _("People"), where=with_form),
    DeskPage("event_queue", _("Waiting list"), where=with_form),
    DeskPage("event_questions", _("Questions"), where=with_form),
    DeskPage("event_mails", _("Mails"), where=with_form),
    DeskPage("event_files", pgettext_lazy("desk of an event", "Tables"), where=with_form),
    DeskPage("event_settings", pgettext_lazy("desk of an event", "Registration")),
    DeskPage("event_roles", _("Helpers")),
]


def also(page):
    """Another room's page; it stands before the settings."""
    PAGES.insert(len(PAGES) - 2, page)


def pages_of(event, form, roles, here):
    """What the person with these roles may open, with where it is."""
    return [
        {"address": reverse(page.name, args=[event.pk]), "label": page.label, "current": page.name == here}
        for page in PAGES
        if roles & RIGHTS[page.right] and page.where(event, form)
    ]
