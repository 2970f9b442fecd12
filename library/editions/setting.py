"""The files of a proposed edition, made by the worker: PDF, EPUB, HTML and JSON in every language it has.

They are made from the versions it holds and dated by the moment of the proposal, so the same bytes come out again.
What is approved later is these very files, which everybody could read before.
"""

import hashlib
import logging
import re
import secrets
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from catalogue.jobs import may_run_twice
from catalogue.models import CatalogueState
from library.books.epub import epub
from library.books.pdf import pdf, typeset_long
from library.editions.citing import identifier_of
from library.editions.pages import as_html, as_json
from library.editions.telling import tell_deciders, tell_preparers
from library.editions.volumes import volume_for
from library.models import Edition, EditionFile

logger = logging.getLogger(__name__)
Format = EditionFile.Format
MOST_PAGES = 1_000
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
MAKERS = {
    Format.PDF: lambda volume, edition: pdf_within(pdf(volume, moment=edition.text_at, typeset=typeset_long)),
    Format.EPUB: lambda volume, edition: epub(volume, identifier=identifier_of(edition), moment=edition.text_at),
    Format.HTML: lambda volume, edition: as_html(volume, edition),
    Format.JSON: lambda volume, edition: as_json(volume, edition),
}


class CannotMake(Exception):
    """A file that could not be made: which, and at which chapter it fails or how many pages it would have."""

    def __init__(self, kind, language, chapter="", pages=None):
        super().__init__(kind, language, chapter, pages)
        self.told = {"format": kind, "language": language, "chapter": chapter, "pages": pages}


class TooManyPages(Exception):
    """A PDF longer than an edition may be."""

    def __init__(self, pages):
        super().__init__(pages)
        self.pages = pages


def pdf_within(content):
    if (pages := len(PAGE.findall(content))) > MOST_PAGES:
        raise TooManyPages(pages)
    return content


def files_wanted(edition):
    return len(edition.language_codes) * len(MAKERS)


@may_run_twice(30)
@task()
def set_edition(pk):
    """Make all files, then propose the edition; where one cannot be made it stays a draft that says why."""
    edition = Edition.objects.filter(pk=pk, state=Edition.State.DRAFT).exclude(setting_since=None).first()
    if edition is None:
        return
    try:
        made = made_files(edition)
    except CannotMake as failure:
        Edition.objects.filter(pk=pk).update(setting_since=None, failure=failure.told)
        tell_preparers(edition, "edition_failed")
    else:
        propose(edition, made)


def made_files(edition):
    """{(language, format): bytes}; how many there are already is told as it goes."""
    made = {}
    for code in edition.language_codes:
        volume = volume_for(edition, code)
        for kind, make in MAKERS.items():
            made[code, kind] = made_file(make, kind, volume, edition)
            Edition.objects.filter(pk=edition.pk).update(files_set=len(made))
    return made


def made_file(make, kind, volume, edition):
    try:
        return make(volume, edition)
    except TooManyPages as error:
        raise CannotMake(kind, volume.language, pages=error.pages) from error
    except Exception as error:  # whatever a library says: the edition stays a draft, and the log tells more
        logger.exception("%s of edition %s could not be made.", kind, edition.pk)
        raise CannotMake(kind, volume.language, culprit(make, volume, edition)) from error


def culprit(make, volume, edition):
    """The first chapter that cannot be made alone either, and its section; empty where each can."""
    for leaf in volume.leaves:
        if fails(make, volume, edition, leaf):
            logger.info("The chapter at fault is %s.", leaf.pk)
            chapter = " ".join(filter(None, [leaf.number, leaf.title]))
            sections = sections_of(leaf.document)
            faulty = (title for title, part in sections if fails(make, volume, edition, replace(leaf, document=part)))
            return ", ".join(filter(None, [chapter, next(faulty, "")]))
    return ""


def fails(make, volume, edition, leaf):
    try:
        make(replace(volume, leaves=(leaf,)), edition)
    except Exception:  # any of those that the whole may raise
        return True
    return False


def sections_of(document):
    """[(words of the heading, a document of this section alone)]"""
    found = [("", [])]
    for node in document.children:
        if node.kind == "heading":
            found.append((node.words().strip(), []))
        found[-1][1].append(node)
    return [(title, replace(document, children=nodes)) for title, nodes in found if nodes]


@transaction.atomic
def propose(edition, made):
    """Keep the files and propose the edition, unless it was begun anew meanwhile."""
    CatalogueState.lock()
    waiting = Edition.objects.filter(setting_since=edition.setting_since, state=Edition.State.DRAFT)
    fresh = waiting.select_for_update().filter(pk=edition.pk).first()
    if fresh is None:
        return
    remove_files(fresh)
    for (language, kind), content in made.items():
        keep(fresh, language, kind, content)
    fresh.state, fresh.setting_since = Edition.State.PROPOSED, None
    fresh.save()
    if fresh.proposed_by:
        tell_deciders(fresh)


def keep(edition, language, kind, content):
    row = EditionFile(edition=edition, language=language, format=kind, size=len(content), sha256=sum_of(content))
    row.file.save(f"{secrets.token_hex(16)}.{kind}", ContentFile(content), save=False)
    row.save()


def remove_files(edition):
    for file in edition.files.all():
        file.delete()


def whole_files(edition):
    """Whether every file is there and is what was made."""
    files = list(edition.files.all())
    return len(files) == files_wanted(edition) and all(is_whole(file) for file in files)


def is_whole(file):
    try:
        with file.file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def sum_of(content):
    return hashlib.sha256(content).hexdigest()
