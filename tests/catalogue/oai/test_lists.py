"""Lists in parts, while the portal goes on changing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.caches import forget_all
from catalogue.filing.records import stamp
from catalogue.models import Harvested
from catalogue.oai import lists
from library.models import Practice
from partners.models import Partner
from tests.catalogue.oai.asking import ask, code_of, harvest, headers, name, stamped_at, texts, token_of
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db
YESTERDAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)


@pytest.fixture
def practices(small_pages):
    entries = [make(Practice) for _number in range(5)]
    stamped_at(YESTERDAY)
    return entries


def save(entry, title):
    entry.title_sl = title
    entry.save()
    stamp()


def going_on(client, root):
    return ask(client, verb="ListRecords", resumptionToken=token_of(root).text)


def test_pages_hold_every_record_once_and_the_last_has_an_empty_token(client, practices):
    first = ask(client, **LIST)
    second = going_on(client, first)
    third = going_on(client, second)

    pages = [list(headers(page)) for page in (first, second, third)]
    assert pages == [[name(entry) for entry in practices[start : start + 2]] for start in (0, 2, 4)]
    assert [token_of(page).get("cursor") for page in (first, second, third)] == ["0", "2", "4"]
    assert token_of(third).text is None


def test_a_list_of_one_page_has_no_token(client):
    make(Practice)
    stamp()

    assert token_of(ask(client, **LIST)) is None


def test_a_token_used_twice_gives_the_same_page_less_what_changed_since(client, practices):
    """A token holds all that it needs, so a restart takes nothing from it."""
    first = ask(client, **LIST)
    once = headers(going_on(client, first))

    forget_all()
    save(practices[2], "Spremenjena")

    assert headers(going_on(client, first)) == {name(entry): None for entry in practices[3:]}
    assert list(once) == [name(entry) for entry in practices[2:4]]


def test_what_changes_during_a_harvest_comes_in_the_next(client, practices, monkeypatch):
    begun = YESTERDAY + dt.timedelta(days=1)
    monkeypatch.setattr(lists, "this_second", lambda: begun)
    page = ask(client, **LIST)
    seen = headers(page)
    save(practices[3], "Spremenjena")
    Harvested.objects.filter(object_id=practices[3].pk).update(datestamp=begun + dt.timedelta(seconds=1))

    while token_of(page).text:
        page = going_on(client, page)
        seen |= headers(page)
    monkeypatch.setattr(lists, "this_second", lambda: begun + dt.timedelta(seconds=9))
    following = harvest(client, metadataPrefix="oai_dc", **{"from": begun.strftime("%Y-%m-%dT%H:%M:%SZ")})

    assert seen == {name(entry): None for entry in practices if entry != practices[3]}
    assert following == {name(practices[3]): None}


def test_a_page_of_which_everything_changed_is_no_failure(client, practices):
    first = ask(client, **LIST)
    second = going_on(client, first)

    save(practices[4], "Spremenjena")
    Harvested.objects.filter(object_id=practices[4].pk).update(datestamp=dt.datetime(2999, 1, 1, tzinfo=dt.UTC))

    third = going_on(client, second)
    assert list(headers(third)) == [name(practices[3])]
    assert token_of(third).text is None


def test_a_token_of_another_verb_or_a_changed_one_is_refused(client, practices):
    token = token_of(ask(client, **LIST)).text

    refused = [
        ask(client, verb="ListIdentifiers", resumptionToken=token),
        ask(client, verb="ListSets", resumptionToken=token),
        ask(client, verb="ListRecords", resumptionToken=token[:-1] + ("A" if token[-1] != "A" else "B")),
    ]

    assert [code_of(root)[0] for root in refused] == ["badResumptionToken"] * 3


def test_days_and_seconds_are_both_understood_and_belong_to_what_is_meant(client, practices):
    def found(**limits):
        return len(harvest(client, metadataPrefix="oai_dc", **limits))

    assert found(until="2026-03-01") == 5
    assert found(**{"from": "2026-03-01", "until": "2026-03-01"}) == 5
    assert found(**{"from": "2026-03-01T12:00:00Z", "until": "2026-03-01T12:00:00Z"}) == 5
    for limits in ({"from": "2026-03-01T12:00:01Z"}, {"until": "2026-03-01T11:59:59Z"}, {"until": "2026-02-28"}):
        assert code_of(ask(client, **LIST, **limits))[0] == "noRecordsMatch"


@pytest.mark.parametrize("spec", ["kind", "kind:practice", "topic", "topic:voda"])
@pytest.mark.parametrize("end", ["withdraw", "delete"])
def test_what_is_gone_is_told_as_gone_in_all_its_sets(client, spec, end):
    entry = make(Practice, organisation=make(Partner), topics=[make_topic("voda", "Voda", "Water")])
    stamp()
    place = name(entry)

    getattr(entry, end)()
    stamp()

    for prefix in ("oai_dc", "oai_datacite"):
        assert harvest(client, metadataPrefix=prefix, set=spec)[place] == "deleted"
        assert harvest(client, "ListRecords", metadataPrefix=prefix, set=spec)[place] == "deleted"
        root = ask(client, verb="GetRecord", metadataPrefix=prefix, identifier=f"oai:portal.example.eu:{place}")
        assert headers(root) == {place: "deleted"}
        assert root.find(".//{*}metadata") is None
    assert Harvested.objects.get(kind="practice", object_id=place.partition("/")[2]).told == {}


def test_what_is_brought_back_is_live_with_a_newer_stamp(client):
    entry = make(Practice)
    entry.withdraw()
    stamped_at(YESTERDAY)

    entry.publish()
    stamp()

    assert harvest(client, metadataPrefix="oai_dc", **{"from": "2026-03-02"}) == {name(entry): None}


def test_what_is_no_work_any_more_is_gone_as_datacite_and_stays_in_dublin_core(client):
    entry = make(Practice, organisation=make(Partner))
    stamp()

    entry.organisation = None
    entry.save()
    stamp()

    assert harvest(client, metadataPrefix="oai_datacite") == {name(entry): "deleted"}
    assert harvest(client, metadataPrefix="oai_dc", set="kind:practice") == {name(entry): None}


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_the_database_twice(client, verb, number):
    organisation = make(Partner)
    for _number in range(number):
        make(Practice, organisation=organisation, topics=[make_topic(f"t{_number}", f"T{_number}", f"U{_number}")])
    stamp()

    for prefix in ("oai_dc", "oai_datacite"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ask(client, verb=verb, metadataPrefix=prefix, set="kind:practice")
        assert len(asked) == 2, asked.captured_queries


def test_records_of_one_stamp_are_passed_in_the_order_of_their_keys(client, practices):
    """As after a first load, when a hundred thousand may have the same one."""
    first = practices[0]
    pk = Harvested.objects.get(object_id=first.pk, kind="practice").pk

    selected = lists.Selection("ListRecords", "oai_dc", "", "", "", YESTERDAY.isoformat(), pk)

    found = [record.object_id for record in lists.after(selected, lists.records(selected))]
    assert found == [entry.pk for entry in practices[1:]]


def test_texts_stand_in_the_order_of_the_languages(client):
    make(Practice)
    stamp()

    root = ask(client, **LIST)

    assert [title.split()[1] for title in texts(root, ".//dc:title")] == ["št.", "no."]
