"""What changed between two texts, word by word; long texts are compared by paragraphs first."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

EQUAL, DELETE, INSERT = "equal", "delete", "insert"
TOKEN = re.compile("[\\w\u0300-\u036f]+|\\s+|[^\\w\\s]")
MOST_TOKENS = 2_000  # of one side: beyond, looking for what stayed takes too long


class Piece(NamedTuple):
    """A part of the old text, of the new one, or of both."""

    op: str
    text: str


def words(old, new):
    """[(op, text)]: “equal” and “delete” together are the old text, “equal” and “insert” the new one."""
    start = shared_start(old, new)
    end = shared_end(old[start:], new[start:])
    was, now = old[start : len(old) - end], new[start : len(new) - end]
    return joined([(EQUAL, old[:start]), *changes(was, now), (EQUAL, old[len(old) - end :])])


def shared_start(old, new):
    """How many characters at the start are the same, cut before a word."""
    length = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    while length and not (breaks(old, length) and breaks(new, length)):
        length -= 1
    return length


def shared_end(old, new):
    pairs = zip(reversed(old), reversed(new), strict=False)
    length = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
    while length and not (breaks(old, len(old) - length) and breaks(new, len(new) - length)):
        length -= 1
    return length


def breaks(text, place):
    """Whether a text may be cut here: at its ends and beside a space."""
    return place in (0, len(text)) or text[place - 1].isspace() != text[place].isspace()


def changes(old, new):
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(was), len(now)) > MOST_TOKENS:
        return by_paragraphs(old, new)
    return [piece for op, a, b in compared(was, now) for piece in pieces(op, a, b)]


def by_paragraphs(old, new):
    """Lines that stayed are found first; what lies between two of them is compared by words if it is short enough."""
    was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if max(len(was), len(now)) > MOST_TOKENS:
        return pieces("replace", was, now)
    return [piece for op, a, b in compared(was, now) for piece in within(op, "".join(a), "".join(b))]


def within(op, old, new):
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    if op != "replace" or max(len(was), len(now)) > MOST_TOKENS // 4:
        return pieces(op, [old], [new])
    return [piece for op, a, b in compared(was, now) for piece in pieces(op, a, b)]


def compared(was, now):
    for op, start, end, begin, stop in SequenceMatcher(None, was, now).get_opcodes():
        yield op, was[start:end], now[begin:stop]


def pieces(op, old, new):
    if op == EQUAL:
        return [(EQUAL, "".join(new))]
    return [(DELETE, "".join(old)), (INSERT, "".join(new))]


def joined(found):
    """Neighbours of one kind become one; nothing is empty."""
    kept = [piece for piece in found if piece[1]]
    return [Piece(op, "".join(text for _op, text in run)) for op, run in groupby(kept, key=lambda piece: piece[0])]
