"""The page of one row on the desk: its fields in folds, and the rows that hang on it."""

import json

from publishing.comparison import heading_of
from publishing.keeping import still_shown, with_plain_lines
from publishing.row_clashes import tell
from publishing.row_merging import UID, RowPart, groups_of
from publishing.row_sets import RowSet


class RowPage:
    """One row of a version with what hangs on it; speaks of what it shows and holds as a stage's form does."""

    def __init__(self, data=None, files=None, *, version, writing, rows, uid):
        data = None if data is None else with_plain_lines(data)
        self.version, self.writing, self.rows, self.uid = version, writing, rows, uid
        self.conflicts, self.still_shown, self.came = [], {}, None
        self.own = RowSet(data, files, version=version, rows=rows, part=RowPart(UID, uid))
        if not self.own.forms:  # nothing of the row itself was sent, or nonsense
            self.own = RowSet(version=version, rows=rows, part=RowPart(UID, uid))
        self.own.forms = self.own.forms[:1]
        self.sets = {relation: self.hanging(relation, data, files) for fold in rows.page for relation in fold.rows}

    def hanging(self, relation, data, files):
        rows = self.writing.row(relation)
        column = next(name for name in rows.under if rows.links[name] == self.rows.relation)
        found = RowSet(data, files, version=self.version, rows=rows, part=RowPart(f"{column}_id", self.uid))
        found.around = self.content_shown
        return found

    def content_shown(self):
        """The content with the row itself as it was typed, by which what hangs on it is judged."""
        content, relation = self.version.content, self.rows.relation
        if not self.form.is_bound or not self.form.is_valid():
            return content
        typed = self.form.cells()
        return content | {
            relation: [row | typed if row[UID] == self.uid else row for row in content.get(relation) or []]
        }

    @property
    def all_sets(self):
        return [self.own, *self.sets.values()]

    @property
    def form(self):
        """The form of the row itself."""
        return self.own.forms[0]

    @property
    def title(self):
        return heading_of(self.writing, self.rows.relation, self.uid, self.version.content)

    def folds(self):
        """The folds in their order with the fields and rows of each; one with a mistake is open."""
        wrong = set(self.mistakes())
        for number, fold in enumerate(self.rows.page):
            fields = [self.form[name] for name in self.form_names(fold)]
            sets = [self.sets[relation] for relation in fold.rows]
            is_wrong = any(field.html_name in wrong for field in fields)
            is_wrong |= any(name.partition("-")[0] == rows.relation for rows in sets for name in wrong)
            yield {
                "fold": fold,
                "fields": fields,
                "sets": sets,
                "rows": sum(len(rows.stored()) for rows in sets),
                "is_wrong": is_wrong,
                "is_open": number == 0 or is_wrong or any(rows.was_asked for rows in sets),
            }

    def form_names(self, fold):
        own = {column.name: name for name, column in self.form.columns.items()}
        language = self.version.dossier.language
        names = [own.get(name) or own.get(f"{name}_{language}") for name in fold.fields]
        return [name for name in names if name]

    # --- As a stage's form ---

    def is_valid(self):
        valid = [rows.is_valid() for rows in self.all_sets]
        return all(valid)

    def sent(self):
        if self.came is None:
            self.came = {rows.relation: rows.sent() for rows in self.all_sets if rows.was_sent()}
        return self.came

    def texts(self):
        return [pair for rows in self.all_sets for pair in rows.texts()]

    def show(self, version):
        self.version = version
        for rows in self.all_sets:
            rows.version = version

    def marks(self):
        content, typed = self.version.content, self.version.typed
        return {name: mark for rows in self.all_sets for name, mark in rows.marks(content, typed).items()}

    def base_json(self):
        return json.dumps(self.marks() | self.still_shown)

    def told_json(self):
        marks = self.marks() if self.conflicts else {}
        return json.dumps({name: marks.get(name, "") for name in self.conflicts})

    def unsaved(self):
        return groups_of(self.conflicts)

    def tell_conflicts(self, conflicts, base):
        content, typed = self.version.content, self.version.typed
        self.conflicts, self.still_shown = conflicts, still_shown(self.sent(), content, typed, base)
        for rows in self.all_sets:
            if rows.was_sent():
                tell(rows, conflicts, self.sent()[rows.relation], content, typed)

    def mistakes(self):
        return {name: texts for rows in self.all_sets for name, texts in rows.mistakes().items()}

    def named(self):
        return {name: label for rows in self.all_sets for name, label in rows.names().items()}

    def mistakes_named(self):
        named = self.named()
        return [(*named.get(name, ("", "")), texts) for name, texts in self.mistakes().items()]

    def has_files(self):
        return any(rows.has_files() for rows in self.all_sets)
