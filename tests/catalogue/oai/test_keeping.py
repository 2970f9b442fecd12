"""Records are written with their cards, and stamped once what they say is committed."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction

from catalogue.filing import records
from catalogue.filing.agreement import disagreements
from catalogue.filing.records import stamp
from catalogue.models import Card, CatalogueState, Harvested
from library.models import Practice
from partners.models import Partner
from publishing.daily_round import daily_round, waiting
from tests.catalogue.oai.asking import ask, code_of, name, stamped_at
from tests.factories import MODELS, make, make_topic

pytestmark = pytest.mark.django_db
YESTERDAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def of(entry):
    return Harvested.objects.get(kind=entry.kind, object_id=entry.pk)


def test_a_record_is_stamped_after_the_commit_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = make(Practice)
        assert of(entry).datestamp is None

    assert abs(of(entry).datestamp - dt.datetime.now(tz=dt.UTC)) < dt.timedelta(minutes=1)


def test_only_what_is_told_anew_gets_a_new_stamp():
    entry = make(Practice)
    stamped_at(YESTERDAY)

    entry.lessons_sl = "Česar ne pove noben zapis."
    entry.save()
    assert of(entry).datestamp == YESTERDAY

    entry.summary_sl = "Nov povzetek."
    entry.save()
    assert of(entry).datestamp is None


def test_a_change_that_is_rolled_back_leaves_no_trace():
    entry = make(Practice)
    stamped_at(YESTERDAY)

    with transaction.atomic():
        entry.withdraw()
        transaction.set_rollback(True)

    assert (of(entry).datestamp, of(entry).deleted) == (YESTERDAY, False)


def test_a_draft_has_no_record_and_what_waits_for_its_day_neither():
    make(Practice, published=False)
    make(Practice, published_at=dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=1))

    assert not Harvested.objects.exists()


def test_what_becomes_public_by_its_day_is_told_by_whoever_asks_first(client):
    entry = make(Practice, published_at=dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=1))
    Practice.objects.update(published_at=YESTERDAY)
    CatalogueState.objects.update(due=YESTERDAY)

    root = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:portal.example.eu:{name(entry)}")

    assert code_of(root)[0] is None


def test_a_renamed_topic_and_a_renamed_neighbour_are_told(django_capture_on_commit_callbacks):
    topic, partner = make_topic("voda", "Voda", "Water"), make(Partner)
    entry = make(Practice, topics=[topic], organisation=partner)
    stamped_at(YESTERDAY)

    partner.title_sl = "Novo ime"
    partner.save()

    assert of(entry).told["creators"] == ["Novo ime"]
    assert of(entry).datestamp is None


def test_a_stamp_is_seen_within_its_own_second(monkeypatch):
    """A slow commit would let answers of later seconds go out without the record."""
    make(Practice)
    seconds = iter([0, 3, 3, 3])
    monkeypatch.setattr(records, "this_second", lambda: YESTERDAY + dt.timedelta(seconds=next(seconds, 3)))

    stamp()

    assert Harvested.objects.get().datestamp == YESTERDAY + dt.timedelta(seconds=3)


def test_the_daily_round_stamps_and_tells_what_was_left_over():
    told, untold = make(Practice), make(Practice)
    Harvested.objects.filter(object_id=untold.pk).update(told={}, digest="", datestamp=None)

    assert waiting()["records for harvesters"] == 2
    daily_round()

    assert of(told).datestamp is not None
    assert Harvested.objects.untold().count() == 0
    assert of(untold).told["titles"]["sl"] == untold.title_sl


def test_records_and_cards_agree_for_every_kind_and_a_rebuild_changes_nothing():
    for model in MODELS:
        make(model)
    stamped_at(YESTERDAY)
    assert list(disagreements()) == []

    call_command("rebuild_catalogue", "--restart", verbosity=0)

    assert set(Harvested.objects.values_list("datestamp", flat=True)) == {YESTERDAY}


def test_a_rebuild_tells_what_was_never_told_and_buries_what_vanished(capsys):
    vanished, untold = make(Practice), make(Practice)
    stamp()
    Harvested.objects.filter(object_id=untold.pk).update(told={}, digest="", datestamp=None)
    Card.objects.filter(content_type=ContentType.objects.get_for_model(Practice), object_id=vanished.pk).delete()
    Practice._base_manager.filter(pk=vanished.pk)._raw_delete(using="default")

    call_command("rebuild_catalogue", "--if-stale", verbosity=0)

    assert (of(vanished).deleted, of(untold).told["titles"]["sl"]) == (True, untold.title_sl)


def test_after_a_restore_everything_is_news():
    make(Practice)
    stamped_at(YESTERDAY)

    records.stamp_anew()

    assert Harvested.objects.get().datestamp > YESTERDAY
