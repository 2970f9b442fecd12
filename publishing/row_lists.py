"""What is done with the rows of a list that each have a page: added, copied, moved, removed with what hangs on them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from publishing.comparison import headings
from publishing.refusals import Overtaken, Refused
from publishing.rights import Action, allows, roles_of
from publishing.row_cells import new_uid
from publishing.row_merging import UID
from publishing.saving_drafts import write_draft
from publishing.versions import locked_for_writing
from publishing.workflow import overtaken
from publishing.writing import writing_of

MOVES = (
    ("up", "↑", _("Up")),
    ("down", "↓", _("Down")),
    ("copy", "", _("Duplicate")),
    ("remove", "×", _("Remove")),
)  # the buttons of a row in its list; one without a sign shows its label


@transaction.atomic
def change_rows(*, version, by, change):
    """Change the content of an open version by `change(writing, content)`, which returns (content, name of a row)."""
    fresh = locked_for_writing(version)
    if not allows(Action.WRITE, fresh.state, roles_of(by, fresh.dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    writing = writing_of(fresh.dossier.kind)
    content, uid = change(writing, fresh.content)
    write_draft(fresh, by, content, still_typed(writing, fresh, content))
    return fresh, uid


def still_typed(writing, version, content):
    """What is typed and cannot be kept yet, without that in rows that are gone or hang on such."""
    gone = {row[UID] for rows in writing.rows for row in version.content.get(rows.relation) or []}
    gone -= {row[UID] for rows in writing.rows for row in content.get(rows.relation) or []}
    kept = {}
    for name, text in version.typed.items():
        rows = writing.row(name)
        if rows is not None:
            text = [row for row in text if not gone & {row[UID], *(row.get(f"{under}_id") for under in rows.under)}]
        if text:
            kept[name] = text
    return kept


def add_row(relation, values):
    """A change that adds a row at the end of its list."""

    def change(writing, content):
        rows = room_for_one(writing, relation, content)
        row = {UID: new_uid()} | values
        return content | {relation: [*rows, row]}, row[UID]

    return change


def room_for_one(writing, relation, content):
    rows, most = content.get(relation) or [], writing.row(relation).most
    if len(rows) >= most:
        raise Refused(_("At most %(most)s rows are taken here.") % {"most": most})
    return rows


def move_row(relation, uid, step):
    """A change that moves a row one place up (-1) or down (1)."""

    def change(writing, content):
        rows = list(content.get(relation) or [])
        here = place_of(rows, uid)
        there = min(max(here + step, 0), len(rows) - 1)
        rows[here], rows[there] = rows[there], rows[here]
        return content | {relation: rows}, uid

    return change


def place_of(rows, uid):
    place = next((place for place, row in enumerate(rows) if row[UID] == uid), None)
    if place is None:
        raise Overtaken(_("This row was removed meanwhile. Nothing was changed."))
    return place


def copy_row(relation, uid):
    """A change that puts a copy of a row, with all that hangs on it, right after it."""

    def change(writing, content):
        rows = list(room_for_one(writing, relation, content))
        here = place_of(rows, uid)
        copy = rows[here] | {UID: new_uid()}
        content = content | {relation: [*rows[: here + 1], copy, *rows[here + 1 :]]}
        for other, column in hanging_on(writing, relation):
            content[other] = with_copies(writing.row(other), column, uid, copy[UID], content.get(other) or [])
        return content, copy[UID]

    return change


def with_copies(rows, column, uid, new, standing):
    """The rows, with a copy of each that hangs on `uid` hanging on `new`."""
    more = [row | {UID: new_uid(), column: new} for row in standing if row.get(column) == uid]
    if len(standing) + len(more) > rows.most:
        raise Refused(_("At most %(most)s rows are taken here.") % {"most": rows.most})
    return [*standing, *more]


def hanging_on(writing, relation):
    """(relation, column) of the rows that are written under a row of this one."""
    pairs = ((rows, name) for rows in writing.rows for name in rows.under)
    return [(rows.relation, f"{name}_id") for rows, name in pairs if rows.links[name] == relation]


def remove_row(relation, uid):
    """A change that removes a row with all that hangs on it; what only points at it points at nothing."""

    def change(writing, content):
        place_of(content.get(relation) or [], uid)
        content = content | {relation: [row for row in content[relation] if row[UID] != uid]}
        for other, column in hanging_on(writing, relation):
            content[other] = [row for row in content.get(other) or [] if row.get(column) != uid]
        return let_go(writing, relation, uid, content), uid

    return change


def would_go(writing, relation, uid, content):
    """[(title of rows, how many)] of what hangs on a row and would be removed with it."""
    found = []
    for other, column in hanging_on(writing, relation):
        number = sum(row.get(column) == uid for row in content.get(other) or [])
        found += [(writing.row(other).title, number)] if number else []
    return found


def let_go(writing, relation, uid, content):
    for rows in writing.rows:
        child = writing.model._meta.get_field(rows.relation).related_model
        for name in (name for name, other in rows.links.items() if other == relation and name not in rows.under):
            column, kept = f"{name}_id", content.get(rows.relation) or []
            if child._meta.get_field(name).null:
                kept = [row | {column: None} if row.get(column) == uid else row for row in kept]
            else:
                kept = [row for row in kept if row.get(column) != uid]
            content[rows.relation] = kept
    return content


def listed(version, relation):
    """The rows of a list for its stage: heading, a few words, and whether something in it cannot be kept yet."""
    writing, content = writing_of(version.dossier.kind), version.content
    rows = writing.row(relation)
    standing = content.get(relation) or []
    words = rows.told(content, version.dossier.language) if rows.told else {}
    wrong = {row[UID] for row in version.typed.get(relation) or []}
    for other, column in hanging_on(writing, relation):
        wrong |= {row.get(column) for row in version.typed.get(other) or []}
    return [
        {
            "uid": uid,
            "title": title,
            "words": words.get(uid, ""),
            "is_wrong": uid in wrong,
        }
        for uid, title in headings(writing, relation, standing)
    ]
