"""What a form sends, put into what stands: valid values, what was typed and cannot be kept yet, and clashes."""

import hashlib
import json
import re
from typing import NamedTuple

from publishing.row_merging import are_rows, merged_states, states

LINE_END = re.compile("\r\n|\r")
IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")  # what no database keeps
NOTHING = object()


class Sent(NamedTuple):
    """What came for one field: its value, or what was typed where that is none.

    Of rows there may be both: those that are valid, and what was typed in the others.
    """

    key: str  # its name in the content
    value: object = NOTHING
    typed: object = None
    part: object = None  # where a page shows only some of the rows: which, as a RowPart


class Kept(NamedTuple):
    """What stands after a form was put into it, and the names of fields that somebody else changed meanwhile."""

    content: dict
    typed: dict
    conflicts: list


def digest(value):
    value = None if value in ("", [], {}) else value
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def mark(content, typed, name, key):
    """A short name for what a form shows of a field: so that two people's changes can be told apart."""
    text = typed.get(name)
    if not text:
        return digest(content.get(key))
    return digest([text, content.get(key) if is_rows(text) else None])


def is_rows(typed):
    return isinstance(typed, list) and isinstance(typed[0], dict)


def put_in(sent, content, typed, *, base=None, told=None):
    """Put {name: Sent} into content and typed texts; returns what stands then, as Kept.

    `base` is {name: mark} of what the form showed: what its writer did not touch keeps what others wrote, and what
    both changed is not overwritten, unless `told` says that the writer has seen what stands now.
    """
    base, told, conflicts = base or {}, told or {}, []
    for name, one in sent.items():
        if one.part:
            content, typed, more = put_part(name, one, content, typed, base, told)
            conflicts += more
            continue
        then, now = base.get(name), mark(content, typed, name, one.key)
        after = written(one, name, content, typed)
        mine = mark(*after, name, one.key)
        if mine in (now, then):
            continue
        if not then or now in (then, told.get(name)):
            content, typed = after
        elif both := both_rows(one, name, content, typed, base):
            content, typed = both
        else:
            conflicts.append(name)
    return Kept(content, typed, conflicts)


def put_part(name, one, content, typed, base, told):
    """The rows that a page shows, put in among the others."""
    rows, over = content.get(one.key) or [], typed.get(name) or []
    inside = content | {one.key: one.part.of(rows)}, typed | {name: one.part.of(over)}
    kept = put_in({name: one._replace(part=None)}, *inside, base=base, told=told)
    content = kept.content | {one.key: one.part.put_back(rows, kept.content.get(one.key) or [])}
    typed = {other: text for other, text in kept.typed.items() if other != name}
    if left := one.part.put_back(over, kept.typed.get(name) or []):
        typed[name] = left
    return content, typed, kept.conflicts


def both_rows(one, name, content, typed, base):
    """(content, typed) with the rows that one side changed and those that the other did; None where both did one."""
    if one.value is NOTHING or not are_rows(one.value, one.typed, content.get(one.key), typed.get(name)):
        return None
    then = {key.removeprefix(f"{name}."): mark for key, mark in base.items() if key.startswith(f"{name}.")}
    mine, theirs = states(one.value, one.typed), states(content.get(one.key), typed.get(name))
    found = merged_states(then, mine, theirs)
    if found is None:
        return None
    rows, over = ([state[side] for state in found.values() if state[side]] for side in (0, 1))
    return written(Sent(one.key, rows, over), name, content, typed)


def written(one, name, content, typed):
    typed = {other: text for other, text in typed.items() if other != name}
    if one.typed:
        typed[name] = one.typed
    return content if one.value is NOTHING else content | {one.key: one.value}, typed


def marks_sent(data, name):
    """The marks that came with a form as `base` or `told`; nonsense counts as none."""
    try:
        found = json.loads(data.get(name) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def with_plain_lines(data):
    """What was sent with lines that end with LF, as texts are stored; browsers send CR LF."""
    if not hasattr(data, "lists"):
        return data
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [LINE_END.sub("\n", value) for value in values])
    return plain


def as_typed(value):
    """What was typed, as it can be stored; None for what is no text, such as a file."""
    if isinstance(value, str):
        return IMPOSSIBLE.sub("", value)
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return [IMPOSSIBLE.sub("", text) for text in value if text]
    return None
