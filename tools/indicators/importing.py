"""Figures from a file: read, checked cell by cell, compared with what is there, and written as a whole or not at all.

A long table has a column each for place, indicator, year and value (and source and note); a wide one has a row for each
place and a column for each year, and is of one indicator.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.languages import LANGUAGES
from catalogue.tables.faults import Fault
from catalogue.tables.numbers import decimal_sign, doubt, read_number, read_whole, sign_of_column, which_number
from catalogue.tables.reading import SheetError
from catalogue.text import same
from partners.models import Place
from tools.models import Figure, Indicator
from tools.models.indicator import FIRST_YEAR, LAST_YEAR

MOST_FIGURES = 50_000
MOST_FAULTS = 200  # of more, only their number is told
MOST_DOUBTS = 20
LONGEST_SHOWN = 60
LONGEST_TEXT = 300
BATCH = 500

# What a heading may be called, in both languages.
COLUMNS = {
    "place": {"place", "place identifier", "kraj", "identifikator kraja", "oznaka kraja"},
    "indicator": {"indicator", "indicator code", "kazalnik", "koda kazalnika"},
    "year": {"year", "leto"},
    "value": {"value", "vrednost"},
    "source": {"source", "vir"},
    "note": {"note", "opomba"},
}
LABELS = {
    "place": gettext_lazy("place"),
    "indicator": gettext_lazy("indicator"),
    "year": gettext_lazy("year"),
    "value": gettext_lazy("value"),
    "source": gettext_lazy("source"),
    "note": gettext_lazy("note"),
}
PASSED_OVER = {"place name", "ime kraja", "unit", "enota"}  # our own exports have them
TEXTS = ("source", "note")


@dataclass(frozen=True)
class Row:
    """One figure as the file says it; empty texts erase nothing."""

    line: int
    indicator: Indicator
    place: int
    year: int
    value: float
    source: str = ""
    note: str = ""

    @property
    def key(self):
        return self.indicator.pk, self.place, self.year


@dataclass
class Reading:
    """What a file holds: its rows, what is wrong with it, and what was doubtful."""

    rows: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    faulty: int = 0
    doubts: list = field(default_factory=list)

    def blame(self, line, column, text):
        self.faulty += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(line, column, text))


@dataclass(frozen=True)
class Outcome:
    """What writing the rows comes to."""

    new: tuple = ()
    changed: tuple = ()  # (row, figure that stands)
    unchanged: int = 0


# --- Reading ---


def read(grid, *, language, indicator=None, source="", decimal=""):
    """The `Reading` of a grid. Raises SheetError where it cannot be read at all.

    `indicator` is the one meant where no column names one, `source` that of figures without their own, `decimal` the
    decimal sign of the file where staff say so.
    """
    reading = Reading()
    years = _years_of(grid.rows[0])
    cells = _wide(grid, years, indicator) if years else _long(grid, indicator)
    cells = list(cells)
    names = Names()
    seen = {}
    signs = _signs(cells, language, decimal, grid.delimiter)
    for cell in cells:
        row = _row(cell, reading, names, language, signs[cell.get("indicator")], indicator, source)
        if row is None:
            continue
        if row.key in seen:
            text = _("The same place, indicator and year stand in line %(line)d already. Keep one of the two.")
            reading.blame(row.line, cell["heading"], text % {"line": seen[row.key]})
        else:
            seen[row.key] = row.line
            reading.rows.append(row)
    if not reading.rows and not reading.faults:
        raise SheetError(_("The table holds no figure."))
    return reading


def _signs(cells, language, decimal, delimiter):
    """{indicator: decimal sign of its values}: one indicator may have thousands where another has decimals."""
    texts = defaultdict(list)
    for cell in cells:
        texts[cell.get("indicator")] += [cell["value"]] if isinstance(cell["value"], str) else []
    table = decimal_sign([text for values in texts.values() for text in values])
    return {
        name: decimal or sign_of_column(values, language, table=table, delimiter=delimiter)
        for name, values in texts.items()
    }


def _years_of(heading):
    """{column: year} where the first row names years and nothing else."""
    years = {number: _year(cell) for number, cell in enumerate(heading[1:], start=1)}
    return years if years and all(years.values()) else {}


def _wide(grid, years, indicator):
    if indicator is None:
        raise SheetError(_("The columns are years. Choose below which indicator the figures are of."))
    if len(set(years.values())) < len(years):
        raise SheetError(_("The first row names a year twice."))
    count = sum(cell not in (None, "") for row in grid.rows[1:] for cell in row[1:])
    _check_count(count)
    for row, line in zip(grid.rows[1:], grid.lines[1:], strict=True):
        for number, year in years.items():
            value = row[number] if number < len(row) else None
            if value not in (None, ""):
                yield {"line": line, "heading": str(year), "place": row[0], "year": year, "value": value}


def _long(grid, indicator):
    columns, heading = _columns_of(grid.rows[0], indicator), _label("value")
    _check_count(len(grid.rows) - 1)
    for row, line in zip(grid.rows[1:], grid.lines[1:], strict=True):
        told = {name: row[number] if number < len(row) else None for number, name in columns.items()}
        yield {"line": line, "heading": heading} | dict.fromkeys(("place", "year", "value")) | told


def _check_count(count):
    if count > MOST_FIGURES:
        raise SheetError(_("The table holds more than 50,000 figures. Divide it."))


def _columns_of(heading, indicator):
    """{number: name} of the columns known; SheetError names one that is missing, unknown or there twice."""
    known = {label: name for name, labels in COLUMNS.items() for label in labels}
    found = {}
    for number, cell in enumerate(heading):
        label = same(_text(cell))
        if label in PASSED_OVER or not label:
            continue
        if label not in known:
            text = _("The column “%(column)s” is not known here. Known are: %(known)s.")
            raise SheetError(text % {"column": _text(cell)[:LONGEST_SHOWN], "known": _known()})
        if known[label] in found.values():
            raise SheetError(_("The column “%(column)s” stands twice.") % {"column": _text(cell)})
        found[number] = known[label]
    needed = ["place", "year", "value"] + ([] if indicator else ["indicator"])
    missing = [_label(name) for name in needed if name not in found.values()]
    if missing:
        text = _("A column is missing: %(column)s. The first row must name the columns; known are: %(known)s.")
        raise SheetError(text % {"column": ", ".join(missing), "known": _known()})
    return found


def _known():
    return ", ".join(_label(name) for name in COLUMNS)


def _label(name):
    return str(LABELS[name])


def headings():
    """The headings of a long table in the reader's language."""
    return [_label(name) for name in COLUMNS]


