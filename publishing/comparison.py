"""What differs between two contents of one kind: texts word by word, values, topics, rows, files."""

from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from catalogue.linked_data import topic_name
from catalogue.models import Entry, Topic, public_name
from publishing.diff import words
from publishing.row_merging import UID
from publishing.rows import row_columns
from publishing.snapshot import FURTHER, PART, columns, ties
from publishing.writing import CONTENTS, TOPICS, writing_of


class Change(NamedTuple):
    """One text or value that differs; `language` where it exists once per language."""

    label: str
    language: str
    pieces: list  # (operation, text)


class ListChange(NamedTuple):
    """What came and went in a list of names."""

    label: str
    added: list
    removed: list


class RowChange(NamedTuple):
    """One row that came, went or changed: its cells by name."""

    label: str
    status: str  # added, removed, changed
    cells: list  # of Change


class Comparison(NamedTuple):
    texts: list
    lists: list
    rows: list

    @property
    def is_empty(self):
        return not any(self)


def compared(kind, old, new):
    """Only what differs, in the order in which it is written."""
    writing = writing_of(kind)
    texts = [change for column in in_order(writing) if (change := change_of(column, old, new))]
    texts += changed_contents(writing, old, new)
    rows = [change for rows in writing.rows for change in changed_rows(writing, rows, old, new)]
    return Comparison(texts, changed_lists(writing, old, new), rows)


def in_order(writing):
    """The stored fields, those of the form first and in its order; what only follows from a file is left out."""
    names = writing.written_fields()
    places = {name: place for place, name in enumerate(names)}
    shown = [column for column in columns(writing.model) if column.editable]
    return sorted(shown, key=lambda column: places.get(plain_name(column), len(names)))


def plain_name(column):
    """`title_sl` is the title."""
    original = getattr(column, "translated_field", None)
    return original.name if original else column.name


def language_of(column):
    return column.language if hasattr(column, "translated_field") else ""


def label_of(column):
    original = getattr(column, "translated_field", column)
    return capfirst(str(original.verbose_name))


def change_of(column, old, new):
    """The change of one stored field, or None."""
    before, after = old.get(column.attname), new.get(column.attname)
    if (before or "") == (after or "") and (before is None) == (after is None):
        return None
    pieces = pieces_of(column, before, after)
    return Change(label_of(column), language_of(column), pieces) if pieces else None


def pieces_of(column, before, after):
    """Texts word by word, other values as a whole; nothing where both would be shown alike."""
    if isinstance(column, models.FileField):
        return swapped(_("earlier file") if before else "", _("new file") if after else "")
    first, second = shown_value(column, before), shown_value(column, after)
    if first == second:
        return []
    return words(first, second) if is_text(column) else swapped(first, second)


def is_text(column):
    return isinstance(column, models.CharField | models.TextField) and not column.choices


def swapped(before, after):
    return [(operation, text) for operation, text in (("delete", before), ("insert", after)) if text]


def shown_value(column, value):
    """A value as readers see it; of other entries only the public name."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(column, models.ForeignKey):
        return value if isinstance(value, str) else neighbour(column.related_model, value)
    choices = dict(column.flatchoices) if column.choices else {}
    return str(choices.get(value, value))


def neighbour(model, pk):
    found = model._base_manager.filter(pk=pk).first()
    name = public_name(found) if issubclass(model, Entry) else str(found or "")
    return name or _("an entry that is not public")


# --- Topics and ties ---


def changed_lists(writing, old, new):
    named = {TOPICS: _("Main topics"), FURTHER: _("Further topics")}
    lists = [(label, topic_names, old.get(name, []), new.get(name, [])) for name, label in named.items()]
    lists += [
        (capfirst(str(tie.verbose_name)), names_by(tie.related_model), old.get(tie.name, []), new.get(tie.name, []))
        for tie in ties(writing.model)
    ]
    found = [list_change(*values) for values in lists]
    return [change for change in found if change.added or change.removed]


def list_change(label, naming, before, after):
    added = [value for value in after if value not in before]
    removed = [value for value in before if value not in after]
    return ListChange(label, naming(added), naming(removed))


def topic_names(slugs):
    """The labels in the page's language; of a topic that is gone its name in the address."""
    found = {row["slug"]: topic_name(row) for row in Topic.objects.filter(slug__in=slugs).values(*TOPIC_COLUMNS)}
    return [found.get(slug, slug) for slug in slugs]


