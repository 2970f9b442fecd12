"""What an issue holds and who gets what of it: the issue of 1 November 2027, with eight entries around it."""

import datetime as dt

import pytest

from library.models import Practice
from partners.models import Listing
from publishing.letters import editing
from publishing.letters.composing import MOST_ITEMS, candidates, chosen, content_of, of_subscriber
from publishing.letters.sending import freeze, rows_for, send_batch, start
from publishing.models import Issue, IssueItem
from tests.factories import make
from tests.publishing.letters import at, make_issue, make_letter, make_month, make_subscriber, moment

pytestmark = pytest.mark.django_db

END = (2027, 11, 1, 8)


@pytest.fixture
def month():
    month = make_month()
    month.letter = make_letter()
    month.issue = make_issue(month.letter, since=moment(2027, 10, 1, 8), until=moment(*END))
    return month


def titles(items):
    return [item["title_sl"] or item["title_en"] for item in items]


def test_the_issue_holds_what_became_public_in_its_time(month):
    with at(*END):
        found = titles(content_of(month.issue)["items"])

    assert (found[0], sorted(found)) == ("E2", ["E1", "E2", "E4", "E8"])


def test_a_deadline_that_has_passed_falls_out_and_one_to_come_stands_first(month):
    with at(2027, 10, 19, 8):
        before = titles(content_of(month.issue)["items"])
    with at(2027, 10, 20, 17):
        after = titles(content_of(month.issue)["items"])

    assert (before[:2], "E3" in after) == (["E3", "E2"], False)


def test_a_listing_falls_out_with_its_last_day_and_a_search_when_it_takes_no_expressions_of_interest(month):
    told = {"published_at": moment(2027, 10, 5), "title_en": ""}
    search = {"direction": "partner_search", "eoi_on": dt.date(2027, 10, 19), "eoi_time": dt.time(17)}
    make(Listing, title_sl="Iskanje", **told | search)
    make(Listing, title_sl="Potreba", direction="need", expires=dt.date(2027, 10, 21), **told)
    found = []

    for day in (18, 20, 22):
        with at(2027, 10, day, 8):
            found.append(titles(content_of(month.issue)["items"]))

    assert found[0][:2] == ["Iskanje", "E3"]
    assert [("Iskanje" in names, "Potreba" in names) for names in found] == [
        (True, True),
        (False, True),
        (False, False),
    ]


SUBSCRIBERS = {
    "sl, everything, also the other language": ("sl", [], True, ["E1", "E2", "E4", "E8"]),
    "en, water": ("en", ["water"], True, ["E1", "E4", "E8"]),
    "sl, water": ("sl", ["water"], False, ["E1", "E8"]),
    "sl, energy": ("sl", ["energy"], True, []),
}


def test_each_subscriber_gets_what_is_theirs_and_nobody_an_empty_mail(month):
    made = {
        name: make_subscriber(
            month.letter,
            f"s{number}@example.org",
            language=language,
            topics=[month.topics[topic] for topic in topics],
            other_language=other,
        )
        for number, (name, (language, topics, other, _wanted)) in enumerate(SUBSCRIBERS.items())
    }
    with at(*END):
        freeze(month.issue.pk)
    issue = Issue.objects.get()

    found = {name: of_subscriber(issue, subscriber) for name, subscriber in made.items()}
    posted = {row.subscriber.email for row in rows_for(issue)}

    assert {name: sorted(titles(items)) for name, items in found.items()} == {
        name: wanted for name, (*_asked, wanted) in SUBSCRIBERS.items()
    }
    assert [item["title_en"] for item in found["sl, everything, also the other language"] if item["foreign"]] == ["E4"]
    assert posted == {"s0@example.org", "s1@example.org", "s2@example.org"}


def test_what_came_on_the_last_moment_is_not_in_the_next_issue(month):
    with at(*END):
        freeze(month.issue.pk)
    Issue.objects.update(state=Issue.State.SENT)
    december = make_issue(month.letter, number=2, since=moment(2027, 10, 20), until=moment(2027, 12, 1, 8))

    with at(2027, 12, 1, 8):
        found = titles(content_of(december)["items"])

    assert found == []


@pytest.mark.parametrize("name", ["until", "planned_at"])
def test_what_becomes_public_after_an_issue_was_sent_early_is_in_the_next_one(month, name):
    issue = make_issue(make_letter("drugi"), since=moment(2027, 11, 1, 8), **{name: moment(2027, 12, 1, 8)})
    with at(2027, 11, 10, 8):
        start(issue.pk)
        send_batch.call(issue.pk)

    later = make(Practice, title_sl="E9", published_at=moment(2027, 11, 20))
    with at(2027, 12, 2, 8):
        following = editing.begin(issue.letter, None)
        found = [candidate.card.object_id for candidate in candidates(following)]

    assert found == [later.pk]


def test_the_editor_orders_leaves_out_and_adds_notes(month):
    first, second = month.entries[7], month.entries[0]
    IssueItem.objects.create(issue=month.issue, kind="post", object_id=first.pk, order=1, note_sl="Preberite!")
    IssueItem.objects.create(issue=month.issue, kind="practice", object_id=second.pk, left_out=True)

    with at(*END):
        items = content_of(month.issue)["items"]

    assert (items[0]["title_sl"], items[0]["note_sl"], "E1" in titles(items)) == ("E8", "Preberite!", False)


def test_a_letter_of_one_kind_holds_no_other(month):
    month.letter.kinds = ["event"]

    with at(*END):
        assert titles(content_of(month.issue)["items"]) == ["E2"]


def test_an_issue_has_thirty_items_at_most(month):
    for _number in range(MOST_ITEMS + 1):
        make(type(month.entries[7]), published_at=moment(2027, 10, 9))

    with at(*END):
        found = candidates(month.issue)

    assert (len(found), len(chosen(found))) == (MOST_ITEMS + 5, MOST_ITEMS)


@pytest.mark.parametrize("entries", [1, 3])
def test_composing_asks_the_same_number_of_queries(month, entries, django_assert_num_queries):
    for _number in range(entries):
        make(type(month.entries[1]), start="2027-12-01", end="2027-12-02", published_at=moment(2027, 10, 9))

    issue = Issue.objects.select_related("letter").get()
    with at(*END), django_assert_num_queries(6):
        content_of(issue)
