"""A public chapter of an organisation, in both languages, each text in sections."""

from types import SimpleNamespace

from django.urls import reverse

from library.models import Book, Chapter
from publishing import versions
from publishing.keeping import Sent
from publishing.saving_drafts import save_draft
from publishing.workflow import take
from tests.factories import make

SL = "Uvod.\n\n## Zakaj {#why}\n\nKer je prav.\n\n## Kako {#how}\n\nPočasi.\n\n## Kdaj {#when}\n\nJutri.\n"
EN = "Intro.\n\n## Why {#why}\n\nBecause.\n\n## How {#how}\n\nSlowly.\n\n## When {#when}\n\nTomorrow.\n"


def make_chapter(people, **texts):
    """The chapter, with its book in the name of the people's organisation."""
    book = make(Book, organisation=people.own)
    return make(Chapter, book=book, **{"summary_sl": "Kratko.", "body_sl": SL, "body_en": EN} | texts)


def dossier_for(chapter):
    return versions.adopt(chapter)


def rewrite(chapter, by, **texts):
    """An open version in which the source says something else."""
    version = versions.open_version(dossier_for(chapter), by=by)
    sent = {name.rpartition("_")[0]: Sent(name, text) for name, text in texts.items()}
    return save_draft(version=version, by=by, sent=sent)[0]


def publish(version, people):
    version = take(step="submit", version=version, by=people.editor)
    return take(step="publish", version=version, by=people.representative)


def suggest_address(chapter, anchor="how", language="sl"):
    return reverse("suggest", args=["chapter", chapter.pk, "body", language, anchor])


def open_content(chapter):
    """The content of the open version, or None."""
    found = dossier_for(chapter).versions.filter(state="draft").first()
    return found and found.content


READER = SimpleNamespace(name="Ana Bralka", email="ana@bralci.si")
