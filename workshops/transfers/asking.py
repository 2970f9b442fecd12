"""Publishing a transfer is the adopter's word; the origin is asked for its own, and anew where what counts changed."""

from django.db import transaction

from catalogue.languages import LANGUAGES
from library.models import Practice
from publishing.passages import note
from workshops.models import TransferConfirmation
from workshops.transfers.telling import ask_origin
from workshops.visits.interest import take_up

Side, Says = TransferConfirmation.Side, TransferConfirmation.Says
# What both sides say yes to: a version that changes it asks anew. Another adopter is another transfer.
STOOD_FOR = ("practice_id", "place_id", "partner_id", *(f"result_{code}" for code in LANGUAGES))


@transaction.atomic
def in_the_open(version, by):
    """What follows when the content of a version is the public one from now on."""
    transfer = version.dossier.entry
    take_up(transfer)
    own = transfer.confirmations.filter(side=Side.ADOPTER).select_related("version").first()
    if own and own.version and stood_for(own.version) == stood_for(version):
        return
    before = own.version.content["practice_id"] if own and own.version else None
    say_as_adopter(transfer, version, by)
    if transfer.confirmations.filter(side=Side.ORIGIN).delete()[0]:
        note(version, "origin_asked_anew", version.state, by)
    transfer.file_card()
    for practice in Practice.objects.filter(pk__in={before, transfer.practice_id} - {None}):
        practice.file_card()
    ask_origin(transfer, version.dossier, anew=own is not None, but=by)


def stood_for(version):
    return [version.content.get(name) or None for name in STOOD_FOR]


def say_as_adopter(transfer, version, by):
    """The day of this word is also the one from which the origin is waited for."""
    told = {"partner": transfer.partner, "by": by, "says": Says.YES, "version": version}
    transfer.confirmations.update_or_create(side=Side.ADOPTER, defaults=told)
