"""What the origin of a transfer says of it: itself, or a coordinator in its place."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import CatalogueState
from publishing.passages import note
from publishing.refusals import Overtaken, Refused
from publishing.versions import adopt, leading_of
from workshops.models import Transfer, TransferConfirmation
from workshops.transfers.origin import is_speaker, may_on_behalf, origin_of
from workshops.transfers.telling import tell_adopter

Side, Says = TransferConfirmation.Side, TransferConfirmation.Says


def state_of(transfer):
    """Names what the origin is asked about: another word of the adopter is another question."""
    own = transfer.said_by(Side.ADOPTER)
    return own.at.isoformat() if own else ""


@transaction.atomic
def answer(*, transfer, by, says, seen, reason="", source=""):
    """Write down a yes or a no; Refused and Overtaken say why not, and nothing is changed."""
    CatalogueState.lock()
    before, dossier = state_of(as_it_stands(transfer)), adopt(transfer)
    transfer = as_it_stands(transfer)
    if seen != before or before not in ("", state_of(transfer)):
        raise Overtaken(_("What is reported has changed meanwhile. Read it again, then answer."))
    on_behalf = not is_speaker(by, transfer)
    check(transfer, by, on_behalf, says, reason, source)
    told = {"says": says, "reason": reason if says == Says.NO else "", "source": source if on_behalf else ""}
    told |= {"on_behalf": on_behalf}
    standing = transfer.said_by(Side.ORIGIN)
    if standing and all(getattr(standing, name) == value for name, value in told.items()):
        raise Overtaken(_("This is what stands there already. Nothing was changed."))
    version = leading_of(dossier)
    told |= {"partner": origin_of(transfer), "by": by, "version": version}
    word, _created = transfer.confirmations.update_or_create(side=Side.ORIGIN, defaults=told)
    note(version, f"origin_{says}", version.state, by, reason or source)
    as_it_stands(transfer).file_card()
    transfer.practice.file_card()
    tell_adopter(transfer, dossier, word)
    return word


def as_it_stands(transfer):
    found = Transfer.objects.published().with_page().filter(pk=transfer.pk).first()
    if found is None:
        raise Overtaken(_("The transfer is not public any more. Nothing was changed."))
    return found


def check(transfer, by, on_behalf, says, reason, source):
    if on_behalf and not by.is_coordinator:
        raise Refused(_("You may not do this."))
    if on_behalf and not may_on_behalf(transfer):
        raise Refused(_("The origin still has time to answer itself, or has done so. Nothing was changed."))
    if on_behalf and not source:
        raise Refused(_("Say what you rest on: a page, a letter, a conversation."))
    if says == Says.NO and not reason:
        raise Refused(_("Say why: readers and the adopter will read it."))
