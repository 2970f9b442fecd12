"""The way to the log on one's own desk: the projects that one's organisations take part in."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from projects.communication.rights import projects_of
from projects.models import Project

MOST = 20


def section(person):
    """To coordinators, who may read all of them, those of the network and those with activities are named."""
    found = projects_of(person)
    if person.is_coordinator:
        found = found.filter(Q(role=Project.Role.CORE) | Q(activities__isnull=False)).distinct()
    number = Count("activities", filter=Q(activities__left_out=False), distinct=True)
    rows = found.annotate(number=number)[:MOST]
    return {"title": _("Communication"), "template": "projects/communication/rows.html", "rows": list(rows)}
