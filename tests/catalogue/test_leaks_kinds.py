"""One entry of every kind in each state in which it is not public: pages, lists, search, machines and staff."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.models import Kind
from library.models import Chapter, Practice
from partners.models import Place
from tests.catalogue.test_leaks import ANSWERS, FEEDS, HIDDEN, WORD, body, hide, secret
from tests.factories import MODELS, make, make_topic
from tests.standing import standing
from workshops.models import Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=HIDDEN)
def standing_secrets(request, django_db_setup, django_db_blocker):
    def build():
        entries = [secret(model, request.param, slug_sl="skrito", slug_en="hidden") for model in MODELS]
        hide(entries, request.param)
        return SimpleNamespace(state=request.param, entries=entries)

    with standing(django_db_blocker, build) as made:
        yield made


@pytest.fixture
def hidden(standing_secrets, db):
    """One entry of every kind, made once in each state in which it is not public."""
    return standing_secrets


def test_the_page_of_a_hidden_entry_is_not_found(client, hidden):
    pages = {
        (entry.kind, address): client.get(address) for entry in hidden.entries for address in entry.addresses().values()
    }

    assert {page: response.status_code for page, response in pages.items()} == dict.fromkeys(
        pages, ANSWERS[hidden.state]
    )
    assert [WORD.findall(body(response).lower()) for response in pages.values()] == [[]] * 2 * len(MODELS)


def test_the_other_address_of_a_hidden_entry_does_not_lead_on(client, hidden):
    with translation.override("sl"):
        pages = [client.get(reverse(entry.kind, args=["hidden"])) for entry in hidden.entries]

    answers = [(page.status_code, page.headers.get("Location")) for page in pages]
    assert answers == [(ANSWERS[hidden.state], None)] * len(MODELS)
    assert [WORD.findall(body(page).lower()) for page in pages] == [[]] * len(MODELS)


def test_lists_and_search_do_not_know_a_hidden_entry(client, hidden):
    lists = [client.get(reverse(name)) for name in ("home", "map", *(kind.list_name for kind in Kind))]
    counts = {
        (entry.kind, name): client.get(reverse(name), {"q": entry.title_sl}).context["page"].count
        for entry in hidden.entries
        for name in ("catalogue", entry.kind.list_name)
    }

    assert counts == dict.fromkeys(counts, 0)
    assert [WORD.findall(body(page).lower()) for page in lists] == [[]] * len(lists)


def test_machines_do_not_know_a_hidden_entry(client, hidden):
    books = [entry.book for entry in hidden.entries if isinstance(entry, Chapter)]
    public = {f"guideline:{book.pk}" for book in books if book.is_published}  # the one the hidden chapter is of
    practices = [entry.practice for entry in hidden.entries if isinstance(entry, Transfer)]
    public |= {f"practice:{practice.pk}" for practice in practices if practice.is_published}
    answers = [
        client.get(reverse("api:entry", args=[entry.kind, slug]))
        for entry in hidden.entries
        for slug in ("skrito", "hidden")
    ]
    lists = [
        client.get(reverse("api:search"), {"kind": entry.kind.value, "q": query})
        for entry in hidden.entries
        for query in ("", entry.title_sl)
    ]
    feeds = [client.get(reverse("feed", kwargs=shelf)) for shelf in FEEDS[:1] + FEEDS[2:]]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert {result["id"] for answer in lists for result in answer.json()["results"]} == public
    assert [answer.json()["count"] for answer in lists[1::2]] == [0] * len(MODELS)
    # what a search was asked for stands in its own address, so only those without words are looked through
    assert [WORD.findall(body(answer).lower()) for answer in (*answers, *lists[::2], *feeds)] == [[]] * (
        len(answers) + len(lists[::2]) + len(feeds)
    )


def test_a_hidden_entry_is_not_related_to_anything(client, hidden):
    topic = make_topic("voda", "Voda", "Water")
    for entry in hidden.entries:
        type(entry).objects.get(pk=entry.pk).set_topics([topic])
    shown = [make(Practice, topics=[topic], country="SI"), make(Place, topics=[topic], country="SI")]

    related = client.get(shown[0].get_absolute_url()).context["related"]

    assert [card.title_sl for card in related] == [shown[1].title_sl]


def test_staff_see_a_hidden_entry_and_that_it_is_one(client, coordinator, hidden):
    client.force_login(coordinator)

    pages = [client.get(entry.get_absolute_url()) for entry in hidden.entries]

    assert [page.status_code for page in pages] == [200] * len(MODELS)
    assert [body(page).count('<meta name="robots" content="noindex">') for page in pages] == [1] * len(MODELS)
    assert [page["Cache-Control"].count("no-store") for page in pages] == [1] * len(MODELS)
