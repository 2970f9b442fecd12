"""What a plan refuses for the time being, at the desk and past it."""

from django.utils.translation import gettext as _

from plans.life.needs import day_of
from plans.stages.moving import standing_consultation

CLOSED_DURING_CONSULTATION = {"publish"}


def guard(step, version):
    """Why a step of the version is refused just now, or "": people comment on the text that stands."""
    if step not in CLOSED_DURING_CONSULTATION:
        return ""
    call = standing_consultation(version.dossier)
    if call is None or call.is_over:
        return ""
    return _("A public consultation of the plan lasts until %(day)s; until then its public text stays as it is.") % {
        "day": day_of(call)
    }
