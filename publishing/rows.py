"""The child rows of an entry: as JSON, written into their tables, and drawn without touching the database.

Rows of a relation with a key are named by it in every version, for ever; other rows by their primary key. A column
that points at another row of the same entry holds that row's name.
"""

from collections import defaultdict

from django.db import models

from catalogue.languages import LANGUAGES, translated_fields
from publishing.row_merging import UID
from publishing.values import parsed, plain, sizes


def row_columns(model, relation, names):
    """The stored fields of child rows that are written, one for each language."""
    child = model._meta.get_field(relation).related_model
    translated = translated_fields(child)
    for name in names:
        for stored in [f"{name}_{code}" for code in LANGUAGES] if name in translated else [name]:
            yield child._meta.get_field(stored)


def written_columns(model, rows):
    return list(row_columns(model, rows.relation, rows.fields))


def points_outside(column, rows):
    """Whether a column points at what is no row of the same entry."""
    return isinstance(column, models.ForeignKey) and column.name not in rows.links


# --- As JSON ---


def taken_rows(entry, writing):
    """{relation: rows as JSON}, in their order."""
    names, found = {}, {}
    for rows in writing.rows:
        written = written_columns(type(entry), rows)
        standing = list(getattr(entry, rows.relation).order_by(rows.position or "pk", "pk"))
        names[rows.relation] = {row.pk: name_of(row, rows) for row in standing}
        found[rows.relation] = [{UID: name_of(row, rows)} | taken_row(row, written, rows, names) for row in standing]
    return found


def name_of(row, rows):
    return getattr(row, rows.key) if rows.key else str(row.pk)


def taken_row(row, written, rows, names):
    found = {column.attname: plain(column, getattr(row, column.attname)) for column in written}
    found |= {size: getattr(row, size) for column in written for size in sizes(column)}
    for name, relation in rows.links.items():
        found[f"{name}_id"] = names[relation].get(found[f"{name}_id"])
    return found


# --- What rows point at ---


class Neighbours:
    """What the rows of a content point at: asked for once a table; what was deleted since is not among it."""

    def __init__(self, writing, content):
        wanted = defaultdict(set)
        for rows in writing.rows:
            for column in written_columns(writing.model, rows):
                if points_outside(column, rows):
                    keys = {row.get(column.attname) for row in content.get(rows.relation) or []}
                    wanted[column.related_model] |= keys - {None, ""}
        self.found = {model: model._base_manager.in_bulk(keys) for model, keys in wanted.items() if keys}
        self.rows = {}  # {relation: {name: row}} of those written or drawn so far

    def pointed_at(self, column, rows, value):
        """What a column points at, or None."""
        if points_outside(column, rows):
            return self.found.get(column.related_model, {}).get(value)
        return self.rows[rows.links[column.name]].get(value)


def fill_row(row, written, rows, values, neighbours):
    """Set the fields of a row; a picture keeps its size."""
    for column in written:
        if isinstance(column, models.ForeignKey):
            setattr(row, column.name, neighbours.pointed_at(column, rows, values.get(column.attname)))
        else:
            setattr(row, column.attname, parsed(column, values.get(column.attname)))
        for size in sizes(column):
            setattr(row, size, values.get(size))
    return row


# --- Into the tables ---


def put_rows(entry, writing, content):
    """Change rows that stand, make new ones, delete others; {relation: {name in the content: name from now on}}."""
    neighbours, names = Neighbours(writing, content), {}
    for rows in writing.rows:
        put = put_keyed if rows.key else put_one_by_one
        neighbours.rows[rows.relation] = stored = put(entry, rows, content.get(rows.relation) or [], neighbours)
        names[rows.relation] = {uid: name_of(row, rows) for uid, row in stored.items()}
    return names


def put_one_by_one(entry, rows, wanted, neighbours):
    manager, written = getattr(entry, rows.relation), written_columns(type(entry), rows)
    standing = {str(row.pk): row for row in manager.all()}
    stored = {}
    for values in wanted:
        row = standing.pop(values[UID], None) or manager.model(**{manager.field.name: entry})
        fill_row(row, written, rows, values, neighbours).save()
        stored[values[UID]] = row
    for row in standing.values():
        row.delete()
    return stored


def put_keyed(entry, rows, wanted, neighbours):
    """All at once; a row that hangs on one that is gone is left out."""
    manager, written = getattr(entry, rows.relation), written_columns(type(entry), rows)
    standing = {getattr(row, rows.key): row for row in manager.all()}
    before = {key: stored_values(row, written, rows) for key, row in standing.items()}
    stored = {}
    for values in wanted:
        key = values[UID]
        row = standing.get(key) or manager.model(**{manager.field.name: entry, rows.key: key})
        fill_row(row, written, rows, values, neighbours)
        if hangs(row, written, rows):
            stored[key] = row
            setattr(row, rows.position, len(stored))
    manager.filter(pk__in=[row.pk for key, row in standing.items() if key not in stored]).delete()
    changed = [row for key, row in stored.items() if row.pk and stored_values(row, written, rows) != before[key]]
    manager.bulk_update(changed, [rows.position, *(column.name for column in written)], batch_size=100)
    manager.bulk_create([row for row in stored.values() if not row.pk])
    return stored


def stored_values(row, written, rows):
    return [getattr(row, rows.position), *(plain(column, getattr(row, column.attname)) for column in written)]


def hangs(row, written, rows):
    """Whether all that the row cannot be without is there, stored or drawn."""
    foreign = [column for column in written if isinstance(column, models.ForeignKey)]
    held = {column.name for column in foreign if column.get_cached_value(row, default=None)}
    if rows.under and not held & set(rows.under):
        return False
    return all(column.null or column.name in held for column in foreign)


# --- Drawn ---


def drawn_rows(shown, writing, content):
    """{relation: rows} as this content would make them."""
    neighbours = Neighbours(writing, content)
    for rows in writing.rows:
        written, manager = written_columns(writing.model, rows), getattr(shown, rows.relation)
        made = {}
        for position, values in enumerate(content.get(rows.relation) or [], start=1):
            row = manager.model(**{manager.field.attname: shown.pk})
            row.uid = values[UID]
            if rows.key:
                setattr(row, rows.key, row.uid)
                setattr(row, rows.position, position)
            fill_row(row, written, rows, values, neighbours)
            if not rows.key or hangs(row, written, rows):
                made[row.uid] = row
        neighbours.rows[rows.relation] = made
    return {relation: list(made.values()) for relation, made in neighbours.rows.items()}
