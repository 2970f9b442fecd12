"""Words of the figures of a plan, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from catalogue.languages import Shown, shown
from catalogue.models import public
from plans.figures.expected import Flag
from plans.figures.progress import whole_percent
from plans.figures.risk import Band

FLAGS = {
    Flag.DONE: pgettext_lazy("action", "done"),
    Flag.LATE: pgettext_lazy("action", "late"),
    Flag.BEHIND: pgettext_lazy("action", "behind"),
    Flag.ON_TIME: pgettext_lazy("action", "on time"),
    Flag.NOT_BEGUN: pgettext_lazy("action", "not begun"),
    Flag.DROPPED: pgettext_lazy("action", "dropped"),
    Flag.NO_PERIOD: pgettext_lazy("action", "without a period"),
}
BANDS = {
    Band.LOW: pgettext_lazy("risk", "low"),
    Band.MODERATE: pgettext_lazy("risk", "moderate"),
    Band.HIGH: pgettext_lazy("risk", "high"),
    Band.EXTREME: pgettext_lazy("risk", "extreme"),
}
LIKELIHOODS = (
    gettext_lazy("hardly likely"),
    gettext_lazy("not very likely"),
    gettext_lazy("possible"),
    gettext_lazy("likely"),
    gettext_lazy("almost certain"),
)
IMPACTS = (
    gettext_lazy("negligible"),
    gettext_lazy("small"),
    gettext_lazy("medium"),
    gettext_lazy("great"),
    gettext_lazy("very great"),
)


def progress_said(progress):
    """What stands beside a per cent: how much of it nobody reported, and what was dropped with its share."""
    said = []
    if progress.not_reported:
        text = ngettext(
            "%(number)s of %(all)s not reported", "%(number)s of %(all)s not reported", progress.not_reported
        )
        said.append(text % {"number": progress.not_reported, "all": progress.counted})
    if progress.dropped:
        text = ngettext(
            "%(number)s dropped (%(share)s %% of the weight)",
            "%(number)s dropped (%(share)s %% of the weight)",
            progress.dropped,
        )
        said.append(text % {"number": progress.dropped, "share": whole_percent(100 * progress.dropped_share)})
    return "; ".join(said)


def weights_said(plan, progress):
    """How the per cent was reckoned."""
    if progress.fell_back:
        return _("No action has any weight, so every action counts the same.")
    return _("Reckoned so: %(weighting)s.") % {"weighting": plan.get_weighting_display()}


def body_of(row, partner, name):
    """(text with its language, address) of a body: a public partner of the portal, or a name."""
    if found := public(getattr(row, partner)):
        return shown(found, "title"), found.get_absolute_url()
    return (Shown(""), "") if getattr(row, f"{partner}_id") else (shown(row, name), "")
