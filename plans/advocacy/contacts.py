"""The log of advocacy: private to those who work on the recommendation, line by line public where it was published."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import CatalogueState
from plans.advocacy.rights import Right, may
from plans.models import Contact
from publishing.refusals import Overtaken, Refused
from publishing.versions import locked_dossier

PUBLIC = ("on", "method", "with_whom", "message", "outcome", "language")  # what the public reads of a published one
NEXT = ("next_step", "next_on")


def locked(contact, seen):
    """The contact as it stands now, locked after the catalogue and its dossier; Overtaken where it is another one."""
    CatalogueState.lock()
    dossier = locked_dossier(contact.dossier_id)
    fresh = Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if fresh is None:
        raise Overtaken(_("Somebody removed this contact meanwhile."))
    fresh.dossier = dossier
    if seen is not None and seen != mark_of(fresh):
        raise Overtaken(_("Somebody changed this contact meanwhile. What it says now stands beside; send it again."))
    return fresh


def mark_of(contact):
    """By this a form knows which state of the contact its reader saw."""
    return contact.changed_at.isoformat()


def ask(by, right, dossier):
    if not may(by, right, dossier):
        raise Refused(_("Only a representative of the organisation in charge or a coordinator may do this."))


def file_anew(contact):
    """What is public of the recommendation has changed."""
    if contact.dossier.entry:
        contact.dossier.entry.save()


@transaction.atomic
def write(*, dossier, by, **told):
    ask(by, Right.WRITE, dossier)
    contact = Contact(dossier=dossier, by=by, **told)
    contact.save()
    return contact


@transaction.atomic
def change(*, contact, by, seen, **told):
    """Change it; what the public reads of a published one is changed by those alone who may publish."""
    fresh = locked(contact, seen)
    touched = [name for name, value in told.items() if getattr(fresh, name) != value]
    ask(by, Right.PUBLISH if fresh.public and set(touched) & set(PUBLIC) else Right.WRITE, fresh.dossier)
    for name in touched:
        setattr(fresh, name, told[name])
    if set(touched) & set(NEXT):
        fresh.next_done = False
    fresh.save()
    if fresh.public and set(touched) & set(PUBLIC):
        file_anew(fresh)
    return fresh


@transaction.atomic
def take_next_step(*, contact, by):
    """Whether it was not taken yet."""
    fresh = locked(contact, None)
    ask(by, Right.WRITE, fresh.dossier)
    if fresh.next_done or not fresh.next_step:
        return False
    fresh.next_done = True
    fresh.save()
    return True


@transaction.atomic
def show(*, contact, by, seen, public):
    """Publish it as it was seen, or take it back from the public; whether that changed anything."""
    fresh = locked(contact, seen)
    ask(by, Right.PUBLISH, fresh.dossier)
    if fresh.public == public:
        return False
    fresh.public = public
    fresh.save()
    file_anew(fresh)
    return True


@transaction.atomic
def remove(*, contact, by):
    fresh = locked(contact, None)
    ask(by, Right.WRITE, fresh.dossier)
    if fresh.public:
        raise Refused(_("It is public. Take it back from the public first."))
    fresh.delete()
