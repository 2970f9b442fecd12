"""How a translation stands section by section: which are older than their source, and what makes them current."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.sections import checked, like_source, said, sections, stale
from publishing.translations import before, text
from publishing.writing import writing_of


class Standing(models.TextChoices):
    OLDER = "older", _("older than its source")
    MISSING = "missing", _("new in the source")
    SUPERFLUOUS = "superfluous", _("not in the source any more")


class Row(NamedTuple):
    """One section that does not stand as its source does: the source then and now, and the translation of today."""

    anchor: str
    heading: str  # of the source
    standing: Standing
    then: str
    now: str
    target: str  # empty where the translation has no such section


def rows(unit):
    """The sections of a `translations.Unit` that are to be looked at, in the order of the source."""
    found = stale(unit.before, unit.source)
    target = taken_over(unit.target, was=unit.target, first=unit.before, now=unit.source)
    then, now, target = (by_anchor(source) for source in (unit.before, unit.source, target))
    for name, part in (now | {name: part for name, part in then.items() if name not in now}).items():
        for standing, names in zip((Standing.OLDER, Standing.MISSING, Standing.SUPERFLUOUS), found, strict=True):
            if name in names:
                three = (side[name].text.strip() if name in side else "" for side in (then, now, target))
                yield Row(name, part.heading, standing, *three)


class Pair(NamedTuple):
    """A section of the source and the section of the translation with its anchor; either may be missing."""

    anchor: str
    source: str
    target: str


def pairs(unit):
    """A text beside its translation, section by section in the order of the source; then what only the latter has."""
    target = taken_over(unit.target, was=unit.target, first=unit.before or unit.source, now=unit.source)
    one, other = by_anchor(unit.source), by_anchor(target)
    return [Pair(name, *(said_in(side, name) for side in (one, other))) for name in {**one, **other}]


def said_in(parts, name):
    return parts[name].text.strip() if name in parts else ""


def by_anchor(source):
    return {part.anchor: part for part in sections(source)}


def taken_over(target, *, was, first, now):
    """A translation with the anchors of its source; `was` is what stood there, `first` the source of that.

    Headings that lacked theirs until now have those of the source that they were made from, new ones those of today's.
    """
    made_from = like_source(target, first) if like_source(was, first) != was else target
    return like_source(made_from, now)


def mark_after(*, first, now, was, target, ticked=()):
    """What is left of a mark once the translation `was` became `target` and people have checked the sections `ticked`.

    A section that was written anew is current; the others stay as they were.
    """
    old, new = by_anchor(taken_over(was, was=was, first=first, now=first)), by_anchor(target)
    for name in sorted(set().union(*stale(first, now))):
        if name in ticked or spoken(old, name) != spoken(new, name):
            first = checked(first, now, name)
    return "" if first == now else first


def spoken(parts, name):
    return said(parts[name]) if name in parts else None


def counted(kind, content, source, language):
    """(long texts that are older, their sections that are to be looked at, all their sections)."""
    found = [(before(content, key, language), text(content, key, source)) for key in writing_of(kind).sectioned]
    found = [(first, now) for first, now in found if first]
    looked_at = sum(len(set().union(*stale(*pair))) for pair in found)
    return len(found), looked_at, sum(len(by_anchor(first).keys() | by_anchor(now).keys()) for first, now in found)
