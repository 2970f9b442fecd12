"""What every view of the desk asks first: the dossier a person may know of, and what they may do with it."""

from django.shortcuts import get_object_or_404, redirect

from catalogue.missing import NoSuchPage
from publishing.models import Dossier
from publishing.rights import Action, may


def dossier_for(person, pk, action=Action.SEE, version=None):
    """(dossier, version) the person may do this with; to everybody else it does not exist (404).

    Without `version` the newest one is meant, or else the public one: a reviewer of that may not see a newer draft.
    """
    dossier = get_object_or_404(Dossier.objects.with_versions(), pk=pk)
    for one in [version] if version else filter(None, (dossier.newest, dossier.leading)):
        one.dossier = dossier
        if may(person, action, one):
            return dossier, one
    raise NoSuchPage


def back_to(dossier):
    """To the page of the dossier; to the desk where it was thrown away meanwhile."""
    return redirect(dossier if Dossier.objects.filter(pk=dossier.pk).exists() else "desk")


def whole(version):
    """The version with its content, which lists leave out."""
    version.refresh_from_db(fields=["content", "typed"])
    return version
