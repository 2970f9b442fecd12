"""An independent harvester takes the whole portal by its address, in both formats, also during an import."""

import csv
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection
from sickle import Sickle

from catalogue.models import Card, Harvested
from catalogue.oai.asking import TOKEN
from library.models import Practice
from partners.models import Partner
from tests.catalogue.oai.asking import judged, name
from tests.factories import make
from tests.publishing.test_two_at_once import standing_rows  # noqa: F401  a fixture, used by its name

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("standing_rows")]

RECORDS = 1_005
IMPORTED = 2_000
HEAD = ["external_id", "kind", "language", "title", "summary"]


def row(number, title="Practice"):
    return [f"h-{number}", "practice", "en", f"{title} {number}", "What was done."]


def import_rows(folder, rows, kind="practice"):
    path = Path(folder) / f"{kind}.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    call_command("import_entries", str(path), verbosity=0)


@pytest.fixture
def address(live_server, settings):
    settings.SITE_URL = live_server.url
    return f"{live_server.url}/oai"


class JudgedSickle(Sickle):
    """Each answer must be valid before it is read."""

    def harvest(self, **arguments):
        response = super().harvest(**arguments)
        judged(response.raw.encode())
        return response


def taken(address, prefix="oai_dc", **more):
    """{kind/pk: (stamp, whether it is gone)}"""
    records = JudgedSickle(address).ListRecords(metadataPrefix=prefix, **more)
    return {
        record.header.identifier.rpartition(":")[2]: (record.header.datestamp, record.deleted) for record in records
    }


def test_a_harvester_takes_all_public_entries_and_all_that_are_gone_in_both_formats(address, tmp_path):
    partner = make(Partner)
    import_rows(tmp_path, [row(number) for number in range(RECORDS)])
    Practice.objects.update(organisation=partner)
    call_command("rebuild_catalogue", "--restart", verbosity=0)
    withdrawn, deleted = Practice.objects.order_by("pk")[:2]
    gone = {name(withdrawn), name(deleted)}
    withdrawn.withdraw()
    deleted.delete()
    live = {f"{kind}/{pk}" for kind, pk in Card.objects.values_list("kind", "object_id")}

    for prefix, known in (("oai_dc", live), ("oai_datacite", live - {name(partner)})):
        found = taken(address, prefix)
        assert len(found) >= 1_000
        assert {place for place, (_stamp, is_gone) in found.items() if is_gone} == gone
        assert set(found) == known | gone


def harvests(harvester, is_going_on, after_first_page):
    """Harvest again and again, each time from when the last one was answered; the stamps as they were told last."""
    found, since = {}, {}
    while True:
        was_going_on = is_going_on()
        answer = harvester.harvest(verb="ListRecords", metadataPrefix="oai_dc", **since)
        since = {"from": answer.xml.findtext("{*}responseDate")}
        after_first_page()
        while True:
            for header in answer.xml.iter("{*}header"):
                found[header.findtext("{*}identifier").rpartition(":")[2]] = header.findtext("{*}datestamp")
            token = answer.xml.findtext(f".//{{*}}{TOKEN}")
            if not token:
                break
            answer = harvester.harvest(verb="ListRecords", resumptionToken=token)
        if not was_going_on:
            return found


def test_an_import_during_a_harvest_loses_no_record(address, tmp_path):
    """What the harvest under way does not bring, the next one does; SQLite in memory has but one writer or reader."""
    import_rows(tmp_path, [row(number) for number in range(250)])
    failures, rows = [], [row(number, "Changed") for number in range(100)]
    rows += [row(number) for number in range(1_000, 1_000 + IMPORTED - 100)]

    def imported():
        try:
            import_rows(tmp_path, rows, "more")
        except Exception as error:  # told by the test
            failures.append(error)
        finally:
            if connection.vendor == "postgresql":
                connection.close()

    worker = Thread(target=imported)
    begin = [worker.start if connection.vendor == "postgresql" else imported]
    found = harvests(
        JudgedSickle(address),
        is_going_on=lambda: bool(begin) or worker.is_alive(),
        after_first_page=lambda: begin and begin.pop()(),
    )

    stamps = {str(record): f"{record.datestamp:%Y-%m-%dT%H:%M:%SZ}" for record in Harvested.objects.all()}
    assert (failures, len(stamps)) == ([], 250 + IMPORTED - 100)
    assert found == stamps
