"""When a deadline is, in words of the active language: “30. marca 2027 ob 17.00 (časovni pas Europe/Brussels)”."""

from django.utils.translation import gettext as _

from catalogue.time_words import at_words, day_words, with_home
from partners.models.deadline import END_OF_DAY, deadline_moment


def deadline_words(entry, name="deadline"):
    """As the clocks of its zone show it; without a time its day, to the end. Nothing where there is none."""
    moment = deadline_moment(entry, name)
    if moment is None:
        return ""
    zone = getattr(entry, f"{name}_zone")
    return with_home(at_words if getattr(entry, f"{name}_time") else end_of_day_words, (moment,), zone)


def end_of_day_words(moments, *, with_day=True):
    """Our clocks show another time then, so it is told."""
    [moment] = moments
    if moment.time() != END_OF_DAY or not with_day:
        return at_words(moments, with_day=with_day)
    return _("%(day)s, until the end of the day") % {"day": day_words(moment.date())}
