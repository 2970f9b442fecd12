"""The people of a registration: who registered, and each companion."""

from typing import NamedTuple

from catalogue.tables.numbers import read_whole
from catalogue.text import alphabet_key
from workshops.models import Attendance, Companion, Registration, RegistrationState

LARGEST = 10**9  # number that is looked for
State = RegistrationState
COMING = (State.CONFIRMED, State.ATTENDED, State.ABSENT)  # who is on the list at the door


class Guest(NamedTuple):
    """One person; `companion` is None for who registered. Its key names it in a form."""

    registration: Registration
    companion: Companion | None = None

    @property
    def name(self):
        return str(self.companion.name if self.companion else self.registration.name)

    @property
    def key(self):
        return f"{self.registration.pk}-{self.companion.pk}" if self.companion else str(self.registration.pk)

    @property
    def ids(self):
        return self.registration.pk, self.companion and self.companion.pk


def attendance_of(guest):
    """{day: attendance} of one person, from what was fetched before, if it was."""
    companion = guest.ids[1]
    return {each.day: each for each in guest.registration.attendances.all() if each.companion_id == companion}


def guests_of(registration):
    return [Guest(registration), *(Guest(registration, each) for each in registration.companions.all())]


def coming(form):
    """Registrations on the list, by name, with all that a list shows; a fixed number of queries."""
    found = form.registrations.filter(state__in=COMING).prefetch_related("companions", "attendances__by")
    return found.order_by("name", "pk")


class Name(NamedTuple):
    """As much of one person as the list at the door needs to be in order."""

    registration: int
    companion: int | None
    name: str
    leader: str = ""

    @property
    def ids(self):
        return self.registration, self.companion


def names_of(form):
    """Everybody who is expected: by the alphabet who registered, below each the companions. Two light queries."""
    registered = form.registrations.filter(state__in=COMING).order_by("pk").values_list("pk", "name")
    companions = Companion.objects.filter(registration__form=form, registration__state__in=COMING).order_by("pk")
    with_whom = {}
    for pk, registration, name in companions.values_list("pk", "registration", "name"):
        with_whom.setdefault(registration, []).append((pk, name))
    found = []
    for registration, leader in sorted(registered, key=lambda row: alphabet_key(row[1])):
        found.append(Name(registration, None, leader))
        found += [Name(registration, pk, name, leader) for pk, name in with_whom.get(registration, ())]
    return found


def present_on(form, day):
    """How many people were there on a day."""
    if day is None:
        return 0
    return Attendance.objects.filter(registration__form=form, registration__state__in=COMING, day=day).count()


def guest_at(form, key):
    """The guest of this form whom a button names, else None."""
    pk = read_whole(key.partition("-")[0], 1, LARGEST)
    registration = form.registrations.filter(pk=pk).prefetch_related("companions").first()
    if registration is None:
        return None
    registration.form = form
    return next((guest for guest in guests_of(registration) if guest.key == key), None)
