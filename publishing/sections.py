"""Sections: what stands below one heading, cut out of the source by its anchor; which of a translation are older."""

import re
from itertools import zip_longest
from typing import NamedTuple

from catalogue.text import slugify_sl

TOP = "top"  # what stands before the first heading
HEADING = re.compile(r"(#{2,6})[ \t]+(.*)")
WRITTEN_ANCHOR = re.compile(r"\{#([a-z0-9-]{1,80})\}\Z")
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
LONGEST_ANCHOR = 60


class Section(NamedTuple):
    anchor: str
    heading: str
    level: int
    text: str  # with its heading, as it is written


def sections(text):
    """The sections of a text in their order; each ends at the next heading of any level."""
    found, lines, fence = [(TOP, "", 0, [])], text.splitlines(keepends=True), ""
    taken = {}
    for line in lines:
        if mark := FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1][:3]
        if not fence and (heading := heading_in(line)):
            level, words, written = heading
            found.append((free_anchor(written or anchor_of(words), taken), words, level, []))
        found[-1][-1].append(line)
    made = [Section(*named, "".join(some)) for *named, some in found]
    return made if made[0].text.strip() else made[1:]


def heading_in(line):
    """(level, words, the anchor that is written or "") of a line that is a heading; else None."""
    found = HEADING.match(line)
    if found is None:
        return None
    words = found[2].rstrip(" \t").rstrip("#").rstrip(" \t")
    anchor = WRITTEN_ANCHOR.search(words)
    return len(found[1]), (words[: anchor.start()] if anchor else words).strip(), anchor[1] if anchor else ""


def with_anchors(text, given=()):
    """The text with an anchor at each heading; those that it has stay.

    `given` are anchors for the headings in their order, as a translation takes them over from its source.
    """
    found = sections(text)
    parts = [part for part in found if part.anchor != TOP]
    taken = dict.fromkeys((written for part in parts if (written := written_anchor(part))), 1)
    seen, made = set(), []
    for part, offered in zip_longest(parts, list(given)[: len(parts)], fillvalue=""):
        anchor = written_anchor(part)
        if not anchor or anchor in seen:
            offered = "" if offered in taken else offered
            anchor = free_anchor(anchor or offered or anchor_of(part.heading), taken)
        seen.add(anchor)
        made.append(headed(part, anchor))
    before = found[0].text if found and found[0].anchor == TOP else ""
    return before + "".join(made)


def written_anchor(section):
    return heading_in(section.text)[2]


def headed(section, anchor):
    _heading, end, rest = section.text.partition("\n")
    return f"{'#' * section.level} {section.heading} {{#{anchor}}}{end}{rest}"


def anchor_of(heading):
    return slugify_sl(heading, LONGEST_ANCHOR) or "section"


def free_anchor(wanted, taken):
    """Twice the same gets “-2”; `taken` holds the anchors, each with the last number that was given to it."""
    number, anchor = taken.get(wanted, 1), wanted
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    taken |= {anchor: 1, wanted: number}
    return anchor


def like_source(text, source):
    """A translation with the anchors of its source; as it is where it cannot be told which heading lacks which."""
    written = [written_anchor(part) for part in sections(text) if part.anchor != TOP]
    left = [part.anchor for part in sections(source) if part.anchor not in {TOP, *written}]
    if len(left) != written.count(""):
        return text
    given = iter(left)
    return with_anchors(text, given=[anchor or next(given) for anchor in written])


def without_anchor(section):
    """A section as a reader changes it: its anchor is none of theirs."""
    _heading, end, rest = section.text.partition("\n")
    return section.text if section.anchor == TOP else f"{'#' * section.level} {section.heading}{end}{rest}"


def put_in_place(text, anchor, new):
    """The text with another section in the place of one; all keep their anchors. None where that is not there."""
    whole = sections(text)
    others = {part.anchor for part in whole} - {anchor}
    if len(others) == len(whole):
        return None
    return "".join(in_place_of(part, new, others) if part.anchor == anchor else part.text for part in whole)


def in_place_of(section, new, others):
    """A new text with the anchor of the section and none of the others, and with its distance to the next one."""
    first, *more = sections(new) if new.strip() else [section]
    made = [without_anchor(part) if part.anchor in others else part.text for part in (first, *more)]
    if section.anchor != TOP and first.anchor != TOP:
        made[0] = headed(first, section.anchor)
    return "".join(made).strip() + section.text[len(section.text.rstrip()) :]


def is_closed(text):
    """Whether a heading that follows it would be one, and not a line of a code block without an end."""
    return len(sections(f"{text}\n\n## x")) > len(sections(text))


class Stale(NamedTuple):
    """What a translation lacks, by the anchors of its source as it was translated and as it is now."""

    older: set
    missing: set
    superfluous: set


def stale(old, new):
    """Compare the source that was translated with the source of today; neither order nor anchors are a change."""
    then, now = ({part.anchor: said(part) for part in sections(text)} for text in (old, new))
    both = then.keys() & now.keys()
    return Stale({name for name in both if then[name] != now[name]}, now.keys() - then, then.keys() - now.keys())


def said(section):
    """What a section says, whether its anchor is written out or not."""
    rest = section.text if section.anchor == TOP else section.text.partition("\n")[2]
    return section.level, section.heading, rest.strip()


def checked(old, new, anchor):
    """The source as translated, after one section was checked against today's; equal to `new` when nothing differs."""
    now = {part.anchor: part for part in sections(new)}
    kept = [now.get(part.anchor, part) if part.anchor == anchor else part for part in sections(old)]
    if anchor in now and anchor not in {part.anchor for part in kept}:
        kept.append(now[anchor])
    if anchor not in now:
        kept = [part for part in kept if part.anchor != anchor]
    found = "\n\n".join(part.text.strip() for part in kept) + "\n"
    return new if not any(stale(found, new)) else found
