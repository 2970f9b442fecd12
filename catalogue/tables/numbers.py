"""Numbers as people write them in Slovenian and English, read and written."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST = 1e15
FRACTION_TOLERANCE = 1e-9
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']")  # also those between thousands
PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})", re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*", re.ASCII)
MIXED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,]\d+", re.ASCII)


DIGITS = re.compile(r"[0-9]+")


def read_whole(text, least, most):
    """The whole number within bounds that a text of plain digits is, no longer than that of `most`; else None."""
    if len(text) > len(str(most)) or not DIGITS.fullmatch(text):
        return None
    return int(text) if least <= int(text) <= most else None


@dataclass(frozen=True)
class Read:
    """A text read as a number; `doubtful` when it could have meant another one."""

    value: float | None
    doubtful: bool = False


def read_number(text, language, decimal=""):
    """The number that `text` means to a reader of `language`; an empty text is no number, and None.

    `decimal` is the decimal sign where it is known from other cells. Raises ValueError for what is no number.
    """
    bare = SPACES.sub("", str(text)).replace("−", "-").replace("–", "-")
    if not bare:
        return Read(None)
    if fraction := FRACTION.fullmatch(bare):
        return Read(_checked(int(fraction[1]) / int(fraction[2]) if int(fraction[2]) else float("nan")))
    if MIXED.fullmatch(bare):
        sign = "," if bare.rfind(",") > bare.rfind(".") else "."
        return Read(_plain(bare, sign))
    if groups := THOUSANDS.fullmatch(bare):
        return _grouped(bare, groups[1], language, decimal)
    if not PLAIN.fullmatch(bare):
        raise ValueError(text)
    return Read(_plain(bare, "," if "," in bare else "."))


def decimal_sign(texts):
    """The decimal sign that a table's own cells give away, or "" where they do not or disagree."""
    found = set()
    for text in texts:
        bare = SPACES.sub("", str(text))
        if MIXED.fullmatch(bare):
            found.add("," if bare.rfind(",") > bare.rfind(".") else ".")
        elif PLAIN.fullmatch(bare) and not THOUSANDS.fullmatch(bare):
            found |= {sign for sign in ".," if sign in bare}
    return found.pop() if len(found) == 1 else ""


def written(value, language, fractions=False):
    """A number as it stands in an input: in full, with the reader's decimal sign, without grouping."""
    if value is None or isinstance(value, str):
        return value or ""
    if fractions and 0 < value < 1 and abs(1 / value - round(1 / value)) < FRACTION_TOLERANCE:
        return f"1/{round(1 / value)}"
    text = repr(int(value)) if float(value).is_integer() and abs(value) < LARGEST else repr(float(value))
    return text.replace(".", ",") if language == "sl" else text


def doubt(text, value, language):
    """The sentence that says how a doubtful number was read."""
    return _("“%(text)s” was read as %(value)s.") % {"text": text, "value": written(value, language)}


def _grouped(bare, sign, language, decimal):
    """1.234 or 1,234: one thousand two hundred … or a decimal number, by what is known and by the language."""
    several = bare.count(sign) > 1
    home = "," if language == "sl" else "."
    if several or (decimal and sign != decimal) or (not decimal and sign != home):
        return Read(_checked(float(bare.replace(sign, ""))), doubtful=not several and not decimal)
    return Read(_plain(bare, sign))


def _plain(bare, sign):
    other = "." if sign == "," else ","
    return _checked(float(bare.replace(other, "").replace(sign, ".")))


def _checked(value):
    if value != value or abs(value) > LARGEST:
        raise ValueError(value)
    return value
