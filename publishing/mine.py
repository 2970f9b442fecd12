"""What lies on a person's desk, sort by sort: the desk shows the first of each, a page of its own shows all."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing import freshness
from publishing.models import Version
from publishing.states import EDITABLE, PUBLIC, State


@dataclass(frozen=True)
class Sort:
    """One list of the desk: its title, the states that occur in it, and its versions."""

    title: str
    states: tuple[State, ...]
    found: Callable


def own(person):
    """Versions of one's organisations; who runs the portal also has those they opened themselves."""
    mine = Q(dossier__owner__in=list(person.organisations))
    return Version.objects.filter(mine | Q(created_by=person) if person.is_coordinator else mine)


def to_decide(person):
    """Submitted versions this person may publish: of what one's organisations lead, as their representative."""
    found = Version.objects.exclude(contributors=person)
    led = [pk for pk, role in person.organisations.items() if role == "representative"]
    theirs = Q(dossier__owner__in=led) | Q(dossier__part_of__owner__in=led)
    return found if person.is_coordinator else found.filter(theirs)


def to_assign(person):
    return Version.objects.all() if person.is_coordinator else Version.objects.none()


def due(person):
    return Version.objects.filter(dossier__in=freshness.due_for(list(person.organisations)).order_by())


SORTS = {
    "decide": Sort(_("Waits for your decision"), (State.SUBMITTED,), to_decide),
    "review": Sort(_("In expert review"), (State.REVIEW,), to_assign),
    "due": Sort(_("Still running? Still true?"), PUBLIC, due),
    "drafts": Sort(_("What I work on"), EDITABLE, own),
    "submitted": Sort(_("Submitted"), (State.SUBMITTED,), own),
    "public": Sort(_("Public"), PUBLIC, own),
}


def listed(person, key, kind="", state=""):
    """The versions of a sort without their content, what changed last first."""
    sort = SORTS[key]
    found = sort.found(person).in_states([state] if state else sort.states).of_kind(kind)
    return found.select_related("dossier__owner", "created_by").defer("content", "typed").order_by("-updated_at", "-pk")
