"""Saving drafts: every valid field at once, and nothing of what somebody else wrote is lost."""

import json

from django.db import transaction

from publishing.forms import digest
from publishing.refusals import Overtaken
from publishing.rights import Action, allows, roles_of
from publishing.translations import carry
from publishing.versions import keep_title, locked_version
from publishing.workflow import overtaken


def seen_digests(data):
    """The digests that came with a form; nonsense counts as none, so everything may be overwritten knowingly."""
    try:
        base = json.loads(data.get("base") or "{}")
    except ValueError:
        return {}
    return base if isinstance(base, dict) else {}


@transaction.atomic
def save_draft(*, version, by, changes, typed=None, base=None):
    """Write changed fields into an open version; returns (version, names that somebody else changed meanwhile).

    A field that its writer did not touch keeps what others wrote; one that both changed is not overwritten.
    """
    fresh = locked_version(version)
    dossier = fresh.dossier
    if not allows(Action.WRITE, fresh.state, roles_of(by, dossier, fresh)):
        raise Overtaken(overtaken(fresh))
    content, conflicts = dict(fresh.content), []
    for name, value in changes.items():
        then, now, mine = (base or {}).get(name), digest(content.get(name)), digest(value)
        if mine in (now, then):
            continue
        if then and then != now:
            conflicts.append(name)
        else:
            content[name] = value
    stored = dict(fresh.typed)
    for name in changes:
        stored.pop(name, None)
        stored.pop(name.removesuffix(f"_{dossier.language}"), None)
        stored.pop(name.removesuffix("_id"), None)
    stored |= typed or {}
    if content != fresh.content or stored != fresh.typed:
        carry(fresh.content, content, dossier.kind, dossier.language)
        forget_checks(fresh, content)
        fresh.content, fresh.typed = content, stored
        fresh.saves += 1
        fresh.save()
        fresh.contributors.add(by)
        keep_title(dossier, content)
    return fresh, conflicts


def forget_checks(version, content):
    """A translation that was changed, or whose source was, is not checked any more."""
    for code in list(version.checked):
        ending = f"_{code}"
        sources = f"_{version.dossier.language}"
        names = {*content, *version.content}
        if any(content.get(name) != version.content.get(name) for name in names if name.endswith((ending, sources))):
            del version.checked[code]
