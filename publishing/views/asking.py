"""What views of the desk ask: the dossier a person may know of and what they may do with it; the pages of a list."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

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
    raise Http404(_("There is no such page, or it is not public any more."))


def back_to(dossier):
    """To the page of the dossier; to the desk where it was thrown away meanwhile."""
    return redirect(dossier if Dossier.objects.filter(pk=dossier.pk).exists() else "desk")


def whole(version):
    """The version with its content, which lists leave out."""
    version.refresh_from_db(fields=["content", "typed"])
    return version


def page_links(request, shown):
    """Addresses of the page before and the one after, with the same narrowing."""
    found = {}
    if shown.has_previous():
        found["previous"] = page_address(request, shown.previous_page_number())
    if shown.has_next():
        found["next"] = page_address(request, shown.next_page_number())
    return found


def page_address(request, number):
    query = request.GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"
