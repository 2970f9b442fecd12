"""What a form sends, put into what stands: valid values, what was typed and cannot be kept yet, and clashes."""

import hashlib
import json
import re
from typing import NamedTuple

from django.utils.datastructures import MultiValueDict

from catalogue.text import kept
from publishing.row_merging import are_rows, merged_states, row_marks, row_name, states

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
    """What stands after a form was put into it, and the names of what somebody else changed meanwhile.

    A name is that of a field, or “relation.uid” of one row.
    """

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
        after = written(one, name, content, typed)
        if after == (content, typed):
            continue
        then, now = base.get(name), mark(content, typed, name, one.key)
        mine = mark(*after, name, one.key)
        if mine in (now, then):
            continue
        if not then:
            content, typed = after
        elif is_of_rows(one, name, content, typed):
            content, typed, clashing = both_rows(one, name, content, typed, base=base, told=told)
            conflicts += clashing
        elif now in (then, told.get(name)):
            content, typed = after
        else:
            conflicts.append(name)
    return Kept(content, typed, conflicts)


def part_of(name, one, content, typed):
    """(content, typed) with no other rows than those that a page shows."""
    rows, over = content.get(one.key) or [], typed.get(name) or []
    return content | {one.key: one.part.of(rows)}, typed | {name: one.part.of(over)}


def put_part(name, one, content, typed, base, told):
    """The rows that a page shows, put in among the others."""
    rows, over = content.get(one.key) or [], typed.get(name) or []
    inside = part_of(name, one, content, typed)
    kept = put_in({name: one._replace(part=None)}, *inside, base=base, told=told)
    content = kept.content | {one.key: one.part.put_back(rows, kept.content.get(one.key) or [])}
    typed = {other: text for other, text in kept.typed.items() if other != name}
    if left := one.part.put_back(over, kept.typed.get(name) or []):
        typed[name] = left
    return content, typed, kept.conflicts


def is_of_rows(one, name, content, typed):
    return one.value is not NOTHING and are_rows(one.value, one.typed, content.get(one.key), typed.get(name))


def both_rows(one, name, content, typed, *, base, told):
    """(content, typed, names of rows that both changed) with the rows that one side changed and those of the other."""
    then = {uid: mark for uid in marked(base, name) if (mark := base[row_name(name, uid)])}
    mine, theirs = states(one.value, one.typed), states(content.get(one.key), typed.get(name))
    now = row_marks(content.get(one.key), typed.get(name))
    seen = {uid for uid in marked(told, name) if told[row_name(name, uid)] == now.get(uid, "")}
    found, clashing = merged_states(then, mine, theirs, wins=seen)
    rows, over = ([state[side] for state in found.values() if state[side]] for side in (0, 1))
    content, typed = written(Sent(one.key, rows, over), name, content, typed)
    return content, typed, [row_name(name, uid) for uid in clashing]


def marked(marks, name):
    """The uids of the rows of a relation that have a mark, in their order."""
    return [key.removeprefix(start) for key in marks if key.startswith(start := row_name(name, ""))]


def still_shown(sent, content, typed, base):
    """{name: mark in `base`} where what stands is not what was sent: that is what its writer still has before them."""
    found = {}
    for name, one in sent.items():
        if one.part:
            inside = part_of(name, one, content, typed)
            found |= still_shown({name: one._replace(part=None)}, *inside, base)
            continue
        after = written(one, name, content, typed)
        if not base.get(name) or after == (content, typed):
            continue
        if mark(*after, name, one.key) == mark(content, typed, name, one.key):
            continue
        found[name] = base[name]
        if is_of_rows(one, name, content, typed):
            own, other = row_marks(one.value, one.typed), row_marks(content.get(one.key), typed.get(name))
            changed = [row_name(name, uid) for uid in {**own, **other} if own.get(uid) != other.get(uid)]
            found |= {key: base.get(key) for key in changed}
    return found


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
    return MultiValueDict({name: [LINE_END.sub("\n", value) for value in values] for name, values in data.lists()})


def with_kept_texts(data):
    """The same, and without anything that nobody sees."""
    if not hasattr(data, "lists"):
        return data
    return MultiValueDict({name: [kept(value) for value in values] for name, values in data.lists()})


def as_typed(value):
    """What was typed, as it can be stored; None for what is no text, such as a file."""
    if isinstance(value, str):
        return IMPOSSIBLE.sub("", value)
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return [IMPOSSIBLE.sub("", text) for text in value if text]
    return None
