"""Words for what is computed of a plan, as its files say them."""

from django.utils.translation import gettext_lazy as _

from plans.figures.expected import Flag
from plans.figures.risk import Band

FLAGS = {
    Flag.DONE: _("done"),
    Flag.LATE: _("late"),
    Flag.BEHIND: _("behind"),
    Flag.ON_TIME: _("on time"),
    Flag.NOT_BEGUN: _("not begun"),
    Flag.DROPPED: _("dropped"),
    Flag.NO_PERIOD: _("no period"),
}
BANDS = {
    Band.LOW: _("low risk"),
    Band.MODERATE: _("moderate risk"),
    Band.HIGH: _("high risk"),
    Band.EXTREME: _("extreme risk"),
}
