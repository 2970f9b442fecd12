"""Form fields that read numbers and dates as people write them; what could mean two things is asked.

A number keeps the reading that its field can hold: three digits after the only sign are thousands where the field keeps
fewer than three decimals (whole numbers, money), and a decimal number where the other reading is out of bounds. Where
both can be, as in 1.234 of a field with three decimals, nothing is taken before the writer has said which.
"""

import datetime as dt
import unicodedata
from decimal import Decimal
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.dates import YEARS, NoSuchDay, TwoDays, read_date
from catalogue.tables.numbers import LARGEST, localized, readings, shortest, which_number

LONGEST_NUMBER = 60  # letters
LONGEST_MAILBOX = 254  # letters that columns of addresses keep
LONGEST_KEY = 18  # digits of a primary key
SAFE_DIGITS = 15  # SQLite keeps no more of a decimal number, and cannot even read longer ones back
NO_NUMBER = _("“%(value)s” is not a number. Write digits, for example 1250 or 12.5.")
NO_DATE = _("“%(value)s” is not a date. Write a year (2014), a month (2014-05) or a day (2014-05-31).")
NO_DAY = _("“%(value)s” is not a date. Write a day, a month and a year: 31. 5. 2024 or 2024-05-31.")
NO_SUCH_DAY = _("“%(value)s” is not in the calendar. Check the day and the month.")
FAR_YEAR = _("“%(value)s”: write a year from 1000 to 9000.")
TWO_DAYS = _("“%(value)s”: is that %(first)s or %(second)s? Write it in one of these two ways.")


class WrittenNumber:
    """What fields of numbers have in common. `low` and `high` are what the column can hold."""

    decimals = None  # how many the field keeps; None: any number

    def __init__(self, *, low=None, high=None, **kwargs):
        super().__init__(**kwargs)
        self.low = low if low is not None else getattr(self, "min_value", None)
        self.high = high if high is not None else getattr(self, "max_value", None)

    def to_python(self, value):
        if isinstance(value, str):
            value = self.read(value) if value.strip() else None
        return super().to_python(value)

    def read(self, text):
        """The number; where the text may mean two, the one that the field can hold, else asked."""
        found = self.possible(text)
        if not found:
            shown = text.strip()[:LONGEST_NUMBER]
            raise ValidationError(NO_NUMBER, code="invalid", params={"value": shown})
        fitting = [one for one in found if self.holds(one)] or found[-1:]
        if len(fitting) > 1:
            raise ValidationError(which_number(text, get_language()), code="ambiguous")
        return self.number(fitting[0])

    def possible(self, text):
        try:
            return readings(text) if len(text) <= LONGEST_NUMBER else []
        except ValueError:
            return []

    def holds(self, plain):
        value = Decimal(plain)
        low, high = (LARGEST * sign if bound is None else bound for sign, bound in ((-1, self.low), (1, self.high)))
        decimals = max(0, -value.as_tuple().exponent)
        return low <= value <= high and (self.decimals is None or decimals <= self.decimals)

    def number(self, plain):
        """The reading, which is ASCII digits with at most one point, as the field of Django takes it."""
        return Decimal(shortest(plain))

    def prepare_value(self, value):
        """In full, with the reader's decimal sign, so that it is read again as the same."""
        if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
            return value
        text = format(Decimal(str(value)), "f")
        both = [one for one in self.possible(text) if self.holds(one)]
        return localized(text + "0" * (len(both) > 1), get_language())


class AmountField(WrittenNumber, forms.DecimalField):
    """Money and other amounts with so many decimals."""

    widget = forms.TextInput

    def __init__(self, *, decimal_places=None, **kwargs):
        super().__init__(decimal_places=decimal_places, **kwargs)
        self.decimals = decimal_places

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class MeasureField(WrittenNumber, forms.FloatField):
    """Any number."""

    widget = forms.TextInput

    def number(self, plain):
        return float(plain)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}


class CountField(WrittenNumber, forms.IntegerField):
    """A whole number; `1.234` and `1 234` are thousands."""

    widget = forms.TextInput
    decimals = 0

    def number(self, plain):
        value = Decimal(plain)
        if value != value.to_integral_value() or abs(value) > LARGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(value)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric"}


class PartialDateFormField(forms.CharField):
    """A year, a month or a day, kept as YYYY, YYYY-MM or YYYY-MM-DD."""

    def __init__(self, *, max_length=None, **kwargs):  # that of the column is of what is kept, not of what is typed
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return dated(text, NO_DATE) if text else text


class DayField(forms.DateField):
    """A whole date."""

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value or None)
        read = dated(value, NO_DAY)
        if len(read) < len("YYYY-MM-DD"):
            raise ValidationError(NO_DAY, code="invalid", params={"value": value.strip()})
        day = dt.date.fromisoformat(read)
        refuse_far(day)
        return day


def refuse_far(day):
    """ValidationError for a day with which nothing can be reckoned."""
    if day.year not in YEARS:
        raise ValidationError(FAR_YEAR, code="far", params={"value": day.isoformat()})


class MailboxField(forms.EmailField):
    """An address as mail servers understand it. A few letters that only look like others would make two of one."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST_MAILBOX} | kwargs)

    def to_python(self, value):
        mailbox, at, host = super().to_python(value).rpartition("@")
        if not host.isascii():
            host = unicodedata.normalize("NFKC", host).casefold()
        return f"{mailbox}{at}{host}"

    def run_validators(self, value):
        super().run_validators(value)
        if not value.rpartition("@")[0].isascii():
            raise ValidationError(validate_email.message, code=validate_email.code)


class TickedField(forms.ModelMultipleChoiceField):
    """Rows that are ticked. A key longer than any row has is no choice; SQLite could not even look for it."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                params = {"value": str(key)[:LONGEST_NUMBER]}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=params)
        return super().clean(value)


def dated(text, no_date):
    """The date that was written, or the sentence that says what is wrong with it."""
    params = {"value": text.strip()[:LONGEST_NUMBER]}
    try:
        return read_date(text)
    except TwoDays as error:
        first, second = error.days
        raise ValidationError(TWO_DAYS, code="ambiguous", params=params | {"first": first, "second": second}) from error
    except NoSuchDay as error:
        raise ValidationError(NO_SUCH_DAY, code="partial_date", params=params) from error
    except ValueError as error:
        raise ValidationError(no_date, code="partial_date", params=params) from error


READERS = {
    models.DecimalField: AmountField,
    models.FloatField: MeasureField,
    models.IntegerField: CountField,
}


def written_by_people(column):
    """What to give `column.formfield` so that it reads numbers and dates as people write them."""
    if column.choices:
        return {}
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return {"form_class": DayField}
    for kind, reader in READERS.items():
        if isinstance(column, kind):
            low, high = bound(column, MinValueValidator), bound(column, MaxValueValidator)
            given = {"form_class": partial(reader, low=low, high=high), "widget": forms.TextInput}
            digits = {"max_digits": min(column.max_digits, SAFE_DIGITS)} if kind is models.DecimalField else {}
            return given | digits
    return {}


def bound(column, kind):
    """The bound that a column's own validators set, or None."""
    limits = (check.limit_value for check in column.validators if type(check) is kind)
    return next((limit() if callable(limit) else limit for limit in limits), None)
