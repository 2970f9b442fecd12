"""A book with its people, and editions of it in any state."""

from copy import deepcopy
from functools import partial

import pytest

from library.editions import setting
from library.editions.setting import set_edition
from library.editions.steps import begin, take
from library.models import Book, Chapter, Edition
from tests.factories import make
from tests.standing import stands_on_people

WELCOME = "## Kako {#how}\n\nPojdite počasi.\n\n## Zakaj {#why}\n\nKer se mudi."


def make_book(people):
    """Two chapters with a text, and one of which only the heading is known."""
    titles = {"title_sl": "Vodnik: po conah", "title_en": "Guide: through zones"}
    book = make(Book, organisation=people.own, authors="Novak, A.\nZavod Cona", licence="CC BY 4.0", **titles)
    for order, body in enumerate((WELCOME, "Drugo besedilo.", ""), start=1):
        make(Chapter, book=book, order=order, number=str(order), title_sl=f"Poglavje {order}", body_sl=body)
    return book


book_of_module = stands_on_people(make_book)


@pytest.fixture
def book(people, book_of_module):
    return deepcopy(book_of_module) or make_book(people)


@pytest.fixture
def quick_pdf(monkeypatch):
    """Where nothing asks for the PDF itself, setting it would only take time."""
    monkeypatch.setitem(setting.MAKERS, setting.Format.PDF, lambda volume, edition: b"%PDF-1.7 quick")


def bring_to(people, book, state):
    edition = begin(book=book, by=people.editor)
    if state == Edition.State.DRAFT:
        return edition
    take(step="propose", edition=edition, by=people.editor)
    set_edition.func(edition.pk)
    if state in (Edition.State.APPROVED, Edition.State.WITHDRAWN):
        take(step="approve", edition=edition, by=people.representative)
    if state == Edition.State.WITHDRAWN:
        take(step="withdraw", edition=edition, by=people.coordinator, reason="Napačni podatki.")
    edition.refresh_from_db()
    return edition


@pytest.fixture
def edition_in(people, book, quick_pdf):
    return partial(bring_to, people, book)
