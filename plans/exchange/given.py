"""What an uploaded workbook holds: which sheet is which, which column is which, and the cells of each row."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from catalogue.languages import LANGUAGES
from catalogue.tables.workbook import free_title
from plans.exchange.sheets import KEY, PLAN_HEADINGS, PLAN_TITLE, sheet_columns
from plans.models import ActionPlan
from publishing.keeping import LINE_END
from publishing.writing import writing_of

PLAN = ""  # the name of the sheet of the plan itself, where others have that of a relation


class CellFault(NamedTuple):
    """What is wrong, and at which cell."""

    place: str  # “Actions!D5”
    message: str


class GivenRow(NamedTuple):
    """A row: the letters of its columns, and what stands in those that are read."""

    line: int
    key: str
    cells: dict  # {name of a column: value}


@dataclass
class GivenSheet:
    """One sheet as it was given, with what is wrong with its headings and keys."""

    title: str
    grid: object
    headings: dict  # {heading, folded: name of the column, or "" where it is not read}
    faults: list = field(default_factory=list)
    letters: dict = field(default_factory=dict)  # {name of a column: its letter}

    def rows(self):
        """The rows below the headings; none where those are not understood."""
        places = self.columns()
        if self.faults:
            return []
        return [row for row in self.read_rows(places) if row.key or any(v is not None for v in row.cells.values())]

    def columns(self):
        """{name: place of the column}."""
        places = {}
        for place, heading in enumerate(self.grid.rows[0]):
            name = self.headings.get(folded(heading))
            if heading is None or name == "":
                continue
            if name is None or name in places:
                self.fault(place, self.grid.lines[0], heading_fault(name, heading))
            places[name] = place
        if KEY not in places:
            self.fault(0, self.grid.lines[0], _("No column is headed “key”. It holds what names each row."))
        self.letters = {name: get_column_letter(place + 1) for name, place in places.items() if name}
        return places

    def read_rows(self, places):
        lines = {}
        for line, row in zip(self.grid.lines[1:], self.grid.rows[1:], strict=True):
            cells = {name: plain_lines(row[at]) if at < len(row) else None for name, at in places.items()}
            key = cells.pop(KEY)
            key = "" if key is None else str(key)
            if key and lines.setdefault(key, line) != line:
                self.fault(places[KEY], line, _("This key stands in line %(line)d already.") % {"line": lines[key]})
            yield GivenRow(line, key, cells)

    def fault(self, place, line, message):
        self.faults.append(CellFault(f"{self.title}!{get_column_letter(place + 1)}{line}", str(message)))

    def fault_in(self, row, name, message):
        """At the cell of a column; at the key where the column is not there."""
        letter = self.letters.get(name) or self.letters[KEY]
        self.faults.append(CellFault(f"{self.title}!{letter}{row.line}", str(message)))


def heading_fault(name, heading):
    if name is None:
        return _(
            "“%(heading)s” is no heading of this sheet. Take the column out, or head it as in the file you got."
        ) % {"heading": heading}
    return _("The heading “%(heading)s” stands here twice.") % {"heading": heading}


def plain_lines(value):
    return LINE_END.sub("\n", value) if isinstance(value, str) else value


def folded(text):
    return " ".join(str(text).split()).casefold()


def given_sheets(grids):
    """({relation, or PLAN: sheet}, titles of sheets that are none of a plan's) of what `read_workbook` found."""
    known, found, unread = sheet_names(), {}, []
    for title, grid in grids:
        name = known.get(folded(title))
        if name is None or name in found:
            unread.append(title)
        else:
            found[name] = GivenSheet(title, grid, headings_of(name))
    return found, unread


def sheet_names():
    """{title, folded: relation} in every language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found |= {folded(free_title(rows.title, set())): rows.relation for rows in writing_of(ActionPlan.kind).rows}
            found[folded(PLAN_TITLE)] = PLAN
    return found


def headings_of(name):
    """{heading, folded: name of the column} in every language."""
    found = {KEY: KEY}
    for code in LANGUAGES:
        with translation.override(code):
            if name == PLAN:
                found |= {folded(PLAN_HEADINGS[0]): "", folded(PLAN_HEADINGS[1]): CONTENT}
            else:
                found |= {folded(column.heading): column.name for column in sheet_columns(name)}
    return found


CONTENT = "content"  # the column of the sheet of the plan that is read
