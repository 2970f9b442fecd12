"""What the pages of advocacy ask first: the recommendation on which this person works, or which everybody reads."""

from django.shortcuts import get_object_or_404

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from plans.advocacy.rights import Right, may
from plans.models import Contact
from publishing.views.asking import dossier_for


def own_dossier(person, pk, right=Right.SEE):
    """The dossier of a recommendation, for those who may do this with it; to others there is no such page."""
    dossier, _version = dossier_for(person, pk)
    if dossier.kind != Kind.RECOMMENDATION or not may(person, right, dossier):
        raise NoSuchPage
    return dossier


def answered_dossier(person, pk):
    """The same, of one that was public and can be answered, for those who may record that."""
    dossier = own_dossier(person, pk, Right.PUBLISH)
    if dossier.entry is None:
        raise NoSuchPage
    return dossier


def own_contact(person, pk, number, right=Right.SEE):
    """(dossier, contact) of the log."""
    dossier = own_dossier(person, pk, right)
    contact = get_object_or_404(Contact.objects.select_related("by"), pk=number, dossier=dossier)
    contact.dossier = dossier
    return dossier, contact
