"""How a signature stands, as the register, the page of a signatory, a verification and the files say it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Signature
from plans.signing.moving import of_same_organisation

State = Signature.State


def short_day(day):
    """In figures, which stand in any sentence."""
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def state_words(state, since, ended_on):
    """One sentence of how it stands today; of what was before, nothing."""
    if state == State.ACTIVE:
        return _("in force since %(day)s") % {"day": short_day(since)}
    if state == State.ON_HOLD:
        return _("on hold")
    words = {
        State.WITHDRAWN: _("withdrawn on %(day)s"),
        State.LAPSED: _("lapsed on %(day)s"),
        State.SUPERSEDED: _("superseded on %(day)s by the signature of a newer text"),
    }
    return words[state] % {"day": short_day(ended_on)} if state in words else _("not in force")


def standing_words(signature):
    """The same of one signature, with the number of the newer text where one took its place."""
    if signature.state == State.SUPERSEDED and (number := superseding(signature)):
        words = _("superseded on %(day)s by the signature of text %(number)s")
        return words % {"day": short_day(signature.ended_on), "number": number}
    return state_words(signature.state, signature.active_since, signature.ended_on)


def superseding(signature):
    """The number of the text whose signature took the place of this one; None where it is not known."""
    later = Signature.objects.registered().filter(
        text__dossier=signature.text.dossier_id, text__number__gt=signature.text.number
    )
    return (
        later.filter(of_same_organisation(signature))
        .order_by("text__number")
        .values_list("text__number", flat=True)
        .first()
    )


def counts_sentence(counts):
    """What the register counts, as one sentence; what is on hold or has ended does not count."""
    if not any(counts):
        return _("Nobody has signed yet.")
    organisations = ngettext(
        "In force for %(n)d organisation", "In force for %(n)d organisations", counts.organisations
    )
    commitments = ngettext("as %(n)d commitment", "as %(n)d commitments", counts.commitments)
    parts = [f"{organisations % {'n': counts.organisations}} {commitments % {'n': counts.commitments}}"]
    if counts.on_hold:
        words = ngettext(
            "%(n)d signature is on hold and is not counted",
            "%(n)d signatures are on hold and are not counted",
            counts.on_hold,
        )
        parts.append(words % {"n": counts.on_hold})
    if counts.ended:
        words = ngettext("%(n)d signature has ended", "%(n)d signatures have ended", counts.ended)
        parts.append(words % {"n": counts.ended})
    return "; ".join(parts) + "."
