"""The years in which an event may be: beyond them a day is a slip, and near the ends of all time nothing is counted."""

from django.utils.translation import gettext_lazy as _

YEARS = range(1900, 2200)
NO_YEAR = _("Check the year: %(year)s.")
