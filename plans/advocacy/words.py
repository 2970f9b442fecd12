"""Words of a recommendation, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from catalogue.fields import show_partial_date, show_period
from plans.figures.windows import Window, window

STATES = {
    Window.COMING: pgettext_lazy("window of change", "still to come"),
    Window.OPEN: pgettext_lazy("window of change", "open now"),
    Window.PAST: pgettext_lazy("window of change", "over"),
}


def window_words(begins, ends):
    """When an instrument can be changed: between two partial dates, from one on, or until one."""
    if begins and ends:
        return show_period(begins, ends)
    if begins:
        return _("from %(day)s on") % {"day": show_partial_date(begins)}
    return _("until %(day)s") % {"day": show_partial_date(ends)} if ends else ""


def window_state(recommendation, today):
    """Whether that is to come, now or over, in words; empty where it is not known."""
    found = window(recommendation.window_from, recommendation.window_to, today)
    return STATES[found] if found else ""
