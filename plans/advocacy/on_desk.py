"""Next steps of advocacy on a person's own desk: the first ones, with the way to all."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.models import Contact

MOST = 5


def coming(person):
    """Contacts whose next step is not taken, of recommendations on which this person works; those without a day last.

    Whoever runs the portal has their own here, not those of all.
    """
    mine = Q(dossier__owner__in=list(person.organisations))
    mine = mine | Q(by=person) if person.is_coordinator else mine
    found = Contact.objects.filter(mine, next_done=False).exclude(next_step="").select_related("dossier")
    return found.order_by(F("next_on").asc(nulls_last=True), "pk")


def section(person):
    return {
        "title": _("My contacts: what is next"),
        "template": "plans/advocacy/rows/next.html",
        "rows": list(coming(person)[:MOST]),
        "links": [(reverse("what_next"), _("All next steps"))],
    }
