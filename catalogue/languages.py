"""The languages of the portal and what a text lacks in them."""

from typing import NamedTuple

from django.conf import settings
from django.utils import translation

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Shown(NamedTuple):
    """A text as it is shown: `language` is set only where it is not the page's own."""

    text: str
    language: str = ""


def in_order():
    """The page's language first, then the others."""
    page = translation.get_language() or LANGUAGES[0]
    return (page, *(code for code in LANGUAGES if code != page))


def shown(entry, field):
    """The field's text in the page's language, or in another one with its code."""
    first, *others = in_order()
    text = getattr(entry, f"{field}_{first}", None)
    if text:
        return Shown(text)
    for code in others:
        if text := getattr(entry, f"{field}_{code}", None):
            return Shown(text, code)
    return Shown("")


def other_language(language):
    """The language one switches to; with three languages the switch becomes a list."""
    return next(code for code in LANGUAGES if code != language)


def translated_fields(model):
    """Names of the fields of a model that exist once per language; none where it has no such fields."""
    from modeltranslation.translator import NotRegistered, translator  # asks for the models, which import this module

    try:
        return list(translator.get_options_for_model(model).get_field_names())
    except NotRegistered:
        return []
