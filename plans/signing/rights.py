"""Who may do what with a commitment and its signatures: one table, asked by every page, file and button.

The steward is the organisation that keeps the commitment; a signatory is the organisation whose signature it is.
"""

from django.db import models

from publishing.rights import LEAD, RUN, WRITE, roles_of


class Right(models.TextChoices):
    SEE = "see"  # the desk of signatures, with all that is private
    RUN = "run"  # open and close texts, check signatures, extend duties, run a signing day


RIGHTS = {Right.SEE: WRITE, Right.RUN: LEAD}


class SignatureRight(models.TextChoices):
    SEE = "see"
    WRITE = "write"  # prepare it, upload the sheet, hand in what a duty asks for
    LEAD = "lead"  # submit, take back, withdraw


def may(person, right, dossier):
    """Whether the person may do this for the steward."""
    return bool(roles_of(person, dossier) & RIGHTS[right])


def may_sign(person, right, signature):
    """Whether the person may do this with a signature: for its organisation, for the steward, or as a coordinator."""
    if not person.is_authenticated or not person.is_active:
        return False
    if person.is_superuser or person.is_coordinator:
        return True
    role = person.role_in(signature.partner_id) if signature.partner_id else None
    if role == "representative" or (role and right in (SignatureRight.SEE, SignatureRight.WRITE)):
        return True
    # Who has no account here signs by the steward, which holds the paper.
    steward = roles_of(person, signature.text.dossier)
    if right == SignatureRight.SEE:
        return bool(steward & WRITE)
    return signature.partner_id is None and bool(steward & (LEAD - RUN))
