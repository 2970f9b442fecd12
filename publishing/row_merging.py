"""Rows that two people changed at once: what each did to different rows stays, and the same row is for people."""

import hashlib
import json
from typing import NamedTuple

UID = "uid"  # names a row through all versions
PLACE = "place"  # of a row that was typed and is no content yet
NOTHING = (None, "", [], {})


class RowPart(NamedTuple):
    """Some of the rows of a relation: those whose column holds this name."""

    column: str
    name: str

    def of(self, rows):
        return [row for row in rows if row.get(self.column) == self.name]

    def put_back(self, rows, mine):
        """All rows, with these in the places of the part; what is more comes last."""
        mine = iter(mine)
        kept = [next(mine, None) if row.get(self.column) == self.name else row for row in rows]
        return [row for row in (*kept, *mine) if row is not None]


def are_rows(*values):
    """Whether at least one of the values holds rows, and none anything else."""
    lists = [value for value in values if value not in NOTHING]
    return bool(lists) and all(isinstance(value, list) and all(map(is_row, value)) for value in lists)


def is_row(value):
    return isinstance(value, dict) and UID in value


def row_marks(rows, typed=()):
    """{uid: a short name for what stands in the row and what is typed over it}; what is empty counts for nothing."""
    return {uid: digest(state) for uid, state in states(rows, typed).items()}


def states(rows, typed=()):
    """{uid: (row, what is typed over it)} in their order; either may be empty."""
    found = {row[UID]: (row, {}) for row in rows or ()}
    for row in typed or ():
        found[row[UID]] = (found.get(row[UID], ({}, {}))[0], row)
    return found


def digest(state):
    told = [{name: value for name, value in row.items() if value not in NOTHING and name != PLACE} for row in state]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def merged_states(then, mine, theirs, wins=()):
    """({uid: state} in which both changes stand, the uids of rows that both changed differently).

    `then` is {uid: mark} of the rows both began with. Of a row that both changed theirs stands, as does mine of those
    named in `wins`, whatever was done to them. That one removed it is a change, too.
    """
    own, other = ({uid: digest(state) for uid, state in side.items()} for side in (mine, theirs))
    found, clashing = {}, []
    for uid in in_order(then, mine, theirs):
        is_left_alone = own.get(uid) == then.get(uid)
        if uid in wins or (not is_left_alone and other.get(uid) in (then.get(uid), own.get(uid))):
            side = mine
        else:
            side = theirs
            clashing += [] if is_left_alone else [uid]
        if uid in side:
            found[uid] = side[uid]
    return found, clashing


def in_order(then, mine, theirs):
    """The uids of both in my order, or in theirs where they alone moved rows; what the other added follows."""
    first, second = (theirs, mine) if is_moved(then, theirs) and not is_moved(then, mine) else (mine, theirs)
    uids, before = list(first), None
    for uid in second:
        if uid not in first:
            place = uids.index(before) + 1 if before else 0
            uids.insert(place if uid in then else len(uids), uid)
        before = uid
    return uids


def is_moved(then, side):
    """Whether rows that stood then have another order now."""
    return [uid for uid in side if uid in then] != [uid for uid in then if uid in side]


def merged_rows(base, mine, theirs, wins=()):
    """(rows, uids of those that people must decide): the same of rows that are content."""
    found, clashing = merged_states(row_marks(base), states(mine), states(theirs), wins)
    return [row for row, _typed in found.values()], clashing


# --- Names: a field's own, or “relation.uid” of a row ---


def row_name(relation, uid):
    return f"{relation}.{uid}"


def split_name(name):
    """(the field or relation, the uid of a row or nothing)."""
    relation, _dot, uid = name.partition(".")
    return relation, uid


def groups_of(names):
    """The fields and relations of these names, each once."""
    return list(dict.fromkeys(split_name(name)[0] for name in names))


def row_of(content, name):
    """The row of that name; None where the content has none."""
    relation, uid = split_name(name)
    return next((row for row in content.get(relation) or () if row[UID] == uid), None)
