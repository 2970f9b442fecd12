"""Two editions, or an edition and the working text: which chapters differ, and how, section by section."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from library.editions.parts import parts_of, placed
from library.models import Edition
from publishing.diff import words
from publishing.sections import sections

WORKING = 0  # stands for the working text among the numbers of editions


class Side(NamedTuple):
    """A chapter as one of both has it."""

    number: str
    texts: dict  # {language: (title, text)}

    def told(self, language):
        return self.texts.get(language, ("", ""))

    @property
    def title(self):
        named = [self.told(code)[0] for code in (get_language(), *LANGUAGES)]
        return " ".join(filter(None, [self.number, next(filter(None, named), "")]))


class ChapterChange(NamedTuple):
    pk: int
    title: str
    text: str  # what happened to it
    language: str  # of its texts to compare; empty where there are none
    is_shown: bool


class SectionChange(NamedTuple):
    heading: str
    pieces: list


def sides(book, number):
    """{primary key of a chapter: Side}, in the order of the edition or of the working text."""
    if number == WORKING:
        return {chapter.pk: side(chapter.number, vars(chapter)) for chapter in placed(book)}
    parts = parts_of(Edition.objects.get(book=book, number=number))
    return {part.version.dossier.object_id: side(part.number, part.version.content) for part in parts}


def side(number, content):
    texts = {code: (content.get(f"title_{code}") or "", content.get(f"body_{code}") or "") for code in LANGUAGES}
    return Side(number, texts)


def changed_chapters(old, new, here=None):
    """What differs, in the order of the new one; `here` is the chapter that is shown in full."""
    found = [
        ChapterChange(pk, one.title, what_changed(old.get(pk), one), language_of(old.get(pk), one), pk == here)
        for pk, one in new.items()
        if old.get(pk) != one
    ]
    gone = [ChapterChange(pk, one.title, _("left out"), "", False) for pk, one in old.items() if pk not in new]
    return found + gone


def what_changed(before, after):
    if before is None:
        return _("new")
    return _("another number") if before.texts == after.texts else _("changed")


def language_of(before, after):
    """In which language both are compared: that of the page if its texts differ, else another one."""
    if before is None:
        return ""
    codes = (get_language(), *LANGUAGES)
    return next((code for code in codes if before.told(code) != after.told(code)), "")


def changed_sections(before, after, language):
    """The sections of a chapter that differ, matched by their anchors; titles first."""
    (old_title, old), (title, new) = before.told(language), after.told(language)
    then, now = ({part.anchor: part for part in sections(text)} for text in (old, new))
    found = [SectionChange(_("Title"), words(old_title, title))] if old_title != title else []
    for anchor in [*now, *(name for name in then if name not in now)]:
        was, one = then.get(anchor), now.get(anchor)
        texts = [part.text if part else "" for part in (was, one)]
        if texts[0] != texts[1]:
            found.append(SectionChange((one or was).heading, words(*texts)))
    return found
