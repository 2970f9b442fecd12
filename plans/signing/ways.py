"""What the desk holds of a commitment besides its versions; rooms that follow add a line each."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.signing.texts import RECORDED

WAYS = [
    (_("Texts for signing"), "commitment_texts"),
    (pgettext_lazy("commitment", "Signatures"), "commitment_signatures"),
    (_("Groups of signatories"), "commitment_groups"),
    (_("Signing day"), "signing_day"),
    (_("Duties of the signatories"), "commitment_duties"),
    (_("End the commitment"), "commitment_end"),
]  # (label, name of the address, which takes the dossier)


def ways(dossier):
    """None for a recorded commitment, which nobody signs here."""
    if dossier.entry is not None and dossier.entry.stage in RECORDED:
        return []
    return [(label, reverse(name, args=[dossier.pk])) for label, name in WAYS]
