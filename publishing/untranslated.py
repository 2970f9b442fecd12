"""What waits for translation, and how far each kind is in each language."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q

from catalogue.languages import LANGUAGES, translated_fields
from catalogue.models import CatalogueState, Kind
from publishing.models import Dossier, Version
from publishing.snapshot import BEHIND
from publishing.stale_sections import counted as counted_sections
from publishing.states import OPEN, PUBLIC, State
from publishing.translations import Standing, tally, targets
from publishing.writing import WRITINGS, writing_of

KEPT = 24 * 60 * 60  # seconds that the overview is kept
MOST = 500  # dossiers that are looked through at once


class Waiting(NamedTuple):
    """A dossier with texts to translate into one language."""

    dossier: Dossier
    version: Version
    language: str
    missing: int
    older: int  # texts that stand as a whole
    sections: list  # of long texts that are older: [how many sections are to be looked at, of how many]


def writable_by(person):
    """Dossiers whose translations this person may write."""
    found = Dossier.objects.filter(kind__in=list(WRITINGS))
    return found if person.is_coordinator else found.of_organisations(list(person.organisations))


def waiting(dossiers, language=""):
    """[Waiting] of the dossiers that were changed last, these first; costs one query."""
    looked_at = dossiers.order_by("-updated_at", "-pk").values("pk")[:MOST]
    newest = Version.objects.filter(dossier__in=looked_at, state__in=(*OPEN, *PUBLIC)).defer("typed")
    newest = newest.select_related("dossier__owner").order_by("-dossier__updated_at", "-dossier", "-number")
    found, seen = [], set()
    for version in newest.iterator(chunk_size=200):
        if version.dossier_id not in seen and version.state != State.SUBMITTED:
            found += waiting_of(version, language)
        seen.add(version.dossier_id)
    return found


def waiting_of(version, language):
    dossier, content, found = version.dossier, version.content, []
    version.content = {}  # not needed any more
    for code in targets(dossier.language):
        numbers = tally(dossier.kind, content, dossier.language, code)
        missing, older = numbers[Standing.MISSING], numbers[Standing.OLDER]
        if (missing or older) and language in ("", code):
            long, *sections = counted_sections(dossier.kind, content, dossier.language, code)
            found.append(Waiting(dossier, version, code, missing, older - long, sections))
    return found


# --- The overview ---


class Progress(NamedTuple):
    """How many public entries of a kind are there, and how they stand in one language."""

    kind: Kind
    language: str
    entries: int
    complete: int
    missing: int
    older: int


def overview():
    """[Progress] for every kind and every language, counted anew when the catalogue has changed."""
    key = f"translations:{CatalogueState.objects.get(pk=1).version}"
    return cache.get_or_set(key, counted, timeout=KEPT)


def counted():
    """The same from the entries; one query for each kind that is written in the portal."""
    return [row for kind in WRITINGS for row in progress_of(kind)]


def progress_of(kind):
    model = writing_of(kind).model
    wanted = {"entries": Count("pk")}
    for code in LANGUAGES:
        missing, older = lacks_any(model, code, kind), is_behind(model, code)
        wanted |= {
            f"missing_{code}": Count("pk", filter=missing),
            f"older_{code}": Count("pk", filter=older),
            f"complete_{code}": Count("pk", filter=~(missing | older)),
        }
    found = model.objects.published().aggregate(**wanted)
    return [
        Progress(kind, code, found["entries"], *(found[f"{name}_{code}"] for name in ("complete", "missing", "older")))
        for code in LANGUAGES
    ]


def lacks_any(model, code, kind):
    """A condition: some text of the entry or of its rows exists in another language and not in this one."""
    writing = writing_of(kind)
    condition = lacks([name for name in translated_fields(model) if name not in ("slug", "note", "title")], code)
    condition |= lacks(["title"], code) & (Q(**{writing.title_is_ours: True}) if writing.title_is_ours else Q())
    for rows in writing.rows:
        relation = model._meta.get_field(rows.relation)
        names = [name for name in rows.fields if name in translated_fields(relation.related_model)]
        if names:
            mine = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            condition |= Q(Exists(mine.filter(lacks(names, code))))
    return condition


def lacks(names, code):
    condition = Q()
    for name in names:
        others = Q()
        for other in targets(code):
            others |= Q(**{f"{name}_{other}__gt": ""})
        condition |= (Q(**{f"{name}_{code}": ""}) | Q(**{f"{name}_{code}": None})) & others
    return condition


def is_behind(model, code):
    """A condition: its public version holds a translation into this language that is older than its source."""
    marked = {f"content__{BEHIND}__has_key": code}
    mine = Version.objects.filter(state__in=PUBLIC, dossier__object_id=OuterRef("pk"), **marked)
    return Q(Exists(mine.filter(dossier__content_type=ContentType.objects.get_for_model(model))))
