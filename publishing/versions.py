"""Versions: opened, recorded, restored and thrown away. What is public changes only in `making_public`."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from catalogue.models import CatalogueState, Status
from publishing.merging import same
from publishing.models import Dossier, Suggestion, Version
from publishing.notices import end_reviews
from publishing.passages import STATE_ALONE, change_state, note
from publishing.refusals import Overtaken, Refused
from publishing.snapshot import taken
from publishing.states import LEADING, OPEN, PUBLIC, State
from publishing.translations import carry
from publishing.writing import WRITINGS, refusal_of, tell_kind, writing_of

LONG = ["content", "typed"]  # the columns of a version that may be long
TITLES = [f"title_{code}" for code in LANGUAGES]


@transaction.atomic
def begin(*, kind, owner, by, language, title="", part_of=None):
    """A new dossier with its first draft; `part_of` is the dossier of the whole, for a kind that is part of one."""
    dossier = Dossier.objects.create(kind=kind, owner=owner, author=by, language=language, part_of=part_of)
    content = {f"title_{language}": title}
    if field := writing_of(kind).owner_field:
        content[f"{field}_id"] = owner.pk if owner else None
    version = dossier.versions.create(number=1, content=content, created_by=by)
    version.contributors.add(by)
    keep_title(dossier, content)
    note(version, "begin", "", by)
    return version


def keep_title(dossier, content):
    set_title(dossier, content)
    dossier.save()


def set_title(dossier, content):
    for name in TITLES:
        setattr(dossier, name, (content.get(name) or "")[:300])


# --- Rows as they stand now, locked ---


def locked_dossier(pk):
    """The dossier as it stands now; Overtaken where somebody threw it away meanwhile."""
    return still_there(Dossier.objects.select_for_update(), pk)


def locked_version(version):
    """The version as it stands now, with its dossier, both locked; Overtaken where somebody threw it away."""
    dossier = locked_dossier(version.dossier_id)
    fresh = still_there(Version.objects.select_for_update(), version.pk)
    fresh.dossier = dossier
    return fresh


def locked_for_writing(version):
    """The same; content that was read already and has not been saved since is not read once more: it may be long."""
    dossier = locked_dossier(version.dossier_id)
    fresh = still_there(Version.objects.select_for_update().defer(*LONG), version.pk)
    fresh.dossier = dossier
    if fresh.updated_at == version.updated_at and not version.get_deferred_fields() & set(LONG):
        fresh.content, fresh.typed = version.content, version.typed
    else:
        fresh.refresh_from_db(fields=LONG)
    return fresh


def still_there(rows, pk):
    try:
        return rows.get(pk=pk)
    except rows.model.DoesNotExist:
        raise Overtaken(_("This version was thrown away meanwhile. Nothing was changed.")) from None


# --- Dossiers of what is public already ---


def dossier_of(entry):
    """The dossier of an entry, or None."""
    return Dossier.objects.filter(content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk).first()


def dossiers_of(entries):
    """The dossiers of a queryset of entries of one kind."""
    content_type = ContentType.objects.get_for_model(entries.model)
    return Dossier.objects.filter(content_type=content_type, object_id__in=entries.order_by().values("pk"))


@transaction.atomic
def adopt(entry, by=None):
    """The dossier of an entry; where there is none yet, one that begins with the entry as it stands."""
    CatalogueState.lock()
    if found := dossier_of(entry):
        catch_up(found)
        return found
    language = next((code for code in LANGUAGES if getattr(entry, f"title_{code}")), LANGUAGES[0])
    whole = dossier_of_whole(entry)
    dossier = Dossier.objects.create(
        kind=entry.kind,
        owner_id=organisation_of(entry),
        part_of=whole,
        language=language,
        entry=entry,
        confirmed_at=entry.published_at,
    )
    record(dossier, taken(entry), state_of(entry), by=None, reason=_("As it stood when its history began."))
    return dossier


def organisation_of(entry):
    """The key of the organisation in charge: the entry's own, else that of the whole; None where there is none."""
    writing = writing_of(entry.kind)
    own = getattr(entry, f"{writing.owner_field}_id") if writing.owner_field else None
    return own or (organisation_of(getattr(entry, writing.part_of)) if writing.part_of else None)


def dossier_of_whole(entry):
    """The dossier of what the entry is a part of; None for what is part of nothing."""
    name = writing_of(entry.kind).part_of
    return adopt(getattr(entry, name)) if name else None


def state_of(entry):
    return State.PUBLISHED if entry.status == Status.PUBLISHED else State.WITHDRAWN


def record(dossier, content, state, *, by, reason):
    """Write down what is public already as a version of its own."""
    version = dossier.versions.create(
        number=next_number(dossier),
        state=state,
        content=content,
        reason=str(reason),
        created_by=by,
        published_at=timezone.now(),
    )
    if by:
        version.contributors.add(by)
    keep_title(dossier, content)
    note(version, "record", "", by, str(reason))
    if state in PUBLIC:
        tell_kind(version, by)
    return version


