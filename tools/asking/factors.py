"""The list of factors that several questions ask for."""

from django.utils.translation import gettext_lazy as _

from tools.asking.parts import Attribute, Listing, Words


def factor_listing(*, most: int, help: Words):
    """What may help or hold back a place, each with its topic; `tools.asking.causes` knows some to begin with."""
    return Listing(
        "factors",
        _("Factors"),
        _("Factor"),
        _("Add a factor"),
        (Attribute("topic", _("Topic"), "topic"),),
        least=2,
        most=most,
        help=help,
    )


def factor(name, topic):
    """A row of that list."""
    return {"name": name, "topic": topic}
