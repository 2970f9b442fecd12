"""Words for what is computed of a plan, as its files say them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.figures.expected import Flag
from plans.figures.risk import Band

FLAGS = {
    Flag.DONE: pgettext_lazy("action", "done"),
    Flag.LATE: pgettext_lazy("action", "late"),
    Flag.BEHIND: pgettext_lazy("action", "behind"),
    Flag.ON_TIME: pgettext_lazy("action", "on time"),
    Flag.NOT_BEGUN: pgettext_lazy("action", "not begun"),
    Flag.DROPPED: pgettext_lazy("action", "dropped"),
    Flag.NO_PERIOD: pgettext_lazy("action", "no period"),
}
BANDS = {
    Band.LOW: _("low risk"),
    Band.MODERATE: _("moderate risk"),
    Band.HIGH: _("high risk"),
    Band.EXTREME: _("extreme risk"),
}
