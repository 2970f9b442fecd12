"""Who came, as a file of other people says it: the desk's own list with a ticked column for each day, or a column of
numbers of registrations, of addresses, or of names.

Reading stores nothing. What a row means is asked of all who are expected; a row that means nobody, or more than one
person, is left to people, with its line.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import formats, translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from catalogue.dates import NoSuchDay, TwoDays, read_date
from catalogue.form_fields import NO_SUCH_DAY, TWO_DAYS
from catalogue.languages import LANGUAGES
from catalogue.tables.faults import SheetError
from catalogue.tables.numbers import read_whole
from catalogue.text import fold, kept_line
from workshops.attending.days import past_days, read_day
from workshops.attending.guests import LARGEST, attendance_of, coming, guests_of

NUMBER, NAME, LEADER, ADDRESS = "number", "name", "leader", "address"
# How the portal calls these columns in its own tables, and what else people write there.
OWN = {
    NUMBER: [gettext_noop("Number")],
    NAME: [gettext_noop("Name")],
    LEADER: [gettext_noop("Comes with")],
    ADDRESS: [gettext_noop("E-mail address"), gettext_noop("E-mail")],
}
OTHERS = {ADDRESS: ["email", "e-posta", "eposta", "naslov", "address"], NAME: ["ime in priimek", "full name"]}
TICKED = {"1", "x", "×", "✓", "✔", "☑", "+", "da", "yes", "y", "true"}
NOT_TICKED = {"", "0", "-", "–", "☐", "ne", "no", "n", "false"}


class Doubt(NamedTuple):
    """A row that checks nobody in: its line, what it says, and why."""

    line: int
    words: str
    reason: str = ""


@dataclass
class Reading:
    """What a file would do: (guest, day) of those who are new and of those who are there already, and what is left."""

    new: list = field(default_factory=list)
    there: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    doubtful: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    added: set = field(default_factory=set)  # (key, day): a long file may name the same person on every line

    def add(self, guest, day):
        if (guest.key, day) not in self.added:
            self.added.add((guest.key, day))
            (self.there if day in attendance_of(guest) else self.new).append((guest, day))

    @property
    def told(self):
        """The new ones as the page sends them back."""
        keys = {}
        for guest, day in self.new:
            keys.setdefault(day, []).append(guest.key)
        return " ".join(f"{day.isoformat()} {' '.join(given)}" for day, given in sorted(keys.items()))


# --- Columns ---


def titles():
    """{folded heading: column}, in every language."""
    found = {other: column for column, others in OTHERS.items() for other in others}
    for code in LANGUAGES:
        with translation.override(code):
            found |= {fold(gettext(text)): column for column, texts in OWN.items() for text in texts}
    return found


def days_as_headings(days):
    """{heading: day} as the portal writes it in any language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found |= {formats.date_format(day, "SHORT_DATE_FORMAT"): day for day in days}
    return found


def day_of(heading, own):
    """The day that a heading names, also one on which nobody is checked in; None where it is no day.

    What may be two days, or none that there is, is refused: its ticks would else count for nothing.
    """
    if heading in own:
        return own[heading]
    try:
        return read_day(read_date(heading))
    except TwoDays as error:
        first, second = error.days
        raise SheetError(TWO_DAYS % {"value": heading, "first": first, "second": second}) from error
    except NoSuchDay as error:
        raise SheetError(NO_SUCH_DAY % {"value": heading}) from error
    except ValueError:
        return None


