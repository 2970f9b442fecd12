"""The navigation is data: one list, made once per language."""

from functools import cache

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalogue.models import Kind


def listing(kind, label=""):
    """The way to the list of a kind, under its plural or a label of its own."""
    return label or kind.plural, kind.list_name


MAIN = (
    listing(Kind.PRACTICE),
    listing(Kind.GUIDELINE, _("Guidelines")),
    listing(Kind.PUBLICATION),
    (_("Decision tools"), "analyses"),
    listing(Kind.PROJECT),
    listing(Kind.EVENT),
    (_("Map"), "map"),
)
MORE = (
    listing(Kind.TOOL, _("Tools of the projects")),
    listing(Kind.RUN),
    listing(Kind.PLACE),
    listing(Kind.PARTNER),
    listing(Kind.PLAN),
    listing(Kind.RECOMMENDATION),
    listing(Kind.COMMITMENT),
    listing(Kind.TRANSFER),
    (_("The network of networks"), "network_of_networks"),
    listing(Kind.NETWORK),
    listing(Kind.LISTING),
    listing(Kind.POST),
    (_("Opportunities"), "opportunities"),
    listing(Kind.TERM),
)
ABOUT = (  # label, name of the address, its arguments
    (_("About the portal"), "page", "about"),
    (_("Newsletter"), "letters"),
    (_("For the media"), "press"),
    (_("Accessibility statement"), "page", "accessibility"),
    (_("Privacy"), "page", "privacy"),
)
INSIDE = {Kind.CHAPTER.list_name}  # reached through their guidelines
NAMED = INSIDE | {name for _label, name in (*MAIN, *MORE)}
OTHERS = tuple(
    listing(kind) for kind in Kind if kind.list_name not in NAMED
)  # a kind without a chosen place comes last


@cache
def navigation(language):
    """{main, more, about}: lists of label and address in the language."""
    with translation.override(language):
        return {
            "main": [{"label": str(label), "address": reverse(name)} for label, name in MAIN],
            "more": [{"label": str(label), "address": reverse(name)} for label, name in (*MORE, *OTHERS)],
            "about": [{"label": str(label), "address": reverse(name, args=key)} for label, name, *key in ABOUT],
        }
