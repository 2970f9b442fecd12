"""Two hands on one text: what differs, what comes along by itself, and which fields people must decide."""

from publishing.models import Version
from publishing.row_merging import are_rows, merged_rows, row_name
from publishing.snapshot import BEHIND
from publishing.translations import before, carry, take_mark, targets, text, text_keys

MARKS = (BEHIND,)  # notes about the content that are no part of it
EMPTY = (None, "", [])


def same(one, other):
    """Whether two contents say the same; a field that one of them does not know yet is empty in it."""
    return all(alike(one.get(name), other.get(name)) for name in {*one, *other} - set(MARKS))


def bare(content):
    return {name: value for name, value in content.items() if name not in MARKS}


def merged(base, mine, theirs):
    """(content, names of what both changed differently): what one side left alone is taken from the other.

    A name is that of a field, or “relation.uid” of one row.
    """
    content, conflicts = dict(theirs), []
    for name in sorted({*base, *mine, *theirs} - set(MARKS)):
        was, own, other = (side.get(name) for side in (base, mine, theirs))
        if alike(own, was):
            continue
        content[name] = own
        if alike(other, was) or alike(other, own):
            continue
        if not are_rows(was, own, other):
            conflicts.append(name)
            continue
        content[name], clashing = merged_rows(was, own, other)
        conflicts += [row_name(name, uid) for uid in clashing]
    return content, conflicts


def alike(one, other):
    """Whether two values are the same; what is empty is empty, however it is stored."""
    return one == other or (one in EMPTY and other in EMPTY)


def base_of(version):
    """The content that an open version began with."""
    base = Version.objects.filter(dossier=version.dossier_id, number=version.based_on).first()
    return bare(base.content) if base else {}


def brought_up_to_date(version, leading):
    """(content, conflicts) of an open version after the public one has changed under it."""
    return merged(base_of(version), bare(version.content), bare(leading.content))


def inherit_marks(version, leading, content):
    """The content with notes on translations: the open version's own where its texts stay, else the public one's."""
    carry(leading.content, content, version.dossier.kind, version.dossier.language)
    mine, source = version.content, version.dossier.language
    for code in targets(source):
        for key in text_keys(version.dossier.kind, content):
            if all(text(content, key, each) == text(mine, key, each) for each in (source, code)):
                take_mark(content, key, code, before(mine, key, code))
    return content
