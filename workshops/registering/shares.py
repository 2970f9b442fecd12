"""How many places the people of one partner may take together."""

from django.db.models import Sum
from django.utils.translation import ngettext

from publishing.refusals import Refused


def share_left(form, partner, but=None):
    """Places that the partner may still take beside those of the registration `but`; None where nothing limits it."""
    if form.most_per_partner is None or partner is None:
        return None
    others = form.registrations.active().filter(partner=partner).exclude(pk=but.pk if but else None)
    return max(0, form.most_per_partner - (others.aggregate(seats=Sum("seats"))["seats"] or 0))


def demand_share(registration, seats=None):
    """Raise Refused where the partner has not as many places; the form is locked by whoever calls."""
    left = share_left(registration.form, registration.partner, registration)
    if left is not None and (seats or registration.seats) > left:
        text = ngettext(
            "For people of this organisation %(n)s place is left.",
            "For people of this organisation %(n)s places are left.",
            left,
        )
        raise Refused(text % {"n": left})
