"""The desk and its lists: what was said, the first of each sort, and all of it page by page."""

import pytest
from django.urls import reverse
from django.utils import translation

from library.models import Practice
from partners.models import Partner
from publishing import mine, notices, versions
from publishing.models import Notice, Version
from publishing.states import State
from publishing.workflow import take
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def begin(people):
    def begin_some(number=1, state=State.DRAFT, kind="practice", owner=None):
        made = []
        for each in range(number):
            version = versions.begin(
                kind=kind, owner=owner or people.own, by=people.editor, language="sl", title=f"Osnutek {each}"
            )
            version.state = state
            version.published_at = version.created_at
            version.save()
            made.append(version)
        return made

    return begin_some


@pytest.fixture
def ask(client):
    """The page for a person."""

    def get(person, address):
        client.force_login(person)
        return client.get(address)

    return get


def page_of(key, query=""):
    return reverse("all_of_mine", args=[key]) + query


def rows(response):
    return list(response.context["rows"])


# --- What was said ---


def test_the_desk_shows_what_was_said(ask, people, written):
    version = written(State.SUBMITTED)
    take(step="ask_changes", version=version, by=people.representative, comment="Dodajte številke.")

    response = ask(people.editor, reverse("desk"))

    [row] = response.context["notices"]
    page = response.content.decode()
    assert (row["notice"].sentence, row["comment"]) == ("ask_changes", "Dodajte številke.")
    assert page.count("<blockquote><p>Dodajte številke.</p></blockquote>") == 1
    assert page.count(f'name="notice" value="{row["notice"].pk}"') == 1
    assert (page.count('value="follow"'), page.count('value="read"')) == (1, 1)


def test_unread_notices_come_first_and_are_marked(ask, people):
    for number in range(7):
        notices.tell(people=[people.editor], kind=Notice.Kind.COMMENT, sentence="comment", values={"title": number})
    read = people.editor.notices.first()
    notices.read(people.editor.notices.filter(pk=read.pk))

    shown = [row["notice"] for row in ask(people.editor, reverse("desk")).context["notices"]]

    assert [notice.unread for notice in shown] == [True] * 5


def test_without_notices_the_desk_says_nothing_of_them(ask, people):
    page = ask(people.editor, reverse("desk")).content.decode()

    assert page.count(reverse("notices")) == 1  # the navigation alone


# --- The desk leads to the rest ---


@pytest.mark.parametrize(("number", "links"), [(20, 0), (21, 1)])
def test_the_desk_leads_to_all_when_there_are_more_than_it_shows(ask, people, begin, number, links):
    begin(number)

    response = ask(people.editor, reverse("desk"))

    assert len(response.context["drafts"]) == 20
    assert response.content.decode().count(f'href="{page_of("drafts")}"') == links


def test_the_desk_leads_to_all_that_can_be_taken_over(ask, people):
    for _number in range(21):
        make(Practice, organisation=people.own)

    response = ask(people.editor, reverse("desk"))
    address = reverse("to_take_over")
    rest = ask(people.editor, address + "?kind=practice")

    entries = rest.context["page"].object_list
    page = rest.content.decode()
    assert response.content.decode().count(f'href="{address}"') == 1
    buttons = [reverse("take_over", args=["practice", entry.pk]) for entry in entries]
    assert [page.count(f'action="{button}"') for button in buttons] == [1] * 21


def test_another_kind_can_be_taken_over_too(ask, people):
    make(Practice, organisation=people.own)
    make(Practice, organisation=people.other)

    practices = ask(people.editor, reverse("to_take_over") + "?kind=practice")
    empty = ask(people.editor, reverse("to_take_over") + "?kind=post")

    assert (practices.context["page"].paginator.count, empty.context["page"].paginator.count) == (1, 0)


# --- All of mine ---


def test_all_pages_together_hold_everything_once(ask, people, begin):
    made = begin(30)

    pages = [rows(ask(people.editor, page_of("drafts", f"?page={number}"))) for number in (1, 2)]

    assert [len(page) for page in pages] == [25, 5]
    assert {version.pk for page in pages for version in page} == {version.pk for version in made}


def test_lists_hold_what_belongs_to_the_organisation_alone(ask, people, begin):
    [own], [_foreign] = begin(), begin(owner=people.other)

    assert rows(ask(people.editor, page_of("drafts"))) == [own]


def test_who_left_an_organisation_no_longer_sees_what_they_wrote_there(ask, people, begin):
    begin()
    people.own.memberships.filter(user=people.editor).delete()

    assert rows(ask(people.editor, page_of("drafts"))) == []
    assert ask(people.editor, reverse("desk")).context["drafts"] == []


