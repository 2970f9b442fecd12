"""Dates as people write them in Slovenian and English, read as YYYY, YYYY-MM or YYYY-MM-DD, and the days those mean."""

import calendar
import datetime as dt
import re

LONGEST = 40
YEARS = range(1000, 9001)  # of whole days: near the ends of the calendar no clock of a zone can be reckoned
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
GAPS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
HYPHENS = str.maketrans("\u2010\u2011\u2212", "---")
YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2}))?\.?", re.ASCII)  # 2011/12 is a season, no month
YEAR_TO_DAY = re.compile(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})\.?", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?", re.ASCII)
TWO_ORDERS = re.compile(r"(\d{1,2}) ?([/-]) ?(\d{1,2}) ?\2 ?(\d{4})", re.ASCII)  # the day or the month may stand first
MONTH_YEAR = re.compile(r"(\d{1,2}) ?[./-] ?(\d{4})\.?", re.ASCII)
NAMED = re.compile(r"(?:(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?)?([^\W\d_]+)\.?,? ?(\d{4})\.?", re.IGNORECASE)
NAMED_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE | re.ASCII)

# Every month in both languages, as it stands alone, after a day and after “v”; its first three letters mean it, too.
NAMES = (
    ("january", "januar", "januarja", "januarju"),
    ("february", "februar", "februarja", "februarju"),
    ("march", "marec", "marca", "marcu"),
    ("april", "aprila", "aprilu"),
    ("may", "maj", "maja", "maju"),
    ("june", "junij", "junija", "juniju"),
    ("july", "julij", "julija", "juliju"),
    ("august", "avgust", "avgusta", "avgustu"),
    ("september", "septembra", "septembru", "sept"),
    ("october", "oktober", "oktobra", "oktobru"),
    ("november", "novembra", "novembru"),
    ("december", "decembra", "decembru"),
)
MONTHS = {word: number for number, names in enumerate(NAMES, 1) for name in names for word in (name, name[:3])}


class TwoDays(ValueError):
    """A date such as 3/4/2024; `days` are both it may mean."""

    def __init__(self, text, *days):
        super().__init__(text)
        self.days = days


class NoSuchDay(ValueError):
    """A date that the calendar does not have, such as 31 February."""


def first_day(value):
    """The first day a partial date can mean: `2013-11` is 1 November 2013. ValueError if it is no date."""
    match = PARTIAL.match(value)
    if not match:
        raise ValueError(value)
    return dt.date(*(_number(part or "1") for part in match.groups()))


def last_day(value):
    """The last day a partial date can mean: `2013-11` is 30 November 2013."""
    first = first_day(value)
    if len(value) == 4:
        return first.replace(month=12, day=31)
    if len(value) == 7:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def add_months(anchor, count):
    """The same day `count` months later, or the last of that month; fewer than none lead back. Count from the anchor,
    never in steps: twice six months from 31 August are 31 August, six months from 28 February are not."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + count, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))


def read_date(text):
    """The date that a text says, as exact as it is written. Raises ValueError, TwoDays or NoSuchDay."""
    text = GAPS.sub(" ", str(text)).strip().translate(HYPHENS)
    if len(text) > LONGEST:
        raise ValueError(text)
    if found := YEAR_FIRST.fullmatch(text):
        return _date(found[1], found[2])
    if found := YEAR_TO_DAY.fullmatch(text):
        return _date(found[1], found[3], found[4])
    if found := DAY_FIRST.fullmatch(text):
        return _date(found[3], found[2], found[1])
    if found := TWO_ORDERS.fullmatch(text):
        return _of_two_orders(text, found[1], found[3], found[4])
    if found := MONTH_YEAR.fullmatch(text):
        return _date(found[2], found[1])
    return _named(text)


def _of_two_orders(text, first, second, year):
    days = {_date(year, month, day) for day, month in ((first, second), (second, first)) if 1 <= _number(month) <= 12}
    if len(days) == 2:
        raise TwoDays(text, *sorted(days))
    return days.pop() if days else _date(year, second, first)


def _named(text):
    text = text.removeprefix("v ").removeprefix("V ")
    if found := NAMED.fullmatch(text):
        day, name, year = found.groups()
    elif found := NAMED_FIRST.fullmatch(text):
        name, day, year = found.groups()
    else:
        raise ValueError(text)
    if name.lower() not in MONTHS:
        raise ValueError(text)
    return _date(year, str(MONTHS[name.lower()]), day)


def _date(year, month=None, day=None):
    try:
        dt.date(_number(year), _number(month or "1"), _number(day or "1"))
    except ValueError as error:
        raise NoSuchDay(year, month, day) from error
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _number(digits):
    """Of the one to four digits that the expressions above let through."""
    return int(digits)