def next_number(dossier):
    newest = dossier.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


def leading_of(dossier):
    return Version.objects.filter(dossier=dossier, state__in=LEADING).first()


@transaction.atomic
def catch_up(dossier, by=None, reason=""):
    """Where the entry was changed past the versions (in the administration, by loading), record it as a version."""
    CatalogueState.lock()
    dossier = locked_dossier(dossier.pk)
    leading, entry = leading_of(dossier), dossier.entry
    if leading is None:
        return None
    if entry is None:
        return withdrawn_outside(leading, by, _("Deleted in the administration."))
    if entry.status != Status.PUBLISHED and leading.state in PUBLIC:
        return withdrawn_outside(leading, by, _("Withdrawn in the administration."))
    content = taken(entry)
    brought_back = entry.status == Status.PUBLISHED and leading.state == State.WITHDRAWN
    if not brought_back and same(content, leading.content):
        return leading
    carry(leading.content, content, dossier.kind, dossier.language)
    replace(leading, by)
    follow_owner(dossier, leading.content, content)
    state = state_of(entry)
    return record(dossier, content, state, by=by, reason=reason or _("Changed in the administration."))


def record_import(model, pks, by=None):
    """What an import changed is a version at once; entries without a dossier cost one query together."""
    if getattr(model, "kind", None) not in WRITINGS:
        return
    content_type = ContentType.objects.get_for_model(model)
    for dossier in Dossier.objects.filter(content_type=content_type, object_id__in=pks).order_by("pk"):
        catch_up(dossier, by=by, reason=_("Import"))


def withdrawn_outside(leading, by, reason):
    if leading.state == State.WITHDRAWN:
        return leading
    change_state(leading, State.WITHDRAWN, step="withdraw_outside", by=by, comment=str(reason), fields=STATE_ALONE)
    return leading


def replace(leading, by):
    """A newer version takes its place; reviews of it that are not handed in are over."""
    change_state(leading, State.REPLACED, step="replace", by=by, fields=STATE_ALONE)
    end_reviews(version=leading, by=by)


def follow_owner(dossier, old, new):
    """Where another organisation was named as the one in charge, the dossier is its from now on."""
    name = f"{writing_of(dossier.kind).owner_field}_id"
    if old.get(name) == new.get(name):
        return
    before, dossier.owner_id = (
        dossier.owner_id,
        new.get(name) or (dossier.part_of.owner_id if dossier.part_of else None),
    )
    for part in dossier.parts.filter(owner_id=before):
        if part.entry is not None and not getattr(part.entry, f"{writing_of(part.kind).owner_field}_id"):
            Dossier.objects.filter(pk=part.pk).update(owner_id=dossier.owner_id)


# --- New versions ---


@transaction.atomic
def open_version(dossier, *, by, content=None, reason=""):
    """A draft that begins with what is public now (or with the content given); the open one, if there is one."""
    if dossier.entry:
        catch_up(dossier)
    dossier = locked_dossier(dossier.pk)
    if standing := dossier.versions.filter(state__in=OPEN).first():
        if content is not None:
            raise Overtaken(_("A version is open already. Finish or discard it first; nothing was changed."))
        return standing
    leading = leading_of(dossier) or dossier.versions.first()
    version = dossier.versions.create(
        number=next_number(dossier),
        content=leading.content if content is None else content,
        based_on=leading.number,
        reason=reason,
        created_by=by,
        checked=leading.checked if content is None else {},
    )
    version.contributors.add(by)
    note(version, "open", "", by, reason)
    return version


def restore(old, *, by):
    """A draft with the content of an older version: it goes through the same steps as every other."""
    reason = str(_("Content of version %(number)s restored.") % {"number": old.number})
    return open_version(old.dossier, by=by, content=old.content, reason=reason)


@transaction.atomic
def discard(version, *, by):
    """Throw an open version away; a dossier that held nothing else goes with it. Returns what was thrown away."""
    fresh = locked_version(version)
    dossier = fresh.dossier
    if fresh.state not in (State.DRAFT, State.CHANGES, State.DECLINED):
        raise Overtaken(_("It is not a draft any more. Nothing was changed."))
    if reason := refusal_of("discard", fresh):
        raise Refused(reason)
    if dossier.versions.exclude(pk=fresh.pk).exists():
        Suggestion.objects.filter(passage__version=fresh).update(state=Suggestion.State.NEW, answered_at=None)
        fresh.delete()
        keep_title(dossier, leading_of(dossier).content if leading_of(dossier) else dossier.versions.first().content)
    else:
        dossier.delete()
    return fresh
