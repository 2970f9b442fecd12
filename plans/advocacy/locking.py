"""A recommendation as it stands now, locked as every writer locks: the catalogue, its dossier, its entry."""

from django.utils.translation import gettext_lazy as _

from catalogue.models import CatalogueState
from publishing.refusals import Refused
from publishing.versions import leading_of, locked_dossier


def locked_recommendation(dossier):
    """(dossier, recommendation). Refused where nothing of it was ever public."""
    CatalogueState.lock()
    fresh = locked_dossier(dossier.pk)
    if fresh.entry is None:
        raise Refused(_("The recommendation is not public yet. Publish its first version."))
    return fresh, fresh.entry


def locked_public(dossier):
    """(dossier, recommendation, its public version). Refused where it is not public now."""
    fresh, recommendation = locked_recommendation(dossier)
    if not recommendation.is_published:
        raise Refused(_("This recommendation is not public any more."))
    return fresh, recommendation, leading_of(fresh)
