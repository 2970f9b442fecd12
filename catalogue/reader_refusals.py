"""What is said where a file asks too much of the process that reads it, whatever its kind."""

from django.utils.translation import gettext_lazy as _

from catalogue.apart import BUSY, TOO_LARGE, TOO_LONG

REFUSALS = {
    BUSY: _("Many files are being read just now. Try again in a moment."),
    TOO_LARGE: _("Reading the file would take too much memory. Make it smaller or simpler."),
    TOO_LONG: _("Reading the file takes too long. Make it smaller or simpler."),
}
