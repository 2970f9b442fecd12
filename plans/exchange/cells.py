"""Cells of a workbook as they are read: what a cell says beside what stands, and as the text for a form field."""

import datetime as dt
from decimal import Decimal

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from plans.exchange.sheets import NO, YES
from publishing.form_fields import LONGEST_TEXT, shown_value
from publishing.keeping import LINE_END
from publishing.row_cells import default_of

TRUE, FALSE = "true", "false"  # as the box of a form takes them


class Unreadable(ValueError):
    """What is wrong with a cell, as a sentence."""


def as_read(value):
    """A written cell as the reader of tables would give it back."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return LINE_END.sub("\n", value).strip() or None
    return value


def text_of(field, column, value):
    """What a form field is given for a cell; an empty one means what a new row says by itself."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise Unreadable(_("The text is longer than %(most)d letters. Shorten it.") % {"most": LONGEST_TEXT})
    if value is None:
        return shown_text(field, column, default_of(column))
    if isinstance(column, models.BooleanField):
        return {YES: TRUE, NO: FALSE}[chosen([(YES, YES), (NO, NO)], value)]
    if column.choices:
        return str(chosen(column.flatchoices, value))
    return value if isinstance(value, str) else number_text(field, column, value)


def number_text(field, column, value):
    """As it would be typed: with the reader's decimal sign where a number is read, else in plain digits."""
    plain = int(value) if float(value).is_integer() else Decimal(str(value))
    return str(field.prepare_value(plain)) if isinstance(column, models.DecimalField) else str(plain)


def shown_text(field, column, value):
    """What stands, as the form would show it."""
    if isinstance(column, models.BooleanField):
        return TRUE if value else FALSE
    text = field.prepare_value(shown_value(column, value))
    return "" if text is None else str(text)


def chosen(choices, value):
    """The value of the choice whose word it is, in any language; or that is written itself."""
    wanted = str(value).casefold()
    for code in LANGUAGES:
        with translation.override(code):
            for key, label in choices:
                if wanted in (str(label).casefold(), str(key).casefold()):
                    return key
    words = ", ".join(_("“%(name)s”") % {"name": label} for _key, label in choices)
    raise Unreadable(_("“%(value)s” is none of these words: %(words)s.") % {"value": value, "words": words})
