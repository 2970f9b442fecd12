"""What a preview image says of a card in one language, and by what it is told from another picture."""

import hashlib
import json
from functools import cache

from django.utils import translation

from catalogue.filing.cards import pairs
from catalogue.labels import country_name, language_name
from catalogue.languages import LANGUAGES
from catalogue.models import Facet
from catalogue.previews.drawing import LAND, MARK, TEMPLATE
from catalogue.text import shortened

PLACE_LETTERS = 60
MOST_LANGUAGES = 4
DIGITS = 6  # of a digest, that name the template


def sum_of(text):
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@cache
def look():
    """What is drawn by another template, or with another mark, is another picture."""
    return sum_of("".join(path.read_text(encoding="utf-8") for path in (TEMPLATE, MARK, LAND)))[:DIGITS]


def faces_of(card):
    """{language: face} of a card."""
    return {code: face_of(card, code) for code in LANGUAGES}


def face_of(card, language):
    """All that stands on the picture, as the template reads it."""
    with translation.override(language):
        return {
            "language": language,
            "kind": card.kind_label,
            "title": card.title,
            "title_language": card.shown_language or language,
            "facts": [fact for fact in (place_of(card), card.year, languages_of(card)) if fact],
        }


def place_of(card):
    return shortened(card.place, PLACE_LETTERS) or country_name(card.country)


def languages_of(card):
    """As in a sentence of the active language: only English writes them with capitals."""
    codes = [value for facet, value in pairs(card.facets) if facet == Facet.LANGUAGE]
    first = [code for code in LANGUAGES if code in codes]
    names = [language_name(code) for code in [*first, *(code for code in codes if code not in first)]]
    told = ", ".join(names[:MOST_LANGUAGES]) + (" …" if len(names) > MOST_LANGUAGES else "")
    return told if translation.get_language() == "en" else told.lower()


def digest_of(face):
    return look() + sum_of(json.dumps(face, sort_keys=True))[: 24 - DIGITS]