TOPIC_COLUMNS = ("slug", *(f"name_{code}" for code in LANGUAGES))


def names_by(model):
    return lambda pks: [neighbour(model, pk) for pk in pks]


# --- Contents ---


def changed_contents(writing, old, new):
    """The order of the parts, a line each, where it differs."""
    if writing.contents is None or (old.get(CONTENTS) or []) == (new.get(CONTENTS) or []):
        return []
    before, after = (contents_text(writing, content) for content in (old, new))
    return [Change(contents_label(writing), "", words(before, after))]


def contents_label(writing):
    parts = writing.model._meta.get_field(writing.contents.relation).related_model
    return capfirst(str(parts._meta.verbose_name_plural))


def contents_text(writing, content):
    return "\n".join(contents_lines(writing, content))


def contents_lines(writing, content):
    """“2.1 Title” for each part, deeper ones moved in."""
    rows = content.get(CONTENTS) or []
    parts = writing.model._meta.get_field(writing.contents.relation).related_model
    names = parts._base_manager.in_bulk([row[PART] for row in rows])
    gone = _("an entry that is not public")
    named = [(row, public_name(names.get(row[PART])) or gone) for row in rows]
    return [" " * 2 * (row["level"] - 1) + " ".join(filter(None, (row["number"], name))) for row, name in named]


# --- Rows ---


def changed_rows(writing, rows, old, new):
    """Rows that are the same but for their name in the versions are no change."""
    written = list(row_columns(writing.model, rows.relation, rows.fields))
    stood, stands = ({row[UID]: row for row in content.get(rows.relation, [])} for content in (old, new))
    before = {uid: with_names(writing, rows, row, old) for uid, row in stood.items()}
    after = {uid: with_names(writing, rows, row, new) for uid, row in stands.items()}
    gone, come = without_twins(
        [row for uid, row in before.items() if uid not in after],
        [row for uid, row in after.items() if uid not in before],
    )
    label = str(rows.title)
    for uid, row in after.items():
        if uid in before and (cells := cells_of(moved(written, rows, stood[uid], stands[uid]), before[uid], row)):
            yield RowChange(label, "changed", [Change(_("Row"), "", [("equal", heading(written, row))]), *cells])
    yield from (RowChange(label, "added", cells_of(written, {}, row)) for row in come)
    yield from (RowChange(label, "removed", cells_of(written, row, {})) for row in gone)


def with_names(writing, rows, row, content):
    """The row, with the headings of the rows it points at in place of their names."""
    return row | {
        f"{name}_id": heading_of(writing, relation, row.get(f"{name}_id"), content)
        for name, relation in rows.links.items()
    }


def moved(written, rows, before, after):
    """The columns without those that point at the same row as before, whatever that is called by now."""
    same = {name for name in rows.links if before.get(f"{name}_id") == after.get(f"{name}_id")}
    return [column for column in written if column.name not in same]


def heading_of(writing, relation, uid, content):
    """What tells a row of a content from others; empty where there is none of this name."""
    row = next((row for row in content.get(relation, []) if row[UID] == uid), None)
    return heading_in(writing, relation, row) if row else ""


def heading_in(writing, relation, row):
    """The first of its texts, in whichever language it has one."""
    return heading(text_columns(writing, relation), row)


def headings(writing, relation, rows):
    """[(name, heading)] of rows of one relation."""
    columns = text_columns(writing, relation)
    return [(row[UID], heading(columns, row)) for row in rows]


def text_columns(writing, relation):
    written = row_columns(writing.model, relation, writing.row(relation).fields)
    return [column for column in written if is_text(column)]


def without_twins(gone, come):
    for row in list(gone):
        twin = next((other for other in come if bare(other) == bare(row)), None)
        if twin is not None:
            gone.remove(row)
            come.remove(twin)
    return gone, come


def bare(row):
    return {name: value for name, value in row.items() if name != UID}


def cells_of(written, before, after):
    return [change for column in written if (change := change_of(column, before, after))]


def cells_standing(written, row):
    """The cells of a row that are filled, as they stand."""
    shown = [(column, shown_value(column, row.get(column.attname))) for column in written]
    return [Change(label_of(column), language_of(column), [("equal", text)]) for column, text in shown if text]


def heading(written, row):
    """What tells the row from others: its first cell that is filled."""
    return next((text for column in written if (text := shown_value(column, row.get(column.attname)))), "–")
