"""Where something was public once, a notice stays: what kind, since when and why, and no word of its own."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from library.models import Book, Chapter, Practice
from publishing import versions, workflow
from publishing.writing import WRITINGS
from tests.factories import MODELS, make

pytestmark = pytest.mark.django_db
WRITTEN = [writing.model for writing in WRITINGS.values()]


def secret(model, **fields):
    return make(model, title_sl="Skrivnost", title_en="Secret", slug_sl="skrito", slug_en="hidden", **fields)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_what_was_withdrawn_leaves_a_notice_at_its_addresses(client, model):
    entry = secret(model, summary_sl="Skrivnosten povzetek")
    entry.withdraw()

    pages = [client.get(address) for address in entry.addresses().values()]

    assert [page.status_code for page in pages] == [410, 410]
    assert [text_of(page).lower().count(word) for page in pages for word in ("skrivnost", "secret")] == [0] * 4
    assert [text_of(page).count('<meta name="robots" content="noindex">') for page in pages] == [1, 1]
    assert [page.context["kind"] for page in pages] == [model.kind] * 2


@pytest.mark.parametrize("model", MODELS)
def test_the_notice_leads_to_the_list_and_to_the_search(client, model):
    entry = secret(model)
    entry.withdraw()

    html = text_of(client.get(entry.get_absolute_url())).split("<main")[1].split("</main>")[0]

    assert html.count(f'href="{reverse(model.kind.list_name)}"') == 1
    assert html.count(f'action="{reverse("catalogue")}"') == 1


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_notice_speaks_the_language_of_the_reader(client, language):
    entry = secret(Practice)
    entry.withdraw()

    response = client.get(entry.addresses()[language])

    with translation.override(language):
        label = str(Practice.kind.label)
    assert text_of(response).count(f'<p class="kicker">{label}</p>') == 1
    assert text_of(response).count(f'<html lang="{language}">') == 1


def test_an_entry_that_was_never_public_leaves_no_notice(client):
    entry = secret(Practice, published_at=timezone.now() + dt.timedelta(days=1))
    entry.withdraw()

    assert client.get(entry.get_absolute_url()).status_code == 404


def test_a_chapter_that_was_never_public_because_of_its_book_leaves_no_notice(client):
    chapter = secret(Chapter, book=make(Book, published=False), order=1)
    chapter.withdraw()

    assert client.get(chapter.get_absolute_url()).status_code == 404


def test_a_new_entry_at_the_address_is_shown_in_place_of_the_notice(client):
    secret(Practice).withdraw()
    new = make(Practice, slug_sl="hidden", slug_en="other")

    assert client.get(new.get_absolute_url()).status_code == 200


def test_staff_still_get_the_page(client, coordinator):
    entry = secret(Practice)
    entry.withdraw()
    client.force_login(coordinator)

    assert client.get(entry.get_absolute_url()).status_code == 200


def test_the_day_of_the_withdrawal_stays_when_the_entry_is_changed_later(client):
    entry = secret(Practice)
    entry.withdraw()
    withdrawn = entry.history.latest("history_id")
    entry.summary_sl = "Popravljeno"
    entry.save()

    response = client.get(entry.get_absolute_url())

    assert response.context["farewell"].since == withdrawn.history_date


# --- The reason ---


@pytest.mark.parametrize("model", WRITTEN)
def test_the_reason_given_in_the_portal_is_public(client, coordinator, model):
    dossier = versions.adopt(secret(model))
    leading = versions.leading_of(dossier)
    workflow.take(step="withdraw", version=leading, by=coordinator, comment="Zaprto <b>je</b>.")

    response = client.get(dossier.entry.get_absolute_url())

    assert response.status_code == 410
    assert text_of(response).count("Zaprto &lt;b&gt;je&lt;/b&gt;.") == 1
    assert text_of(response).count("Skrivnost") == 0
    assert response.context["farewell"].since == leading.passages.first().at


def test_a_withdrawal_in_the_administration_gives_no_reason(client, coordinator):
    dossier = versions.adopt(secret(Practice))
    leading = versions.leading_of(dossier)
    workflow.take(step="withdraw", version=leading, by=coordinator, comment="Prvi razlog")
    workflow.take(step="bring_back", version=leading, by=coordinator, comment="Nazaj")
    dossier.entry.refresh_from_db()
    dossier.entry.withdraw()
    versions.catch_up(dossier, by=coordinator)

    response = client.get(dossier.entry.get_absolute_url())

    assert (response.status_code, response.context["farewell"].reason) == (410, "")


def test_a_withdrawal_past_the_versions_gives_no_reason(client):
    entry = secret(Practice)
    versions.adopt(entry)
    entry.withdraw()

    response = client.get(entry.get_absolute_url())

    assert (response.status_code, response.context["farewell"].reason) == (410, "")


def test_what_was_brought_back_is_a_page_again(client, coordinator):
    dossier = versions.adopt(secret(Practice))
    leading = versions.leading_of(dossier)
    workflow.take(step="withdraw", version=leading, by=coordinator, comment="Razlog")
    workflow.take(step="bring_back", version=leading, by=coordinator, comment="Nazaj")

    assert client.get(dossier.entry.get_absolute_url()).status_code == 200
