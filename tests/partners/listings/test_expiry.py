"""The end of a listing: how far it may lie, who is asked before it, and what is left afterwards."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.dates import add_months
from catalogue.models import Card
from partners.listings import expiry
from partners.models import Listing
from partners.models.listing import last_end
from publishing import versions
from publishing.daily_round import daily_round
from publishing.models import Mail, Notice
from tests.factories import make_person
from tests.partners.listings.exchanging import in_days, make_listing

pytestmark = pytest.mark.django_db


def refused(day):
    listing = make_listing("water")
    listing.expires = day
    try:
        listing.clean_fields()
    except ValidationError as error:
        return error.message_dict["expires"]
    return []


def test_an_end_may_lie_a_year_ahead_and_not_in_the_past(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: dt.date(2027, 5, 12))

    found = [refused(dt.date.fromisoformat(day)) for day in ("2028-05-12", "2028-05-13", "2027-05-12", "2027-05-11")]

    assert found == [[], ["Najdlje do 12. maja 2028."], [], ["Datum je minil."]]


def test_the_sentence_is_english_on_an_english_page(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: dt.date(2027, 5, 12))

    with translation.override("en"):
        assert refused(dt.date(2028, 6, 1)) == ["At the latest until 12 May 2028."]


def asked_of(listing):
    """How many days before the end they were asked."""
    found = Notice.objects.filter(person=listing.partner.person, sentence="listing_expires")
    return list(found.order_by("pk").values_list("values__left", flat=True))


DAYS = {15: [], 14: [14], 4: [4], 3: [3], 0: [0]}


@pytest.mark.parametrize("days", DAYS)
def test_owners_are_asked_two_weeks_and_three_days_before(days):
    listing = make_listing("water", days=days)

    daily_round()
    daily_round()

    assert asked_of(listing) == DAYS[days]


def test_each_question_is_asked_once_by_notice_and_mail():
    listing = make_listing("water", days=14)
    daily_round()
    Listing.objects.filter(pk=listing.pk).update(expires=in_days(3))
    listing.expiry_questions.update(expires=in_days(3))

    daily_round()
    daily_round()

    assert asked_of(listing) == [14, 3]
    subjects = Mail.objects.filter(person=listing.partner.person).order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["Oglas poteče čez 14 dni", "Oglas poteče čez 3 dni"]


# --- Longer ---


def extend(client, person, listing, method="post"):
    client.force_login(person)
    return getattr(client, method)(reverse("listing_extend", args=[listing.pk]))


def end_of(listing):
    return Listing.objects.get(pk=listing.pk).expires


LONGER = {
    10: lambda today: add_months(today + dt.timedelta(10), 6),
    300: lambda today: add_months(today, 12),
    -5: lambda today: add_months(today, 6),
}


@pytest.mark.parametrize("days", LONGER)
def test_one_button_adds_six_months_and_never_more_than_a_year_from_today(client, days):
    listing = make_listing("water", days=days)

    answer = extend(client, listing.partner.person, listing)

    assert (answer.status_code, end_of(listing)) == (302, LONGER[days](timezone.localdate()))


def test_a_button_that_is_pressed_twice_adds_six_months_once(client):
    listing = make_listing("water", days=-5)
    client.force_login(listing.partner.person)
    page = client.get(reverse("listing_extend", args=[listing.pk]))

    for _press in range(2):
        client.post(page.request["PATH_INFO"], {"seen": page.context["seen"]})

    assert end_of(listing) == add_months(timezone.localdate(), 6)


def test_looking_at_the_page_adds_nothing(client):
    listing = make_listing("water", days=10)

    answers = [extend(client, listing.partner.person, listing, method) for method in ("get", "head")]

    assert ([answer.status_code for answer in answers], end_of(listing)) == ([200, 200], in_days(10))


def test_nothing_is_added_to_a_whole_year(client):
    listing = make_listing("water", days=10)
    Listing.objects.filter(pk=listing.pk).update(expires=last_end())

    extend(client, listing.partner.person, listing)

    assert end_of(listing) == last_end()


def test_only_its_organisation_and_coordinators_make_it_longer(client, people):
    listing = make_listing("water")

    found = [extend(client, one, listing).status_code for one in (people.foreign, people.member, people.coordinator)]

    assert found == [404, 404, 302]


def test_a_longer_end_is_a_version_that_says_who_did_it(client):
    listing = make_listing("water", days=10)

    extend(client, listing.partner.person, listing)

    leading = versions.leading_of(versions.dossier_of(listing))
    assert leading.content["expires"] == end_of(listing).isoformat()
    assert (leading.created_by, leading.reason) == (listing.partner.person, "Podaljšano za šest mesecev.")


def test_a_draft_that_is_being_written_does_not_bring_the_old_end_back(client):
    listing = make_listing("water", days=10)
    person = listing.partner.person
    draft = versions.open_version(versions.adopt(listing), by=person)

    extend(client, person, listing)

    draft.refresh_from_db()
    assert draft.based_on != versions.leading_of(draft.dossier).number  # so that publishing it merges both


# --- Afterwards ---


@pytest.fixture
def expired(db):
    listing = make_listing("water", days=10, title_sl="Iščemo deževnico", title_en="Looking for rainwater")
    Listing.objects.filter(pk=listing.pk).update(expires=in_days(-1))
    return listing


def test_an_expired_listing_is_in_no_list_and_its_page_says_so(client, expired):
    done, failed = daily_round()

    feed = reverse("feed", kwargs={"kind": "listing"})
    places = [
        reverse("listing_list"),
        reverse("catalogue") + "?q=deževnico",
        feed,
        "/sitemap-listing.xml",
        "/api/v1/search",
    ]
    found = [place for place in places if "dezevnico" in client.get(place).content.decode()]
    page = client.get(expired.get_absolute_url())
    text = page.content.decode()
    assert (done["listings closed"], failed, found, page.status_code) == (1, 0, [], 200)
    assert ("poteklo" in text, '<meta name="robots" content="noindex">' in text) == (True, True)
    assert reverse("contact", args=["listing", expired.pk]) not in text


def test_a_second_round_closes_nothing(expired):
    daily_round()

    assert daily_round()[0]["listings closed"] == 0


def test_what_is_made_longer_afterwards_is_back_in_the_list(client, expired):
    daily_round()

    extend(client, expired.partner.person, expired)

    assert Card.objects.filter(kind="listing", object_id=expired.pk).exists()
    assert "poteklo" not in client.get(expired.get_absolute_url()).content.decode()


def test_an_organisation_without_people_is_asked_once(db):
    listing = make_listing("water", days=14)
    listing.partner.memberships.all().delete()

    assert [expiry.ask_first(listing.pk) for _time in range(2)] == [True, False]
    assert make_person("nihce@example.org").notices.count() == 0
