"""What the desk holds of a commitment besides its versions; rooms that follow add a line each."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.models import Commitment

Stage = Commitment.Stage
RECORDED = (Stage.ADOPTED, Stage.DONE, Stage.UNKNOWN)

WAYS = [
    (_("Duties of the signatories"), "commitment_duties"),
    (_("Signing day"), "signing_day"),
    (_("End the commitment"), "commitment_end"),
]  # (label, name of the address, which takes the dossier)


def ways(dossier):
    """None for a recorded commitment, which nobody signs here."""
    if dossier.entry is not None and dossier.entry.stage in RECORDED:
        return []
    return [(label, reverse(name, args=[dossier.pk])) for label, name in WAYS]
