"""The volume of an edition: the book and its chapters as the versions of the edition hold them, with a colophon."""

from dataclasses import replace

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from library.books.volume import volume_of
from library.editions.citing import identifier_of
from library.editions.parts import parts_of
from library.models import Book, Chapter
from publishing.sections import stale
from publishing.snapshot import drawn
from publishing.translations import before, text
from publishing.writing import writing_of

BODY = "body"


def volume_for(edition, language):
    book = drawn(edition.version.content, writing_of(Book.kind), edition.book)
    parts = parts_of(edition)
    with translation.override(language):
        return replace(
            volume_of(book, language, [chapter_of(part, book) for part in parts]),
            address=settings.SITE_URL + edition.get_absolute_url(),
            edition=named(edition),
            colophon=colophon(edition, parts, language),
        )


def chapter_of(part, book):
    """The chapter as the part's version has it, at the part's place."""
    entry = part.version.dossier.entry
    chapter = drawn(part.version.content, writing_of(Chapter.kind), entry, book)
    chapter.pk = part.version.dossier.object_id
    chapter.role, chapter.level, chapter.number, chapter.order = part.role, part.level, part.number, part.position
    return chapter


def named(edition):
    """What stands at the foot of each page."""
    values = {"number": edition.number, "day": day_of(edition.text_at)}
    return _("Edition %(number)s, text of %(day)s") % values


def day_of(moment):
    return formats.date_format(timezone.localdate(moment), "DATE_FORMAT")


def colophon(edition, parts, language):
    """(label, value) pairs."""
    found = [
        (_("Edition"), str(edition.number)),
        (_("Date of the text"), day_of(edition.text_at)),
        (_("Identifier"), identifier_of(edition)),
        (_("Licence"), edition.version.content.get("licence") or ""),
        (pgettext("web", "Address"), settings.SITE_URL + edition.get_absolute_url()),
        (_("Sections older than their source"), str(sum(stale_sections(part.version, language) for part in parts))),
    ]
    return tuple((label, value) for label, value in found if value)


def stale_sections(version, language):
    """How many sections of a translation are older than their source, or missing."""
    source, content = version.dossier.language, version.content
    translated_from = before(content, BODY, language)
    if language == source or not translated_from:
        return 0
    found = stale(translated_from, text(content, BODY, source))
    return len(found.older) + len(found.missing)
