"""Numbers and names inside sentences, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.tables.display import shown
from catalogue.tables.sheet import Column

MOST_NAMES = 5


def number(value, digits=2):
    """A number with this many decimal places."""
    return shown(value, Column("", digits))


def amount(value):
    """A whole amount with grouped thousands."""
    return shown(value, Column("", 0))


def percent(share, digits=0):
    """A share of 1 in per cent, with the space that the language asks for."""
    return _("%(number)s%%") % {"number": shown(100 * share, Column("", digits))}


def named(names):
    """Names in a row: “A, B and C”; of many only the first, and how many more there are."""
    names = list(names)
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES
        more = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", rest)
        return more % {"names": ", ".join(names[:MOST_NAMES]), "count": rest}
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
