"""An event does not vanish while people count on it: it is cancelled first, and everybody is told by that."""

from django.utils.translation import ngettext

from workshops.models import Registration
from workshops.registering.seats import is_cancelled


def hindrance(event):
    """Why it cannot be withdrawn just now, or an empty text."""
    if event.is_over or is_cancelled(event):
        return ""
    counting = Registration.objects.active().filter(form__event=event).count()
    if not counting:
        return ""
    text = ngettext(
        "%(n)d person is registered and would not learn of it. Cancel the event first.",
        "%(n)d people are registered and would not learn of it. Cancel the event first.",
        counting,
    )
    return text % {"n": counting}


def guard(step, version):
    """Why a step of a version is refused."""
    entry = version.dossier.entry
    return hindrance(entry) if step == "withdraw" and entry is not None else ""
