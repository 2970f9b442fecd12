"""The option of every question in which judges compare pairs: how inconsistent they may be."""

from django.utils.translation import gettext_lazy as _

from tools.asking.options import Number


def highest_consistency_ratio():
    """A field of the options, named `max_cr`."""
    return Number(
        label=_("Highest consistency ratio that is accepted"),
        min_value=0.01,
        max_value=1,
        initial=0.1,
        help_text=_("0.10 is Saaty’s rule of thumb. Above it the result is shown, but marked."),
    )
