"""The navigation is data: one list, made once per language."""

from functools import cache

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalogue.models import Kind

MAIN = (
    (_("Good practices"), Kind.PRACTICE.list_name),
    (_("Guidelines"), Kind.GUIDELINE.list_name),
    (_("Publications"), Kind.PUBLICATION.list_name),
    (_("Decision tools"), "analyses"),
    (_("Projects"), Kind.PROJECT.list_name),
    (_("Events"), Kind.EVENT.list_name),
    (_("Map"), "map"),
)
MORE = (
    (_("Tools of the projects"), Kind.TOOL.list_name),
    (_("Analyses"), Kind.RUN.list_name),
    (_("Places"), Kind.PLACE.list_name),
    (_("Partners"), Kind.PARTNER.list_name),
    (_("Action plans"), Kind.PLAN.list_name),
    (_("Commitments"), Kind.COMMITMENT.list_name),
    (_("News and experience"), Kind.POST.list_name),
    (_("Glossary"), Kind.TERM.list_name),
)
ABOUT = (
    (_("About the portal"), "about"),
    (_("Accessibility statement"), "accessibility"),
    (_("Privacy"), "privacy"),
)


@cache
def navigation(language):
    """{main, more, about}: lists of label and address in the language."""
    with translation.override(language):
        return {
            "main": [{"label": str(label), "address": reverse(name)} for label, name in MAIN],
            "more": [{"label": str(label), "address": reverse(name)} for label, name in MORE],
            "about": [{"label": str(label), "address": reverse("page", args=[key])} for label, key in ABOUT],
        }