def _row(cell, reading, names, language, decimal, indicator, source):
    """The checked row, or None after its faults were noted."""
    faults = []
    place = names.place(cell["place"])
    if place is None:
        faults.append((_label("place"), names.why_no_place(cell["place"])))
    if "indicator" in cell:
        indicator = names.indicator(cell["indicator"])
        if indicator is None:
            faults.append((_label("indicator"), _why_no_indicator(cell["indicator"])))
    year = _year(cell["year"])
    if year is None:
        faults.append((_label("year"), _why_no_year(cell["year"])))
    try:
        value = _value(cell, reading, language, decimal)
    except ValueError as error:
        faults.append((cell["heading"], str(error)))
    texts = {name: _text(cell.get(name)) for name in TEXTS}
    for name, text in texts.items():
        if len(text) > LONGEST_TEXT:
            faults.append((_label(name), _("The text has more than 300 letters. Shorten it.")))
    for column, text in faults:
        reading.blame(cell["line"], column, text)
    if faults:
        return None
    return Row(cell["line"], indicator, place, year, value, texts["source"] or source, texts["note"])


def _value(cell, reading, language, decimal):
    given = cell["value"]
    if given in (None, ""):
        raise ValueError(_("The value is missing. Fill it in, or remove the row."))
    if isinstance(given, int | float):
        return float(given)
    try:
        found = read_number(given, language, decimal or "")
    except ValueError as error:
        text = _("“%(text)s” is not a number. Leave the row out if there is no figure.")
        raise ValueError(text % {"text": _text(given)[:LONGEST_SHOWN]}) from error
    if found.value is None:
        raise ValueError(_("The value is missing. Fill it in, or remove the row."))
    if found.doubtful and decimal is None:
        raise ValueError(which_number(given, language))
    if found.doubtful and len(reading.doubts) < MOST_DOUBTS:
        where = _("Line %(line)d:") % {"line": cell["line"]}
        reading.doubts.append(f"{where} {doubt(given, found.value, language)}")
    return found.value


