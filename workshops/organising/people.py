"""Who is registered for an event, as its organisers list them."""

from functools import cache

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Sum, Value, When

from catalogue.text import fold
from workshops.models import ChangeRequest, RegistrationState

# What waits for an organiser first, then those who come, then those who do not.
ORDER = ("pending", "waiting", "offered", "confirmed", "attended", "absent", "unverified", "rejected", "withdrawn")


def people_of(form, q="", state=""):
    """The registrations of a form in the order in which they need somebody, each with what its row shows."""
    wishes = ChangeRequest.objects.filter(registration=OuterRef("pk"), state=ChangeRequest.State.OPEN)
    found = form.registrations.select_related("partner").prefetch_related("companions")
    found = found.annotate(wishes_change=Exists(wishes), sort=in_order()).order_by("sort", "queued_at", "pk")
    if state:
        found = found.filter(state=state)
    return found.filter(pk__in=named(form, q)) if q.strip() else found


def in_order():
    cases = [When(state=state, then=Value(f"{number:02}")) for number, state in enumerate(ORDER)]
    return Case(*cases, default=Value("99"), output_field=CharField())


def named(form, q):
    """Primary keys of those whose names, organisation or address hold all words, however they are written.

    Compared here and not in the database: SQLite knows no Š, and an event has hundreds of registrations at most.
    """
    words, folded = fold(q).split(), cache(fold)  # many share an organisation
    rows = form.registrations.values_list("pk", "name", "organisation", "email", "companions__name")
    texts = {}
    for pk, *told in rows.order_by():
        texts[pk] = " ".join([texts.get(pk, ""), *(folded(text) for text in told if text)])
    return [pk for pk, text in texts.items() if all(word in text for word in words)]


def counts_of(form):
    """[(state, how many registrations, how many places)] of the states that occur, in the order of the list."""
    rows = form.registrations.values_list("state").annotate(Count("pk"), Sum("held")).order_by()
    found = {state: (number, seats) for state, number, seats in rows}
    return [(RegistrationState(state), *found[state]) for state in ORDER if state in found]


def queue_of(form):
    """Those in line, the first one first."""
    return form.registrations.waiting().select_related("partner")


def with_places(rows, first):
    """A part of the line, each with its place; `first` is that of the first one."""
    rows = list(rows)
    for place, row in enumerate(rows, first):
        row.place = place
    return rows


def open_changes(form):
    """Wishes for a change that wait for a decision, the oldest first."""
    found = ChangeRequest.objects.filter(registration__form=form, state=ChangeRequest.State.OPEN)
    return found.select_related("registration").order_by("at", "pk")


def may_get_mail(form, states):
    """Those of these states who can still be written to."""
    return form.registrations.active().filter(~Q(email=""), state__in=states)
