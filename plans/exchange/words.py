"""Words for what is computed of a plan, as its files say them."""

from django.utils.translation import gettext_lazy as _

from plans.figures.risk import Band

BANDS = {
    Band.LOW: _("low risk"),
    Band.MODERATE: _("moderate risk"),
    Band.HIGH: _("high risk"),
    Band.EXTREME: _("extreme risk"),
}