def _year(cell):
    """A year within bounds, or None."""
    return read_whole(_text(cell), FIRST_YEAR, LAST_YEAR)


def _why_no_indicator(cell):
    text = _("There is no indicator “%(text)s”. Write its code or its name, or make it first.")
    return text % {"text": _text(cell)[:LONGEST_SHOWN]}


def _why_no_year(cell):
    text = _("“%(text)s” is not a year between %(first)d and %(last)d.")
    return text % {"text": _text(cell)[:LONGEST_SHOWN], "first": FIRST_YEAR, "last": LAST_YEAR}


def _text(cell):
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str("" if cell is None else cell).replace("\x00", "").encode("utf-8", "ignore").decode()
    return " ".join(text.split())


class Names:
    """Finds places by identifier or name, and indicators by code or name, in any language."""

    def __init__(self):
        titles = [f"title_{code}" for code in LANGUAGES]
        self.identifiers, self.titles = {}, defaultdict(set)
        for pk, identifier, *names in Place.objects.order_by().values_list("pk", "external_id", *titles):
            self.identifiers[identifier or ""] = pk
            for name in filter(None, names):
                self.titles[same(_text(name))].add(pk)
        self.identifiers.pop("", None)
        self.indicators = _by_code_and_name(Indicator.objects.all())

    def place(self, cell):
        text = _text(cell)
        if text in self.identifiers:
            return self.identifiers[text]
        found = self.titles.get(same(text), ())
        return next(iter(found)) if len(found) == 1 else None

    def why_no_place(self, cell):
        text = _text(cell)
        told = {"text": text[:LONGEST_SHOWN]}
        if not text:
            return _("The place is missing. Write its identifier or its name.")
        if len(self.titles.get(same(text), ())) > 1:
            return _("Several places are called “%(text)s”. Write the identifier of the one that is meant.") % told
        return _("There is no place “%(text)s”. Write its identifier or its name as it stands on its page.") % told

    def indicator(self, cell):
        return self.indicators.get(same(_text(cell)))


def _by_code_and_name(indicators):
    """{code or folded name: indicator}; a name that two share leads to none."""
    found = {}
    for indicator in indicators:
        names = {same(_text(getattr(indicator, f"name_{code}"))) for code in LANGUAGES} - {""}
        for name in names:
            found[name] = None if name in found else indicator
    return found | {indicator.code: indicator for indicator in indicators}


# --- Writing ---


def outcome(rows, *, lock=False):
    """What of the rows is new, what changes a figure, and how many say what is known."""
    new, changed, unchanged = [], [], 0
    present = _present(rows, lock)
    for row in rows:
        figure = present.get(row.key)
        if figure is None:
            new.append(row)
        elif _differs(row, figure):
            changed.append((row, figure))
        else:
            unchanged += 1
    return Outcome(tuple(new), tuple(changed), unchanged)


def _present(rows, lock):
    if not rows:
        return {}
    years = [row.year for row in rows]
    figures = Figure.objects.order_by("pk").filter(
        indicator__in={row.indicator.pk for row in rows}, year__gte=min(years), year__lte=max(years)
    )
    if lock:
        figures = figures.select_for_update()
    return {(figure.indicator_id, figure.place_id, figure.year): figure for figure in figures}


def _differs(row, figure):
    told = any(getattr(row, name) and getattr(row, name) != getattr(figure, name) for name in TEXTS)
    return told or row.value != figure.value


@transaction.atomic
def write(*, rows):
    """Write all rows; two imports of the same indicators wait for each other. Returns the `Outcome`."""
    list(Indicator.objects.select_for_update().filter(pk__in={row.indicator.pk for row in rows}).order_by("pk"))
    found = outcome(rows, lock=True)
    figures = [_figure(row, None) for row in found.new] + [_figure(row, before) for row, before in found.changed]
    Figure.objects.bulk_create(
        figures,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "place", "year"],
        update_fields=["value", *TEXTS],
    )
    return found


def _figure(row, before):
    """What is to stand for the row; texts that it lacks stay as they were."""
    texts = {name: getattr(row, name) or (getattr(before, name) if before else "") for name in TEXTS}
    return Figure(indicator=row.indicator, place_id=row.place, year=row.year, value=row.value, **texts)