def text_of(cell):
    """A whole number without its decimal point, as spreadsheets keep it; all else as it stands."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return "" if cell is None else kept_line(str(cell))


# --- Who is meant ---


class Expected:
    """All who are expected, by what a row may name them."""

    def __init__(self, form):
        self.parties, self.by_address, self.by_name = {}, {}, {}
        for registration in coming(form):
            guests = guests_of(registration)
            self.parties[registration.pk] = guests
            if registration.email:
                self.by_address[fold(registration.email)] = guests
            for guest in guests:
                self.by_name.setdefault(fold(guest.name), []).append(guest)

    def meant(self, told):
        """The guests that a row may mean; `told` is {column: text} of the columns that the file has."""
        if told.get(NUMBER):
            return of_party(self.parties.get(read_whole(told[NUMBER], 1, LARGEST), []), told)
        if told.get(ADDRESS):
            return of_party(self.by_address.get(fold(told[ADDRESS]), []), told)
        named = self.by_name.get(fold(told.get(NAME, "")), []) if told.get(NAME) else []
        leader = fold(told.get(LEADER, ""))
        return [one for one in named if not leader or (one.companion and fold(one.registration.name) == leader)]


def of_party(guests, told):
    """Whom of a party: who is named, a companion where the row says with whom it comes; without a name, who registered.

    Where the name is another one, columns were sorted apart or somebody was renamed: then nobody is meant.
    """
    if not told.get(NAME) and not told.get(LEADER):
        return guests[:1]
    named = [guest for guest in guests if fold(guest.name) == fold(told.get(NAME, ""))]
    return [guest for guest in named if LEADER not in told or bool(told[LEADER]) == bool(guest.companion)]


# --- The file ---


def read(grid, form, day):
    """What a grid would do. Without columns of days all rows are of this one."""
    known, past, own = titles(), past_days(form.event), days_as_headings(past_days(form.event))
    heading = [text_of(cell) for cell in grid.rows[0]]
    columns = {known[fold(text)]: place for place, text in reversed([*enumerate(heading)]) if fold(text) in known}
    dated = {place: found for place, text in enumerate(heading) if (found := day_of(text, own))}
    refuse_a_day_twice(dated.values())
    if dated and not columns:
        raise SheetError(_("No column says who it is: it is called “Number”, “E-mail address” or “Name”."))
    reading, expected = Reading(notes=list(grid.notes)), Expected(form)
    first = 1 if columns else 0
    for line, row in list(zip(grid.lines, grid.rows, strict=True))[first:]:
        cells = [*map(text_of, row), *[""] * (len(heading) - len(row))]
        told = {name: cells[place] for name, place in columns.items()} if columns else untitled(cells)
        days = {found: cells[place] for place, found in dated.items()} or {day: "1"}
        take_row(reading, line, expected, told, days, past)
    return reading


def refuse_a_day_twice(days):
    """Of two columns of one day, one may be ticked and the other not."""
    found = set()
    for day in days:
        if day in found:
            text = _("More than one column is of %(day)s. Keep one of them.")
            raise SheetError(text % {"day": formats.date_format(day, "SHORT_DATE_FORMAT")})
        found.add(day)


def untitled(cells):
    """What a row says without headings: an address, else a number, else a name."""
    for column, is_one in ((ADDRESS, lambda text: "@" in text), (NUMBER, lambda text: read_whole(text, 1, LARGEST))):
        if found := next((text for text in cells if is_one(text)), ""):
            return {column: found}
    return {NAME: next(filter(None, cells), "")}


def take_row(reading, line, expected, told, days, past):
    """One row; where nothing is ticked it says nothing, whoever it names."""
    ticked = [found for found, mark in days.items() if fold(mark) in TICKED]
    unread = next((mark for mark in days.values() if fold(mark) not in TICKED | NOT_TICKED), "")
    words = next((told[name] for name in (NAME, ADDRESS, NUMBER) if told.get(name)), "")
    if unread:
        reason = _("“%(mark)s” is neither ticked nor empty.") % {"mark": unread[:50]}
        reading.doubtful.append(Doubt(line, words, reason))
    elif ticked:
        take_ticked(reading, Doubt(line, words), expected.meant(told), ticked, past)


def take_ticked(reading, row, guests, days, past):
    """A day that the event has no more is right for those who are checked in on it: the own table tells of it too."""
    there = attendance_of(guests[0]) if len(guests) == 1 else ()
    if wrong := [found for found in days if found not in past and found not in there]:
        text = _("%(day)s is no day of the event, or has not come yet.") % {"day": formats.date_format(wrong[0])}
        reading.doubtful.append(row._replace(reason=text))
    elif not guests:
        reading.unknown.append(row)
    elif len(guests) > 1:
        reading.doubtful.append(row._replace(reason=_("More than one person may be meant.")))
    else:
        for found in days:
            reading.add(guests[0], found)
