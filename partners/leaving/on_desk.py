"""Who asked to be erased, on the desk of coordinators: somebody may have to take over."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.personal.declaring import Days
from partners.leaving.asking import CONFIRMED_WITHIN, still_open
from partners.models import Membership

MOST = 50


def section(person):
    rows = rows_of_coordinators() if person.is_coordinator else []
    return {"title": _("Who asked to be erased"), "template": "partners/leaving/desk_rows.html", "rows": rows}


def rows_of_coordinators():
    open_ones = list(still_open().select_related("person").order_by("due_at", "pk")[:MOST])
    people = [leaving.person_id for leaving in open_ones]
    organisations = dict(Membership.objects.filter(user__in=people).order_by("pk").values_list("user", "partner"))
    return [row(leaving, organisations.get(leaving.person_id)) for leaving in open_ones]


def row(leaving, organisation):
    """To an organisation of theirs, where others may be given their role."""
    address = reverse("organisation", args=[organisation]) if organisation else reverse("people")
    return {"address": address, "title": leaving.person, "note": note(leaving)}


def note(leaving):
    if leaving.due_at is None:
        return _("Not confirmed yet; the link is valid for %(days)s.") % {"days": Days(CONFIRMED_WITHIN)}
    day = date_format(timezone.localtime(leaving.due_at), "DATE_FORMAT")
    if leaving.due_at <= timezone.now():
        return _("Was to be erased on %(day)s; waits until somebody takes over.") % {"day": day}
    return _("Is erased on %(day)s, unless it is taken back.") % {"day": day}
