"""Numbers: what is missing, how many decimals are needed, and how the reader's language writes them."""

from decimal import Decimal
from math import floor, isfinite, log10

from django.utils.formats import number_format
from django.utils.translation import gettext as _

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGEST_IN_FULL = 1e12
NO_DIGITS_FROM = 1000  # larger numbers need no decimals
MOST_DIGITS = 6


def tidy(value):
    """The number as a float, or None where there is none."""
    number = None if value is None else float(value)
    return number if number is not None and isfinite(number) else None


def known(values):
    return [value for value in values if value is not None]


def digits_for(values):
    """Decimals that show two or three figures of the largest value, none where all are whole or large."""
    numbers = [abs(value) for value in known(values)]
    largest = max(numbers)
    if largest >= NO_DIGITS_FROM or all(number == floor(number) for number in numbers):
        return 0
    size = floor(log10(largest))
    return max(1, 2 - size) if size >= 0 else min(MOST_DIGITS, 1 - size)


def written(value, digits=None, *, unit="", signed=False, grouped=True):
    """A number as the reader writes it, with the words “no data” for None."""
    if value is None:
        return _("no data")
    text = _scientific(value) if abs(value) >= LARGEST_IN_FULL else _plain(value, digits, grouped)
    sign = "−" if text.startswith("-") else "+" if signed and value > 0 else ""
    return with_unit(sign + text.removeprefix("-"), unit)


def with_unit(text, unit):
    return f"{text}\u00a0{unit}" if unit else text


def _plain(value, digits, grouped):
    places = digits_for([value]) if digits is None else digits
    rounded = Decimal(f"{value:.{places}f}")
    return number_format(rounded or Decimal(f"{0:.{places}f}"), places, force_grouping=grouped)


def _scientific(value):
    exponent = floor(log10(abs(value)))
    mantissa = _plain(value / 10**exponent, 2, grouped=False)
    return f"{mantissa}·10{str(exponent).translate(SUPERSCRIPT)}"


def beside(value, digits, unit):
    """The number as it stands beside its mark: only a per cent sign follows it, other units stand at the axis."""
    return written(value, digits, unit=unit if unit == "%" and value is not None else "")


def places(values, digits):
    """The decimals asked for, or as many as the values need; None where there are no values."""
    return digits_for(values) if digits is None and known(values) else digits
