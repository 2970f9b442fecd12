"""The plans in which a person may write: those of one's organisations, and whoever runs the portal one's own."""

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from publishing import versions
from publishing.models import Dossier
from publishing.rights import Action, may

MOST_PLANS = 200


def own_plans(person):
    """Dossiers of plans with an open version, or with a public one from which one may be opened."""
    mine = Q(owner__in=list(person.organisations))
    found = Dossier.objects.of_kind(Kind.PLAN).filter(mine | Q(author=person) if person.is_coordinator else mine)
    return [dossier for dossier in found.with_versions()[:MOST_PLANS] if may_be_written(person, dossier)]


def may_be_written(person, dossier):
    newest = dossier.newest
    if newest is None:
        return False
    newest.dossier = dossier
    return may(person, Action.WRITE, newest) or may(person, Action.OPEN_VERSION, newest)


def plan_choices(person):
    """(primary key, words) of the plans, those with an open version first."""
    found = sorted(own_plans(person), key=lambda dossier: dossier.working is None)
    return [(str(dossier.pk), words_of(dossier)) for dossier in found]


def words_of(dossier):
    return str(dossier) if dossier.working else _("%(title)s (opens a new version)") % {"title": dossier}


def own_plan(person, pk):
    """One of them, by the key that a form sent; 404 where it went meanwhile."""
    for dossier in own_plans(person):
        if str(dossier.pk) == pk:
            return dossier
    raise NoSuchPage


def version_to_write(person, pk):
    """The open version of one of the person's plans; opened where there is none."""
    dossier = own_plan(person, pk)
    return dossier.working or versions.open_version(dossier, by=person)
