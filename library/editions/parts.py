"""What an edition is made of: the version of each chapter that the public reads, and what changed of that since."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from library.models import Chapter, EditionPart
from publishing.models import Dossier, Version
from publishing.states import LEADING, PUBLIC
from publishing.versions import adopt, leading_of

KEPT = ("role", "level", "number")


class Change(NamedTuple):
    """How a chapter differs from what the draft holds."""

    title: str
    text: str
    address: str = ""  # where both texts stand side by side


def adopted(entry):
    """The public version of an entry, which gets a dossier where it has none yet."""
    return leading_of(adopt(entry))


def take_newest(edition):
    """Make the edition of what is public now: the book with its title, and each chapter that has a place."""
    book = edition.book
    edition.version = adopted(book)
    chapters = [(chapter, adopted(chapter)) for chapter in placed(book)]
    edition.parts.all().delete()
    EditionPart.objects.bulk_create(part_of(edition, place, *pair) for place, pair in enumerate(chapters, start=1))
    content = edition.version.content
    edition.authors = content.get("authors") or ""
    for code in LANGUAGES:
        setattr(edition, f"title_{code}", content.get(f"title_{code}") or "")
    edition.languages = ", ".join(languages_of([version for _chapter, version in chapters]))


def placed(book):
    return Chapter.objects.published().filter(book=book).in_order()


def part_of(edition, place, chapter, version):
    kept = {name: getattr(chapter, name) for name in KEPT}
    return EditionPart(edition=edition, position=place, version=version, **kept)


def languages_of(versions):
    """Those in which there is something to read."""
    return [code for code in LANGUAGES if any(version.content.get(f"body_{code}") for version in versions)]


def parts_of(edition):
    """The parts in their order, with all that is asked of their versions."""
    return list(edition.parts.select_related("version__dossier").order_by("position"))


# --- What changed since ---


def changes(edition):
    """Chapter by chapter, how what is public now differs from the draft; nothing is written."""
    held = {part.version.dossier.object_id: part for part in parts_of(edition)}
    now = {chapter.pk: chapter for chapter in placed(edition.book)}
    versions = versions_now(now)
    order = [[pk for pk in some if pk in held and pk in now] for some in (held, now)]
    moved = {pk for pair in zip(*order, strict=True) if pair[0] != pair[1] for pk in pair}
    found = [change_of(chapter, held.get(pk), versions.get(pk), pk in moved) for pk, chapter in now.items()]
    gone = [Change(part.title, _("is not public any more")) for pk, part in held.items() if pk not in now]
    return [change for change in [*found, *gone] if change]


def versions_now(pks):
    """{primary key of a chapter: its public version, without content}"""
    found = Version.objects.defer("content", "typed").filter(
        dossier__content_type=ContentType.objects.get_for_model(Chapter), dossier__object_id__in=pks, state__in=LEADING
    )
    return {version.dossier.object_id: version for version in found.select_related("dossier")}


def change_of(chapter, part, version, moved):
    title = " ".join(filter(None, [chapter.number, str(chapter)]))
    if part is None:
        return Change(title, _("is new"))
    if version is not None and version.pk != part.version_id:
        old, new = part.version.number, version.number
        address = f"{reverse('compare', args=[version.dossier_id])}?old={old}&new={new}"
        return Change(title, _("version %(old)s became version %(new)s") % {"old": old, "new": new}, address)
    if moved or any(getattr(chapter, name) != getattr(part, name) for name in KEPT):
        return Change(title, _("has another place or number"))
    return None


def withdrawn_parts(edition):
    """Titles of the chapters that are not public any more."""
    pks = [part.version.dossier_id for part in parts_of(edition)]
    public = Dossier.objects.filter(pk__in=pks, versions__state__in=PUBLIC)
    standing = {dossier.object_id: dossier.pk for dossier in public}
    there = {standing[pk] for pk in Chapter.objects.published().filter(pk__in=standing).values_list("pk", flat=True)}
    return [part.title for part in parts_of(edition) if part.version.dossier_id not in there]
