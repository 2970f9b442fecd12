"""Erasing once more: what a restored backup brought back of people whom the portal had forgotten."""

from django.db import transaction

from catalogue.models import ErasedAddress
from catalogue.personal.erasing import erase
from catalogue.personal.remembering import digest, keep, known_addresses


@transaction.atomic
def erase_again(further=()):
    """Forget whoever was forgotten; `further` is what `remembered()` said before the restore. Returns what was done."""
    keep(further)
    forgotten = {row.digest: row for row in ErasedAddress.objects.all()}
    found = [(address, forgotten.get(digest(address))) for address in sorted(known_addresses())]
    return [erase(address, with_texts=row.with_texts, with_entries=row.with_entries) for address, row in found if row]
