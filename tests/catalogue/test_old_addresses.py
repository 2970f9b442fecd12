"""A changed address leads to today's for good, is asked last, and never takes the address of another entry."""

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.models import OldAddress
from library.models import Book, Chapter, Practice
from tests.factories import MODELS, make
from tests.house.sending import sent
from tools.models import PublicRun

pytestmark = pytest.mark.django_db
KINDS = [model for model in MODELS if model is not PublicRun]  # whose address is a number of its own


def at(client, kind, slug, language="sl"):
    """(status, where it leads) of an address."""
    with translation.override(language):
        response = client.get(reverse(kind, args=[slug]))
    return response.status_code, response.headers.get("Location")


def readdress(entry, **slugs):
    for name, slug in slugs.items():
        setattr(entry, name, slug)
    entry.save()
    return entry


@pytest.mark.parametrize("model", KINDS)
def test_an_old_address_leads_to_todays_in_both_languages(client, model):
    entry = readdress(make(model, slug_sl="staro", slug_en="old"), slug_sl="novo", slug_en="new")

    with translation.override("en"):
        english = entry.get_absolute_url()
    assert at(client, model.kind, "staro") == (301, entry.get_absolute_url())
    assert at(client, model.kind, "old", "en") == (301, english)
    assert at(client, model.kind, "staro", "en") == (301, english)


def test_an_address_changed_in_the_administration_leads_on(client, coordinator):
    practice = make(Practice, slug_sl="staro")
    client.force_login(coordinator)
    form = reverse("admin:library_practice_change", args=[practice.pk])
    client.post(form, sent(client.get(form), slug_sl="novo"))
    client.logout()
    practice.refresh_from_db()

    assert at(client, "practice", "staro") == (301, practice.get_absolute_url())


def test_an_address_changed_twice_leads_to_the_last(client):
    practice = make(Practice, slug_sl="prvo")
    readdress(readdress(practice, slug_sl="drugo"), slug_sl="tretje")

    assert [at(client, "practice", slug) for slug in ("prvo", "drugo")] == [(301, practice.get_absolute_url())] * 2


def test_an_address_that_was_taken_back_is_shown(client):
    practice = make(Practice, slug_sl="prvo")
    readdress(readdress(practice, slug_sl="drugo"), slug_sl="prvo")

    assert (at(client, "practice", "prvo")[0], at(client, "practice", "drugo")) == (
        200,
        (301, practice.get_absolute_url()),
    )


@pytest.mark.parametrize(("published", "status"), [(True, 200), (False, 404)])
def test_an_address_that_another_entry_has_now_is_that_entrys(client, published, status):
    readdress(make(Practice, slug_sl="staro"), slug_sl="novo")
    make(Practice, slug_sl="staro", published=published)

    assert at(client, "practice", "staro")[0] == status


def test_of_two_that_had_an_address_it_is_the_last_ones(client):
    readdress(make(Practice, slug_sl="staro"), slug_sl="novo")
    second = readdress(make(Practice, slug_sl="staro"), slug_sl="drugo")

    assert at(client, "practice", "staro") == (301, second.get_absolute_url())


def test_an_address_of_another_kind_is_another(client):
    readdress(make(Practice, slug_sl="staro"), slug_sl="novo")

    assert at(client, "term", "staro")[0] == 404


def test_of_what_was_withdrawn_the_notice_stands_at_the_old_address_too(client, coordinator):
    practice = readdress(make(Practice, slug_sl="staro"), slug_sl="novo")
    practice.withdraw()

    public = [at(client, "practice", slug)[0] for slug in ("staro", "novo")]
    client.force_login(coordinator)

    assert (public, at(client, "practice", "staro")[0]) == ([410, 410], 301)


def test_of_a_draft_and_of_what_was_deleted_nothing_is_known(client):
    readdress(make(Practice, slug_sl="osnutek", published=False), slug_sl="novo")
    deleted = readdress(make(Practice, slug_sl="staro"), slug_sl="drugo")
    deleted.delete()

    assert [at(client, "practice", slug)[0] for slug in ("osnutek", "staro")] == [404, 404]
    assert OldAddress.objects.filter(slug="staro").count() == 0


def test_a_save_without_a_change_notes_nothing():
    practice = make(Practice, slug_sl="staro")

    practice.save()

    assert OldAddress.objects.count() == 0


def test_what_stands_below_a_book_moves_with_it(client):
    book = make(Book, slug_sl="staro", slug_en="old")
    make(Chapter, book=book, order=1, body_sl="Besedilo.")
    before = [reverse(name, args=["staro"]) for name in ("whole_book", "search_book")]
    readdress(book, slug_sl="novo")

    answers = [client.get(address) for address in before]

    wanted = [reverse(name, args=["novo"]) for name in ("whole_book", "search_book")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(301, address) for address in wanted]
