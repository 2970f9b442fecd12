"""The waiting list: who is next gets the seats that are free, in one order for everybody."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import ngettext

from publishing.refusals import Refused
from workshops.models import RegistrationState
from workshops.registering.moving import move
from workshops.registering.seats import locked, offer_until, promotes_now


@transaction.atomic
def promote(*, form_pk, arrived=None):
    """Hand free seats to those in line, within every step that frees seats or asks for some.

    `arrived` is the primary key of the registration that has just come. It passes the line as everybody does and is
    confirmed at once where all its seats are free, also when nothing is offered by itself any more.
    """
    form = locked(form_pk)
    may_offer, too_large = promotes_now(form), []
    for entry in form.registrations.waiting().select_related("person"):
        room = form.free_now()
        at_once = entry.pk == arrived and entry.seats <= room
        if room <= 0 or not (may_offer or at_once):
            break
        seats = min(entry.seats, room)
        if seats < entry.seats_least:  # the party does not fit
            if form.strict:
                break  # the seats are kept for it
            too_large.append(entry.pk)
            continue  # else the next that fits
        form.registrations.filter(pk__in=too_large).update(passed_over=F("passed_over") + 1)
        too_large.clear()
        entry.form = form
        if at_once:
            move(entry, "queue", RegistrationState.CONFIRMED, held=seats)
        else:
            move(entry, "offer", RegistrationState.OFFERED, held=seats, offer_until=offer_until(form))


@transaction.atomic
def change_capacity(*, form_pk, capacity):
    """Another number of places, or None for no limit; never fewer than are held. More are handed on at once."""
    form = locked(form_pk)
    if capacity is not None and capacity < form.taken:
        text = ngettext("%(n)s place is confirmed or offered.", "%(n)s places are confirmed or offered.", form.taken)
        raise Refused(text % {"n": form.taken})
    form.capacity = capacity
    form.save(update_fields=["capacity"])
    promote(form_pk=form_pk)
    return form
