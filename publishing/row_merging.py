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


def merged_states(then, mine, theirs):
    """{uid: state} in which both changes stand, mine first; None where both changed one row differently.

    `then` is {uid: mark} of the rows both began with.
    """
    own, other = ({uid: digest(state) for uid, state in side.items()} for side in (mine, theirs))
    found = {}
    for uid in {**mine, **theirs}:
        if own.get(uid) == then.get(uid):
            side = theirs
        elif other.get(uid) in (then.get(uid), own.get(uid)):
            side = mine
        else:
            return None
        if uid in side:
            found[uid] = side[uid]
    return found


def merged_rows(base, mine, theirs):
    """The same of rows that are content; None where people must decide."""
    found = merged_states(row_marks(base), states(mine), states(theirs))
    return None if found is None else [row for row, _typed in found.values()]