def test_kind_and_state_narrow(ask, people, begin):
    [draft], [changes], [post] = begin(), begin(state=State.CHANGES), begin(kind="post")

    found = {
        query: {version.pk for version in rows(ask(people.editor, page_of("drafts", query)))}
        for query in ("", "?kind=post", "?state=changes", "?kind=post&state=changes")
    }

    assert found == {
        "": {draft.pk, changes.pk, post.pk},
        "?kind=post": {post.pk},
        "?state=changes": {changes.pk},
        "?kind=post&state=changes": set(),
    }


def test_the_narrowing_stays_from_page_to_page(ask, people, begin):
    begin(26, state=State.CHANGES)

    links = ask(people.editor, page_of("drafts", "?state=changes&kind=practice")).context["links"]

    assert links["next"] == "?kind=practice&state=changes&page=2"


@pytest.mark.parametrize(
    "query", ["?page=abc", "?page=-1", f"?page={10**20}", "?kind=x", "?state=published", "?kind=%00", "?page=%FF"]
)
def test_what_cannot_be_understood_narrows_nothing(ask, people, begin, query):
    made = begin()

    assert rows(ask(people.editor, page_of("drafts", query))) == made


def test_each_sort_shows_its_own(ask, people, begin):
    [draft], [submitted], [review] = begin(), begin(state=State.SUBMITTED), begin(state=State.REVIEW)

    found = {key: rows(ask(people.coordinator, page_of(key))) for key in mine.SORTS}
    own = {key: rows(ask(people.representative, page_of(key))) for key in mine.SORTS}

    nothing = {"due": [], "drafts": [], "submitted": [], "public": []}
    assert found == nothing | {"decide": [submitted], "review": [review]}
    assert own == nothing | {
        "decide": [submitted],
        "review": [],
        "drafts": [draft],
        "submitted": [submitted],
        "public": [review],
    }


def test_ones_own_text_does_not_wait_for_ones_own_decision(ask, people, begin):
    [version] = begin(state=State.SUBMITTED)
    version.contributors.add(people.representative)

    assert rows(ask(people.representative, page_of("decide"))) == []


def test_an_unknown_sort_is_not_found(ask, people):
    assert ask(people.editor, page_of("xyz")).status_code == 404


@pytest.mark.parametrize("language", ["sl", "en"])
def test_who_is_not_signed_in_is_asked_to(client, language):
    with translation.override(language):
        addresses = [page_of("drafts"), reverse("to_take_over")]

    assert [client.get(address).status_code for address in addresses] == [302, 302]


@pytest.mark.parametrize("number", [1, 3, 25])
@pytest.mark.parametrize("key", ["drafts", "public"])
def test_a_list_asks_the_database_the_same_number_of_times(
    client, people, begin, django_assert_num_queries, key, number
):
    begin(number, state=State.DRAFT if key == "drafts" else State.PUBLISHED)
    client.force_login(people.editor)

    with django_assert_num_queries(7):
        client.get(page_of(key))


@pytest.mark.parametrize("number", [1, 3, 25])
def test_what_can_be_taken_over_asks_the_same_number_of_times(client, people, django_assert_num_queries, number):
    for _each in range(number):
        make(Practice, organisation=people.own)
    client.force_login(people.editor)

    with django_assert_num_queries(7):
        client.get(reverse("to_take_over") + "?kind=practice")


@pytest.mark.parametrize("number", [1, 3, 25])
def test_the_desk_asks_the_same_number_of_times(client, people, begin, django_assert_num_queries, number):
    for state in (State.DRAFT, State.SUBMITTED, State.PUBLISHED):
        begin(number, state=state)
    for _each in range(number):
        notices.tell(people=[people.editor], kind=Notice.Kind.COMMENT, sentence="comment")
        make(Practice, organisation=people.own)
    client.force_login(people.editor)
    client.get(reverse("desk"))  # so that what a process keeps is kept

    with django_assert_num_queries(29):
        client.get(reverse("desk"))


def test_lists_leave_the_content_where_it_is(people, begin):
    begin()

    [version] = mine.listed(people.editor, "drafts")

    assert version.get_deferred_fields() == {"content", "typed"}


def test_the_due_ones_are_listed_by_their_public_version(ask, people):
    dossier = versions.adopt(make(Practice, organisation=people.own))
    versions.adopt(make(Practice, organisation=make(Partner)))
    type(dossier).objects.update(confirmed_at="2020-01-01T00:00Z")

    assert rows(ask(people.editor, page_of("due"))) == [Version.objects.get(dossier=dossier)]
