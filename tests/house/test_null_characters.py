"""A null character, which PostgreSQL keeps in no text, comes in by no door; nor does a word where a number stands."""

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from catalogue.models import Facet
from library.models import Practice
from tests.factories import make

pytestmark = pytest.mark.django_db

NULL = "a\0b"
PARAMETERS = ("q", "kind", "topic", "country", "year", "sort", "page", "lang", "state", "format", "status", "language")
OF_LISTS = ("o", "e", "p", "next", "_popup", "_to_field")
LOOKUPS = ("id", "status__exact", "title_sl__contains", "id__in", "history_id", "partner", "project", "term", "a\0")
BY_KEY = ["invitation", "unsubscribe", "work_data", "run_shared", "survey_answer"]


def names(patterns, spaces=()):
    """The names of all addresses, with the room they stand in."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, [*spaces, *filter(None, [pattern.namespace])])
        elif pattern.name:
            yield ":".join([*spaces, pattern.name])


def address(name, tries=((), (1,), ("abc",), ("abc", "abc"), (1, "abc"), (1, 1))):
    for arguments in tries:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return None


def addresses():
    found = {address(name) for name in names(get_resolver().url_patterns)} - {None}
    return sorted(one for one in found if "logout" not in one)


def failing(client, requests):
    return [(one, given) for one, given in requests if status_of(client, one, given) >= 500]


def status_of(client, one, given):
    """PostgreSQL answers nothing more after a fault of a question, so each has a savepoint of its own."""
    client.raise_request_exception = False
    point = transaction.savepoint()
    status = client.get(one, given).status_code
    transaction.savepoint_rollback(point)
    return status


def test_no_query_string_asks_the_database_for_one(client, admin):
    client.force_login(admin)

    wrong = failing(client, [(one, dict.fromkeys(PARAMETERS + OF_LISTS, NULL)) for one in addresses()])

    assert wrong == []


def test_no_lookup_of_the_administration_takes_one_or_a_word_for_a_number(client, admin):
    client.force_login(admin)
    pages = ["catalogue_topic_changelist", "library_practice_changelist", "partners_user_changelist"]
    lists = [reverse(f"admin:{page}") for page in [*pages, "library_practice_add", "library_practice_export"]]

    wrong = failing(client, [(one, {name: value}) for one in lists for name in LOOKUPS for value in (NULL, "abc")])

    assert wrong == []


@pytest.mark.parametrize("name", BY_KEY)
def test_no_address_holds_one(client, name):
    one = reverse(name, args=["KEY"]).replace("KEY", "a%00b")

    assert client.get(one).status_code == 404


@pytest.mark.parametrize("path", ["/%00", "/sl/%00", "/sl/admin/partners/user/a%00b/change/", "/sl/admin/r/1/a%00b/"])
def test_an_address_with_one_leads_nowhere(client, admin, path):
    client.force_login(admin)

    assert client.get(path).status_code == 404


def test_a_page_of_the_history_that_is_no_number_does_not_exist(client, admin):
    client.force_login(admin)
    practice = make(Practice)

    assert client.get(f"/sl/admin/library/practice/{practice.pk}/history/abc/").status_code == 404


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize("page", ["/sl/", "/sl/moja-miza/", "/sl/admin/", "/api/v1/search"])
def test_a_cookie_with_one_is_none_of_ours(client, name, page):
    client.cookies[name] = '"a\\000b"'

    assert client.get(page).status_code < 500


@pytest.mark.parametrize("part", ["topic", "kind", "q", "country", "project", "year", "sort", "nič\0"])
def test_the_api_refuses_it(client, part):
    assert client.get("/api/v1/search", {part: NULL}).status_code == 422


@pytest.mark.parametrize("path", ["/api/v1/entries/practice/a%00b", "/api/v1/entries/a%00b/1", "/api/v1/%00"])
def test_no_address_of_the_api_holds_one(client, path):
    assert client.get(path).status_code == 404


def test_a_query_string_has_a_sign_in_its_place_that_is_no_letter(client):
    response = client.get(reverse("catalogue"), {"q": "green\0", "kind": ["practice", "pla\0ce"]})

    assert (response.context["search"].words, response.status_code) == ("green", 200)
    assert response.context["search"].criteria.chosen(Facet.KIND) == ("practice",)


def test_a_form_names_it_at_its_field(client, admin):
    client.force_login(admin)

    response = client.post(reverse("admin:partners_user_add"), {"email": "ana@example.si", "name": NULL})

    assert response.status_code == 200
    assert "name" in response.context["adminform"].form.errors
