"""Matches as they are kept, told of and shown to their owners."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.matching.keeping import difference, refresh
from partners.matching.tasks import match_listing
from partners.matching.telling import tell_of_new
from partners.models import Match
from publishing import versions
from publishing.daily_round import daily_round
from publishing.models import Mail, Notice
from publishing.saving_drafts import write_draft
from publishing.workflow import take
from tests.partners.listings.exchanging import in_days, make_listing, oracle, organisation, thesaurus

pytestmark = pytest.mark.django_db


def told():
    """[(number, to how many people)] of the notices about matches."""
    return sorted(Notice.objects.filter(kind="match").values_list("values__number", flat=True))


def test_the_need_of_the_example_has_three_matches_in_this_order():
    need, first, _second, _third, fourth, _fifth, sixth = oracle()

    refresh()

    assert [(match.other, match.score) for match in need.matches.all()] == [(fourth, 100), (first, 65), (sixth, 63)]
    assert not difference()


def test_one_listing_is_computed_as_all_are():
    listings = oracle()
    for listing in listings:
        refresh(listing.pk)

    assert Match.objects.count() == 3
    assert not difference()


def test_a_pair_is_told_once_and_a_listing_in_one_notice():
    need, *_offers = oracle()
    refresh()

    tell_of_new()
    again = tell_of_new()

    assert (told(), again) == ([1, 1, 1, 3], False)
    notice = need.partner.person.notices.get()
    assert (notice.sentence, notice.address) == ("matches", reverse("listing_matches", args=[need.pk]))
    assert Mail.objects.get(person=need.partner.person).subject == f"3 nova ujemanja: {need.title_sl}"


def test_a_later_match_is_told_alone():
    need = make_listing("water")
    make_listing("water", direction="offer")
    daily_round()

    match_listing.func(make_listing("water", direction="offer").pk)

    assert sorted(need.partner.person.notices.values_list("values__number", flat=True)) == [1, 1]


def test_what_fits_less_is_listed_and_not_told():
    make_listing("water governance", place_types="town")
    make_listing("water", direction="offer", place_types="region")

    refresh()

    assert (Match.objects.get().score, tell_of_new(), told()) == (45, False, [])


def test_a_second_round_finds_nothing_to_do():
    oracle()

    first, failed = daily_round()
    second, _failed = daily_round()

    names = ("matches computed", "matches told of")
    assert ([first[name] for name in names], failed) == ([1, 1], 0)
    assert [second[name] for name in names] == [0, 0]


def expire(listing):
    type(listing).objects.filter(pk=listing.pk).update(expires=in_days(-1))


def see(client, listing):
    client.force_login(listing.partner.person)
    return client.get(reverse("listing_matches", args=[listing.pk]))


CHANGES = {
    "expired": expire,
    "withdrawn": lambda listing: listing.withdraw(),
    "of another language": lambda listing: type(listing).objects.filter(pk=listing.pk).update(languages="mt"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_fits_no_longer_goes(change):
    need, offer = make_listing("water"), make_listing("water", direction="offer")
    refresh()

    CHANGES[change](offer)
    refresh()

    assert list(need.matches.all()) == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_fits_again_is_listed_and_not_told_again(client, change):
    need, offer = make_listing("water"), make_listing("water", direction="offer")
    before = {name: getattr(offer, name) for name in ("expires", "languages", "status", "published_at")}
    daily_round()

    CHANGES[change](offer)
    daily_round()
    page = see(client, need).context
    type(offer).objects.filter(pk=offer.pk).update(**before)
    daily_round()

    assert (page["rows"], page["dismissed"]) == ([], [])
    assert [row["other"] for row in see(client, need).context["rows"]] == [offer]
    assert told() == [1, 1]


def test_what_was_dismissed_stays_known_and_its_score_is_kept_up():
    need, offer = make_listing("water"), make_listing("water", direction="offer", place_types="town")
    refresh()
    Match.objects.update(dismissed="need")

    type(need).objects.filter(pk=need.pk).update(place_types="region")
    refresh()
    changed = Match.objects.get().score
    offer.withdraw()
    refresh()

    assert (changed, Match.objects.get().dismissed) == (80, "need")


def test_publishing_hands_the_listing_to_the_worker(people, jobs):
    make_listing("water", direction="offer")
    version = versions.begin(kind="listing", owner=people.own, by=people.editor, language="sl", title="Iščemo vodo")
    content = {"summary_sl": "Kratko.", "body_sl": "Dolgo.", "direction": "need", "languages": "sl"}
    content |= {"expires": in_days(90).isoformat(), "topics": ["water"]}
    write_draft(version, people.editor, version.content | content, {})
    take(version=version, step="submit", by=people.editor)

    with jobs():
        take(version=version, step="publish", by=people.representative)

    assert Match.objects.get().score == 100
    assert people.editor.notices.filter(kind="match").count() == 1


# --- The page of the owners ---


def page(client, person, listing):
    client.force_login(person)
    return client.get(reverse("listing_matches", args=[listing.pk]))


def test_owners_see_the_score_in_words_and_write(client):
    need, *_offers, fourth, _fifth, _sixth = oracle()
    refresh()

    text = page(client, need.partner.person, need).content.decode()

    assert "Obe temi, vrsta območja, slovenščina" in text
    assert "Ena tema od dveh" not in text
    assert reverse("contact", args=["listing", fourth.pk]) in text


def test_nobody_else_sees_the_matches(client, people):
    need = make_listing("water")

    found = [page(client, person, need).status_code for person in (people.foreign, people.member, people.coordinator)]

    assert found == [404, 404, 200]


def test_nothing_for_us_can_be_undone_by_the_same_side_alone(client):
    need, offer = make_listing("water"), make_listing("water", direction="offer")
    refresh()
    match = Match.objects.get()
    states = []
    for listing, do in ((need, "dismiss"), (offer, "undo"), (need, "undo")):
        client.force_login(listing.partner.person)
        answer = client.post(reverse("listing_match", args=[listing.pk, match.pk]), {"do": do})
        match.refresh_from_db()
        states.append((answer.status_code, match.dismissed))

    assert states == [(302, "need"), (302, "need"), (302, "")]


def test_what_was_dismissed_stands_below_for_one_side_and_nowhere_for_the_other(client):
    need, offer = make_listing("water"), make_listing("water", direction="offer")
    refresh()
    Match.objects.update(dismissed="need")

    ours, theirs = (page(client, one.partner.person, one).context for one in (need, offer))

    assert (len(ours["rows"]), len(ours["dismissed"])) == (0, 1)
    assert (len(theirs["rows"]), len(theirs["dismissed"])) == (0, 0)


def test_the_match_of_others_is_no_address(client):
    _need, _offer = make_listing("water"), make_listing("water", direction="offer")
    other = make_listing("energy")
    refresh()
    client.force_login(other.partner.person)

    answer = client.post(reverse("listing_match", args=[other.pk, Match.objects.get().pk]), {"do": "dismiss"})

    assert (answer.status_code, Match.objects.get().dismissed) == (404, "")


def test_pages_of_matches_and_the_desk_ask_as_often_for_three_as_for_one(client):
    need = make_listing("water")
    numbers = []
    for n in (1, 2):
        for _time in range(n):
            make_listing("water", direction="offer", partner=organisation())
        refresh()
        client.force_login(need.partner.person)
        found = []
        for address in (reverse("listing_matches", args=[need.pk]), reverse("desk")):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found.append(len(asked))
        numbers.append(found)

    assert numbers[0] == numbers[1]


def test_a_narrower_topic_counts_half():
    thesaurus()
    make_listing("water")
    make_listing("rainwater", direction="offer")

    refresh()

    assert Match.objects.get().score == 65
