"""Numbers as people write them in Slovenian and English, read and written."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST = 1e15
FRACTION_TOLERANCE = 1e-9
SPACE = r"[\s\u00a0\u2007\u2009\u202f'’]"  # also those between thousands
SPACES = re.compile(SPACE)
SPACED = re.compile(rf"[+-]?{SPACE}*(?:\d+|\d{{1,3}}(?:{SPACE}\d{{3}})+)(?:[.,]\d*)?", re.ASCII)  # 1 234 567,5
PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})", re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*", re.ASCII)
MIXED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,]\d+", re.ASCII)
DIGITS = re.compile(r"[0-9]+")
UNGROUPED = re.compile(r"[+-]?\d{4,}", re.ASCII)  # who sets thousands apart does it everywhere


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
    bare = bared(text)
    if not bare:
        return Read(None)
    if fraction := FRACTION.fullmatch(bare):
        return Read(_checked(int(fraction[1]) / int(fraction[2]) if int(fraction[2]) else float("nan")))
    found = readings(text)
    if len(found) == 1:
        return Read(_checked(float(found[0])))
    meant = THOUSANDS.fullmatch(bare)[1] == (decimal or home_sign(language))
    return Read(_checked(float(found[meant])), doubtful=not decimal)


def decimal_sign(texts):
    """The decimal sign that a table's own cells give away, or "" where they do not or disagree."""
    found = _proven(texts)
    return found.pop() if len(found) == 1 else ""


def sign_of_column(texts, language, *, table="", delimiter=""):
    """The decimal sign by which the cells of a column are to be read; None where only its writer can tell, and ""
    where `read_number` may go by the language.

    What counts, in this order: a cell of the column that has one reading only (12.5; 1.234.567); the decimal sign of
    the rest of the `table`; the language, and a semicolon between cells, which writers of decimal commas use. Where
    every sign of the column stands before three digits, it is read as a decimal sign only if a cell proves it.
    """
    signs = {groups[1] for text in texts if (groups := THOUSANDS.fullmatch(bared(text)))}
    proven = _proven(texts)
    if len(proven) == 1 or not signs:
        return "".join(proven) if len(proven) == 1 else table
    if proven or len(signs) == 2 or any(UNGROUPED.fullmatch(bared(text)) for text in texts):
        return None
    sign = signs.pop()
    other = _other(sign)
    if table:
        return other if table == other else None
    return None if sign == home_sign(language) or (sign, delimiter) == (",", ";") else ""


def readings(text):
    """What a text may mean, as plain numbers such as "-1234.5": one, or two where 1.234 is 1234 or 1.234.

    Raises ValueError for what is no number.
    """
    bare = bared(text)
    groups = THOUSANDS.fullmatch(bare)
    if groups and bare.count(groups[1]) == 1:
        return [_with_point(bare, _other(groups[1])), _with_point(bare, groups[1])]
    if groups:
        return [_with_point(bare, _other(groups[1]))]
    if MIXED.fullmatch(bare) or PLAIN.fullmatch(bare):
        return [_with_point(bare, "," if bare.rfind(",") > bare.rfind(".") else ".")]
    raise ValueError(text)


def may_mean_two(text):
    """Whether a text is a number that can be read with and without decimals."""
    try:
        return len(readings(text)) > 1
    except ValueError:
        return False


def which_number(text, language):
    """Asks which of its two readings a text has, and says how to write each."""
    whole, part = map(shortest, readings(text))
    clear = part + "0" * (len(readings(part)) > 1)
    shown = {"whole": whole, "part": part, "clear": clear}
    sentence = _("“%(text)s”: is that %(whole)s or %(part)s? Write %(whole)s, without thousands apart, or %(clear)s.")
    return sentence % ({"text": text.strip()} | {name: localized(one, language) for name, one in shown.items()})


def shortest(plain):
    """A plain number without zeros at the end of its decimals."""
    return plain.rstrip("0").rstrip(".") if "." in plain and "e" not in plain.lower() else plain


def localized(plain, language):
    return plain.replace(".", home_sign(language))


def home_sign(language):
    return "," if language == "sl" else "."


def bared(text):
    """The text without the spaces between thousands and with a plain minus; other spaces make it no number."""
    text = str(text).strip().replace("−", "-").replace("–", "-")
    return SPACES.sub("", text) if SPACED.fullmatch(text) else text


def _proven(texts):
    """The decimal signs of cells that can be read in one way only."""
    found = set()
    for text in texts:
        bare = bared(text)
        if MIXED.fullmatch(bare):
            found.add("," if bare.rfind(",") > bare.rfind(".") else ".")
        elif groups := THOUSANDS.fullmatch(bare):
            found |= {_other(groups[1])} if bare.count(groups[1]) > 1 else set()
        elif PLAIN.fullmatch(bare):
            found |= {sign for sign in ".," if sign in bare.rstrip(sign)}
    return found


def _other(sign):
    return "." if sign == "," else ","


def written(value, language, fractions=False):
    """A number as it stands in an input: in full, with the reader's decimal sign, without grouping."""
    if value is None or isinstance(value, str):
        return value or ""
    if fractions and 0 < value < 1 and abs(1 / value - round(1 / value)) < FRACTION_TOLERANCE:
        return f"1/{round(1 / value)}"
    text = repr(int(value)) if float(value).is_integer() and abs(value) < LARGEST else repr(float(value))
    return localized(text, language)


def doubt(text, value, language):
    """The sentence that says how a doubtful number was read."""
    return _("“%(text)s” was read as %(value)s.") % {"text": text, "value": written(value, language)}


def _with_point(bare, sign):
    """The number with a point for its decimal sign and nothing between thousands."""
    return bare.replace(_other(sign), "").replace(sign, ".").removeprefix("+")


def _checked(value):
    if value != value or abs(value) > LARGEST:
        raise ValueError(value)
    return value
