"""Where the public text and an open version both changed the same field: shown side by side and decided by people."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from publishing.comparison import (
    Comparison,
    cells_standing,
    changed_rows,
    compared,
    contents_label,
    contents_lines,
    heading_in,
    in_order,
    label_of,
    language_of,
    shown_value,
    topic_names,
    with_names,
)
from publishing.comparison import neighbour as name_of
from publishing.keeping import digest
from publishing.merging import bare, base_of, brought_up_to_date, inherit_marks
from publishing.models import Version
from publishing.passages import note
from publishing.refusals import Overtaken
from publishing.rights import Action, allows, roles_of
from publishing.row_merging import UID, merged_rows, row_name, row_of, split_name
from publishing.rows import row_columns
from publishing.saving_drafts import forget_checks
from publishing.snapshot import FURTHER, columns, ties
from publishing.versions import keep_title, leading_of
from publishing.workflow import locked, overtaken
from publishing.writing import CONTENTS, TOPICS, Rows, Writing, writing_of

MINE, THEIRS, THIRD = "mine", "theirs", "third"


class Moved(Overtaken):
    """What is to be decided is not what the page showed any more."""


class RowClash(NamedTuple):
    """The row as each of both has it; None where one removed it."""

    rows: Rows
    mine: dict | None
    theirs: dict | None


@dataclass(frozen=True)
class Clash:
    """One field or one row that both changed: its value before, in the open version and in the public text."""

    name: str
    label: str
    language: str
    column: object  # None for topics, ties and rows
    base: list  # what stood there, as lines; of a row its cells
    mine: Comparison
    theirs: Comparison
    row: RowClash | None = None


@dataclass(frozen=True)
class Found:
    """All that differs between an open version and the public text it must be brought up to date with."""

    writing: Writing
    leading: Version
    base: dict
    mine: dict
    theirs: dict
    merged: dict
    names: list  # of the fields that clash, and “relation.uid” of the rows

    @property
    def mark(self):
        """Tells whether two looks saw the same."""
        sides = self.mine, self.theirs
        values = [[name, *(digest(narrowed(side, name)) for side in sides)] for name in self.names]
        return digest([self.leading.pk, values])

    def clashes(self):
        """What people decide, in the order in which it is written."""
        return [
            row_clash_of(self, name) if split_name(name)[1] else clash_of(self, name, column)
            for place, column in in_form_order(self.writing)
            for name in self.names
            if split_name(name)[0] == place
        ]

    def brought(self):
        """What the public text changed alone: it comes along by itself."""
        return compared(self.writing.kind, *(without(side, self.names) for side in (self.mine, self.merged)))


def found_for(version):
    """What an open version lacks of the public text; None where it begins with that text."""
    leading = leading_of(version.dossier) if version.is_open else None
    if leading is None or version.based_on == leading.number:
        return None
    merged, names = brought_up_to_date(version, leading)
    sides = base_of(version), bare(version.content), bare(leading.content)
    return Found(writing_of(version.dossier.kind), leading, *sides, merged, names)


def in_form_order(writing):
    """(name in the content, column or None) of all that people may decide."""
    yield from ((column.attname, column) for column in in_order(writing))
    yield from ((name, None) for name in [TOPICS, FURTHER, *(tie.name for tie in ties(writing.model))])
    yield from ((rows.relation, None) for rows in writing.rows)
    if writing.contents:
        yield CONTENTS, None


def clash_of(found, name, column):
    was, kind = {name: found.base.get(name)}, found.writing.kind
    mine, theirs = (compared(kind, whole(was), whole({name: side.get(name)})) for side in (found.mine, found.theirs))
    language = language_of(column) if column else ""
    return Clash(name, label(found.writing, name, column), language, column, lines(found, name, column), mine, theirs)


def row_clash_of(found, name):
    """The clash of one row, called by what tells it from others."""
    relation, _uid = split_name(name)
    rows = found.writing.row(relation)
    written = list(row_columns(found.writing.model, relation, rows.fields))
    base, own, other = (row_of(side, name) for side in (found.base, found.mine, found.theirs))
    mine, theirs = (row_compared(found, rows, name, side) for side in (found.mine, found.theirs))
    label = f"{rows.title}: {heading_in(found.writing, relation, base or own or other)}"
    cells = cells_standing(written, with_names(found.writing, rows, base, found.base)) if base else []
    return Clash(name, label, "", None, cells, mine, theirs, RowClash(rows, own, other))


def row_compared(found, rows, name, side):
    """The one row of a side with what it was; rows that it points at are called as each side calls them."""
    old, new = (content | narrowed(content, name) for content in (found.base, side))
    return Comparison([], [], list(changed_rows(found.writing, rows, old, new)))


def narrowed(content, name):
    """What a content has of that name alone: a field, or one row of a relation."""
    relation, uid = split_name(name)
    if not uid:
        return {name: content.get(name)}
    row = row_of(content, name)
    return {relation: [row] if row else []}


def without(content, names):
    """A content without the fields and the rows of these names."""
    left = {name: value for name, value in content.items() if name not in names}
    for relation in {place for place, uid in map(split_name, names) if uid} & left.keys():
        left[relation] = [row for row in left[relation] if row_name(relation, row[UID]) not in names]
    return left


def whole(content):
    """Lists that are not there are empty."""
    return {name: value for name, value in content.items() if value is not None}


def label(writing, name, column):
    if column:
        return label_of(column)
    if name == CONTENTS:
        return contents_label(writing)
    own = {TOPICS: _("Main topics"), FURTHER: _("Further topics")}
    return own.get(name) or label_of(writing.model._meta.get_field(name))


def lines(found, name, column):
    """What stood there before both changed it, a line for each value of a list."""
    value = found.base.get(name)
    if column:
        return [text] if (text := told(column, value)) else []
    if name in (TOPICS, FURTHER):
        return topic_names(value or [])
    if name == CONTENTS:
        return contents_lines(found.writing, found.base)
    return [name_of(found.writing.model._meta.get_field(name).related_model, pk) for pk in value or []]


def told(column, value):
    if isinstance(column, models.FileField):
        return _("earlier file") if value else ""
    return shown_value(column, value)


# --- Deciding ---


@transaction.atomic
def resolve(*, version, by, chosen, seen):
    """Write what was chosen, {name: (side, own value)}, and all that comes along by itself, into the open version."""
    fresh = locked(version)
    if not allows(Action.WRITE, fresh.state, roles_of(by, fresh.dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    found = found_for(fresh)
    if found is None:
        raise Overtaken(_("It is up to date with the public text already. Nothing was changed."))
    if found.mark != seen:
        raise Moved(_("Somebody changed one of the texts meanwhile. Look again; nothing was saved yet."))
    content = decided(found, chosen)
    write(fresh, content, found, by)
    note(fresh, "resolve", fresh.state, by)
    return fresh


def decided(found, chosen):
    """The merged content with every choice; what the portal keeps beside a file goes with the file."""
    content = dict(found.merged)
    for name in found.names:
        relation, uid = split_name(name)
        if uid:
            content[relation] = decided_rows(found, relation, chosen)
            continue
        side, value = chosen.get(name, (THEIRS, None))
        sides = {MINE: found.mine, THEIRS: found.theirs}
        content[name] = value if side == THIRD else sides[side].get(name)
    for column in columns(found.writing.model):
        if isinstance(column, models.ImageField) and column.attname in found.names:
            side = found.mine if chosen.get(column.attname, (THEIRS,))[0] == MINE else found.theirs
            content |= {name: side.get(name) for name in (column.width_field, column.height_field) if name}
    return content


def decided_rows(found, relation, chosen):
    """The rows of both, with every choice; a row that is written anew stands where ours stood."""
    mine = {row[UID]: row for row in found.mine.get(relation) or []}
    choices = {split_name(name)[1]: choice for name, choice in chosen.items() if split_name(name)[0] == relation}
    mine |= {uid: value for uid, (side, value) in choices.items() if side == THIRD}
    ours = {uid for uid, (side, _value) in choices.items() if side in (MINE, THIRD)}
    rows, _clashing = merged_rows(found.base.get(relation), list(mine.values()), found.theirs.get(relation), wins=ours)
    return rows


def write(version, content, found, by):
    content = inherit_marks(version, found.leading, content)
    forget_checks(version, content)
    version.typed = still_typed(version.typed, found)
    version.content, version.based_on = content, found.leading.number
    version.saves += 1
    version.save()
    version.contributors.add(by)
    keep_title(version.dossier, content)


def still_typed(typed, found):
    """What was typed half, without that of fields and rows that have been decided."""
    return {name: text for name, text in without(typed, found.names).items() if text and not settles(found, name)}


def settles(found, name):
    """Whether something typed half belongs to a field that has been decided."""
    stored = {name, f"{name}_id", *(f"{name}_{code}" for code in LANGUAGES)}
    return bool(stored & set(found.names))
