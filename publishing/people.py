"""Who is concerned by a dossier."""

from django.contrib.auth import get_user_model
from django.db.models import Q


def active():
    return get_user_model().objects.filter(is_active=True)


def owners(dossier):
    """Everybody of the organisation."""
    return set(active().filter(memberships__partner=dossier.owner_id)) if dossier.owner_id else set()


def representatives(dossier):
    return representatives_of(dossier.owner_id)


def representatives_of(organisation):
    """Those who speak for an organisation, by its primary key; nobody where there is none."""
    if not organisation:
        return set()
    return set(active().filter(memberships__partner=organisation, memberships__role="representative"))


def deciders(dossier):
    """Who may publish it: representatives of its organisation and of that of the whole."""
    return representatives(dossier) | (representatives(dossier.part_of) if dossier.part_of else set())


def writers(version):
    """Those who wrote the version and still may see it: members of the organisation and those who run the portal."""
    still = Q(memberships__partner=version.dossier.owner_id) | Q(groups__name="Coordinators") | Q(is_superuser=True)
    return set(active().filter(still, pk__in=version.contributors.values("pk")))


def coordinators():
    return set(active().filter(Q(groups__name="Coordinators") | Q(is_superuser=True)))


def reviewers():
    """Everybody who may be asked for a review, by name."""
    return active().filter(groups__name="Reviewers").order_by("name", "email").distinct()
