"""What organisations can be written to about, and who of them answers."""

from catalogue.filing.filing import entry_models
from catalogue.missing import NoSuchPage
from catalogue.models import Kind, public
from partners.models import Membership
from publishing.writing import writing_of

KINDS = (Kind.LISTING, Kind.PRACTICE, Kind.PLACE, Kind.PARTNER)


def entry_asked(kind, pk):
    """(public entry, its organisation) that can be written to about it; of anything else nobody learns that it is."""
    entry = public(entry_of(kind, pk))
    receiver = receiver_of(entry) if entry else None
    if receiver is None or getattr(entry, "is_expired", False) or not can_answer(receiver):
        raise NoSuchPage
    return entry, receiver


def entry_of(kind, pk):
    """The entry, public or not; None where there is none of these kinds."""
    models = {model.kind: model for model in entry_models() if model.kind in KINDS}
    return models[kind]._base_manager.filter(pk=pk).first() if kind in models else None


def receiver_of(entry):
    """The public organisation that answers for an entry."""
    if entry.kind == Kind.PARTNER:
        return entry
    return public(getattr(entry, writing_of(entry.kind).owner_field))


def can_answer(partner):
    return Membership.objects.filter(partner=partner, user__is_active=True).exists()
