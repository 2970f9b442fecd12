"""Words of the figures of a plan, in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from catalogue.languages import Shown, shown
from catalogue.models import public
from catalogue.templatetags.portal import amount
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
COVER = {
    "covered": pgettext_lazy("money", "secured"),
    "applied_for": pgettext_lazy("money", "applied for"),
    "looked_for": pgettext_lazy("money", "sought"),
    "without_source": pgettext_lazy("money", "without a source"),
}  # what pays for a cost, by its names in a balance
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


def behind_said(standing):
    """How many actions have time left but lag behind what is expected; empty where none does."""
    number = len(standing.behind)
    text = ngettext(
        "%(number)s more still has time but is behind what is expected.",
        "%(number)s more still have time but are behind what is expected.",
        number,
    )
    return text % {"number": number} if number else ""


def late_said(standing):
    text = ngettext("%(n)d action is late.", "%(n)d actions are late.", len(standing.late))
    return " ".join(filter(None, [text % {"n": len(standing.late)}, behind_said(standing)]))


def weight_said(plan, progress, weight):
    """The weight of an action with its unit; where the plan weighs nothing, the plain number."""
    number = amount(Decimal(weight.numerator) / weight.denominator)
    if plan.weighting == plan.Weighting.COST and not progress.fell_back:
        return _("%(amount)s EUR of cost") % {"amount": number}
    if plan.weighting == plan.Weighting.POINTS and not progress.fell_back:
        return ngettext("%(number)s point", "%(number)s points", int(weight)) % {"number": number}
    return number


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
