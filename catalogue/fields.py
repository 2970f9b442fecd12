"""Fields for what sources know only in part: a date may be a day, a month or a year."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.dates import first_day, last_day
from catalogue.form_fields import NO_DATE, PartialDateFormField

# Identifiers of other systems too, such as keep.eu:1234 or oai:repo.si/12; never one that begins with “#” or a formula.
validate_identifier = RegexValidator(
    r"\A[A-Za-z0-9_-][A-Za-z0-9_.:/-]*\Z",
    _("Write letters, digits and - _ . : / only, beginning with a letter or a digit."),
)


def validate_partial_date(value):
    """Accept YYYY, YYYY-MM and YYYY-MM-DD that stand in the calendar; raise ValidationError otherwise."""
    try:
        first_day(value)
    except ValueError as error:
        raise ValidationError(
            NO_DATE,
            code="partial_date",
            params={"value": value},
        ) from error


def ends_before(start, end):
    """Whether the last day of the end comes before the first of the start; not where one is missing or no date."""
    try:
        return bool(start and end) and last_day(end) < first_day(start)
    except ValueError:
        return False  # the field itself says what is wrong with it


def show_partial_date(value):
    """The date in the reader's language, no more exact than it is known."""
    day = first_day(value)
    if len(value) == 4:
        return str(day.year)
    return formats.date_format(day, "YEAR_MONTH_FORMAT" if len(value) == 7 else "DATE_FORMAT")


def show_period(start, end=""):
    """“3.–5. december 2013”, “maj 2013 – oktober 2014”: no more exact than it is known."""
    if not start:
        return ""
    if not end or end == start:
        return show_partial_date(start)
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        day = first_day(start).day
        return f"{day}{'.' if get_language() == 'sl' else ''}–{show_partial_date(end)}"
    return f"{show_partial_date(start)} – {show_partial_date(end)}"


class PartialDateField(models.CharField):
    """A date as exact as its source: the text YYYY, YYYY-MM or YYYY-MM-DD, so it also sorts by time."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("A year (2014), a month (2014-05) or a day (2014-05-31)."))
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField} | kwargs)
