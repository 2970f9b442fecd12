"""What a signature needs before a step, as sentences by field."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Signature, SignatureGroup

LEAST_GROUP = 2
OLDEST_MANDATE = 20  # years; of what is typed wrongly, such as 0206, thousands of duties would be overdue at once
IN_A_GROUP = (Signature.State.SUBMITTED, Signature.State.ACTIVE, Signature.State.ON_HOLD)  # who counts as its members


def lacks_to_submit(signature):
    """{field: what is missing or wrong}; the paper itself may still be awaited."""
    wanted = {
        "name": _("Name the organisation that signs."),
        "country": _("Choose the country of the organisation."),
        "person": _("Write who signs."),
        "function": _("Write the function of the person who signs."),
        "mandate_body": _("Write which body gave the mandate."),
        "mandate_on": _("Write the day on which the mandate was given."),
        "signed_on": _("Write the day on which it was signed."),
    }
    found = {name: words for name, words in wanted.items() if not getattr(signature, name)}
    if not signature.partner_id and not signature.registration_number:
        found["registration_number"] = _(
            "An organisation without an entry in the portal needs its registration number."
        )
    return found | wrong_days(signature)


def outside_window(commitment):
    """Why nothing can be submitted today, as a sentence with the day; empty where it can."""
    today = timezone.localdate()
    if commitment.signing_from and today < commitment.signing_from:
        told = {"day": date_format(commitment.signing_from, "DATE_FORMAT")}
        return _("It can be signed from %(day)s on. Prepare everything until then; it stays as a draft.") % told
    if commitment.signing_to and today > commitment.signing_to:
        told = {"day": date_format(commitment.signing_to, "DATE_FORMAT")}
        return _("The last day for signing was %(day)s.") % told
    return ""


def wrong_days(signature):
    """{field: sentence}; asks for the two days alone."""
    found, today = {}, timezone.localdate()
    if signature.mandate_on and signature.mandate_on > today:
        found["mandate_on"] = _("The day of the mandate is not over yet.")
    if signature.mandate_on and signature.mandate_on.year < today.year - OLDEST_MANDATE:
        found["mandate_on"] = _("Look at the year again: the mandate would be more than %(years)d years old.") % {
            "years": OLDEST_MANDATE
        }
    if signature.signed_on and signature.signed_on > today:
        found["signed_on"] = _("The day of the signature is not over yet.")
    if signature.mandate_on and signature.signed_on and signature.signed_on < signature.mandate_on:
        found["signed_on"] = _("The mandate is given before the signature, not after it.")
    return found


def lacks_to_activate(signature):
    """What the steward cannot check yet, as {field: sentence}."""
    found = lacks_to_submit(signature)
    if not signature.signed_document:
        found["signed_document"] = _("The signed sheet is awaited.")
    if not signature.mandate_document:
        found["mandate_document"] = _("The decision that gives the mandate is awaited.")
    if group_is_too_small(signature):
        found["group"] = _("A group needs two organisations at least. Add another one, or let this one sign alone.")
    return found


def group_is_too_small(signature):
    if not signature.group_id:
        return False
    members = SignatureGroup.objects.get(pk=signature.group_id).signatures.filter(state__in=IN_A_GROUP)
    return members.count() < LEAST_GROUP
