"""What an uploaded workbook would change in a plan: the content as it would be, and every cell that is wrong.

Cells that say what stands, as it is written in any language, change nothing; only the others are read. Each changed row
is judged by the form of the desk. Nothing is written here.
"""

from collections import Counter
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from catalogue.limits import MOST_CHANGED_ROWS
from plans.exchange.cells import Unreadable, as_read, shown_text, text_of
from plans.exchange.given import PLAN, given_sheets
from plans.exchange.plan_lines import changed_lines
from plans.exchange.sheet_rows import PREFIX, SheetRow, sheet_cells
from plans.exchange.sheets import KEY, sheet_columns
from plans.exchange.workbook import Telling, cell
from publishing.comparison import heading_in
from publishing.models import Version
from publishing.row_cells import new_uid
from publishing.row_lists import remove_row
from publishing.row_merging import UID
from publishing.writing import writing_of


class WorkbookChange:
    """`content` holds what the plan would say; `faults` all that is wrong, and then nothing may be taken."""

    def __init__(self, version, grids, *, remove=False):
        self.before, self.dossier = version.content, version.dossier
        self.writing = writing_of(self.dossier.kind)
        self.sheets, self.unread = given_sheets(grids)
        self.content, self.names, self.judged = dict(version.content), {}, 0
        self.tellings = {code: Telling(self.before, self.dossier.entry, self.dossier) for code in LANGUAGES}
        self.take_in()
        if remove and not self.faults:
            self.remove_missing()

    @property
    def faults(self):
        return [fault for sheet in self.sheets.values() for fault in sheet.faults]

    def take_in(self):
        if PLAN in self.sheets:
            self.content |= changed_lines(self.sheets[PLAN], self.before, self.dossier, self.tellings)
        for rows in self.writing.rows:  # those that others point at come first
            if rows.relation in self.sheets:
                self.take_list(rows)

    def take_list(self, rows):
        made = ListChange(self, rows).changed()
        if made != (self.content.get(rows.relation) or []):
            self.content[rows.relation] = made

    def named(self, relation):
        """{key of a row, or the name that it alone has: its key}; asked for when the list is read already."""
        if relation not in self.names:
            rows = self.content.get(relation) or []
            names = [(heading_in(self.writing, relation, row), row[UID]) for row in rows]
            times = Counter(name for name, _key in names)
            alone = {name: key for name, key in names if times[name] == 1}
            self.names[relation] = alone | {row[UID]: row[UID] for row in rows}
        return self.names[relation]

    def remove_missing(self):
        """Rows that a sheet does not hold any more, with all that hangs on them."""
        for rows in self.writing.rows:
            if rows.relation in self.sheets:
                held = {row.key for row in self.sheets[rows.relation].rows()}
                for uid in [row[UID] for row in self.before.get(rows.relation) or []]:
                    if uid not in held and any(row[UID] == uid for row in self.content[rows.relation]):
                        self.content, _uid = remove_row(rows.relation, uid)(self.writing, self.content)


class ListChange:
    """The rows of one list as a sheet would have them."""

    def __init__(self, change, rows):
        self.change, self.rows, self.sheet = change, rows, change.sheets[rows.relation]
        self.columns = {column.name: column for column in sheet_columns(rows.relation) if column.name}
        self.standing = {row[UID]: row for row in change.before.get(rows.relation) or []}
        self.version = Version(dossier=change.dossier, content=change.content)

    def changed(self):
        found, added = dict(self.standing), []
        for given in self.sheet.rows():
            if given.key in self.standing:
                found[given.key] = self.row(given, self.standing[given.key])
            elif given.key:
                self.sheet.fault_in(given, KEY, _("“%(key)s” is no key of a row of this plan.") % {"key": given.key})
            else:
                added.append(self.row(given, {}))
                if len(found) + len(added) > self.rows.most:
                    most = _("At most %(most)s rows are taken here.") % {"most": self.rows.most}
                    self.sheet.fault_in(given, KEY, most)
                    break
        return [*found.values(), *filter(None, added)]

    def row(self, given, standing):
        """The row with what the cells change in it; what stands where something is wrong with it."""
        cells = {name: value for name, value in given.cells.items() if not self.stands(standing, name, value)}
        if not cells:
            return standing
        self.change.judged += 1
        form = self.form(given, standing, cells) if self.change.judged <= MOST_CHANGED_ROWS else self.too_many(given)
        if form is None:
            return standing
        for name, texts in form.errors.items():
            self.sheet.fault_in(given, name, " ".join(texts))
        if form.errors:
            return standing
        made = form.values()
        return standing | {name: made[name] for name in cells} if standing else made

    def too_many(self, given):
        """Said once, at the first row beyond."""
        if self.change.judged == MOST_CHANGED_ROWS + 1:
            most = _("More than %(most)d rows would change. Take the others in with another file.")
            self.sheet.fault_in(given, KEY, most % {"most": MOST_CHANGED_ROWS})

    def stands(self, standing, name, value):
        """Whether a cell says what the row holds, as it is written in one of the languages."""
        if not standing:
            return False
        return any(value == written[standing[UID]][name] for written in self.written)

    @cached_property
    def made(self):
        return sheet_cells(self.change.writing, self.rows, self.version.content)

    @cached_property
    def written(self):
        """{key: {name: cell}} for each language."""
        found = []
        for code, telling in self.change.tellings.items():
            with translation.override(code):
                found.append({key: self.cells_of(row, telling) for key, row in self.standing.items()})
        return found

    def cells_of(self, row, telling):
        return {name: as_read(cell(column, row, telling)) for name, column in self.columns.items()}

    # --- The form that judges it ---

    def form(self, given, standing, cells):
        """None where a cell cannot even be given to it."""
        initial = standing or {UID: new_uid()}
        data, before = {f"{PREFIX}-{UID}": initial[UID]}, len(self.sheet.faults)
        form = SheetRow(data, rows=self.rows, version=self.version, initial=initial, made=self.made)
        for name, column in form.columns.items():
            try:
                data[f"{PREFIX}-{name}"] = self.said(form, name, column, cells)
            except Unreadable as fault:
                self.sheet.fault_in(given, name, fault)
        return form if len(self.sheet.faults) == before else None

    def said(self, form, name, column, cells):
        """What a field is given: the cell, or what stands."""
        field = form.fields[name]
        return self.text(field, column, cells[name]) if name in cells else shown_text(field, column, form.initial[name])

    def text(self, field, column, value):
        if column.name not in self.rows.links:
            return text_of(field, column, value)
        return "" if value is None else self.key_of(self.rows.links[column.name], str(value))

    def key_of(self, relation, text):
        """A row is named by its key, or by its name, where no other has the same: a new row has no key yet."""
        found = self.change.named(relation).get(text)
        if found is None:
            title = self.change.writing.row(relation).title
            sentence = _("“%(key)s” is neither a key nor the name of one row of the sheet “%(title)s”.")
            raise Unreadable(sentence % {"key": text, "title": title})
        return found
