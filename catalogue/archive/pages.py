"""The page of the search in each language, set like every other page of the portal."""

from types import SimpleNamespace

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.archive.routes import SEARCH
from catalogue.archive.routes import search_pages as addresses
from catalogue.archive.writing import frozen
from catalogue.languages import LANGUAGES
from catalogue.models import Kind
from catalogue.search.browse import SORTS
from catalogue.templatetags.portal import shown_in

PLURALS = {"one": 1, "two": 2, "few": 3, "other": 5}  # as browsers name the forms, with a number of each


def search_pages(_files, day):
    for address, file in addresses().items():
        code = file.partition("/")[0]
        with translation.override(code):
            text = render_to_string("catalogue/archive/search.html", context(address, day))
        yield file, frozen(text, address, file).encode()


def context(address, day):
    request = SimpleNamespace(path=address, GET=QueryDict())
    return {
        "request": request,
        "frozen": day,
        "SITE_URL": settings.SITE_URL,
        "LANGUAGE_CODE": translation.get_language(),
        "alternates": {code: f"/{code}/{SEARCH}" for code in LANGUAGES},
        "messages": messages(),
    }


def messages():
    """What the script says, in the active language."""
    return {
        "language": translation.get_language(),
        "found": found_words(),
        "none": _("Nothing was found. Remove a condition or try another word."),
        "some": _("No entry holds all of these words. These hold some of them, the rarest words first."),
        "topics": _("Also found by the topics: #. What carries them comes after what holds the words."),
        "phrase": _("In this copy a quoted phrase is looked for in titles and summaries only."),
        "narrow": _("Narrow down"),
        "all": _("Show all"),
        "remove": _("remove"),
        "clear": _("Clear all"),
        "sort": _("Sort by"),
        "previous": _("Previous"),
        "next": _("Next"),
        "page": _("Page # of #"),
        "shownIn": {code: str(shown_in(code)) for code in LANGUAGES},
        "sorts": {key: str(label) for key, label in SORTS.items()},
        "kinds": {kind.value: str(kind.label) for kind in Kind},
        "failed": _("The files of the search are not beside this page, or the browser may not read them."),
    }


def found_words():
    words = {}
    for form, number in PLURALS.items():
        text = ngettext("%(number)s entry found", "%(number)s entries found", number)
        words[form] = text.replace("%(number)s", "#")
    return words
