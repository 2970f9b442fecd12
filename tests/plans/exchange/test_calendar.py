"""The days of a plan in a calendar: a whole day each, under one name for ever, cancelled instead of vanished."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.calendars import Happening, calendar_bytes
from plans.models import ActionPlan, Call
from publishing import versions
from tests.plans.planning import CONTENT, next_version, publish_plan
from tests.plans.test_standing import publish_report

pytestmark = pytest.mark.django_db


def events(content):
    """[{name: value}] as another program reads them: lines unfolded, parameters kept with the name."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    found = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line and line != "END:VEVENT":
            found[-1][name] = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    return found


def calendar_of(client, language="sl"):
    with translation.override(language):
        return client.get(reverse("plan_calendar", args=[getattr(ActionPlan.objects.get(), f"slug_{language}")]))


def milestone(client):
    return next(one for one in events(calendar_of(client).content) if "-m1@" in one["UID"])


def moved(content, day):
    return [content["milestones"][0] | {"due": day}]


def test_a_milestone_lasts_one_day(client, people):
    publish_plan(people)

    response = calendar_of(client)

    [event] = events(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20260630", "20260701")
    assert (event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) == ("Odprta pisarna", "CONFIRMED", "0")
    assert event["UID"] == f"plan-{ActionPlan.objects.get().pk}-m1@testserver"


def test_a_day_keeps_its_name_and_counts_its_changes_through_versions(client, people):
    first = publish_plan(people)
    before = milestone(client)
    second = next_version(people, first, vision_sl="Brez dima.")
    unchanged = milestone(client)
    next_version(people, second, milestones=moved(CONTENT, "2026-09-30"))

    after = milestone(client)

    assert unchanged == before
    assert (after["UID"], after["SEQUENCE"], after["DTSTART;VALUE=DATE"]) == (before["UID"], "1", "20260930")


def test_a_milestone_that_is_removed_is_cancelled_and_may_come_back(client, people):
    first = publish_plan(people)
    second = next_version(people, first, milestones=[])
    gone = milestone(client)
    next_version(people, second, milestones=CONTENT["milestones"])

    back = milestone(client)

    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", "1")
    assert (back["STATUS"], back["SEQUENCE"], back["UID"]) == ("CONFIRMED", "2", gone["UID"])


def test_a_published_report_moves_a_milestone_and_its_correction_moves_it_back(client, people):
    version = publish_plan(people)
    moves = [{"key": "m1", "moved_to": dt.date(2026, 10, 1), "reason_sl": "Zamuda."}]
    report = publish_report(version.dossier, milestones=moves)
    later = milestone(client)
    publish_report(version.dossier, corrects=report)

    corrected = milestone(client)

    assert (later["DTSTART;VALUE=DATE"], later["SEQUENCE"]) == ("20261001", "1")
    assert (corrected["DTSTART;VALUE=DATE"], corrected["SEQUENCE"]) == ("20260630", "2")


def test_milestones_of_a_dropped_action_are_cancelled(client, people):
    version = publish_plan(people)
    publish_report(version.dossier, actions=[{"key": "a2", "status": "dropped", "reason_sl": "Ni denarja."}])

    assert milestone(client)["STATUS"] == "CANCELLED"


def test_decisions_on_funding_and_the_end_of_a_consultation_stand_there_too(client, people):
    funding = CONTENT["fundings"][0] | {"decision_due": "2026-03-01", "status": "applied"}
    version = publish_plan(people, fundings=[funding], milestones=[])
    call = Call.objects.create(
        dossier=version.dossier,
        kind=Call.Kind.CONSULTATION,
        version=version,
        opens=dt.date(2026, 4, 1),
        closes=dt.date(2026, 4, 30),
        contact="obcina@example.org",
        stage_before="planned",
    )

    decision, consultation = events(calendar_of(client, "en").content)

    assert (decision["SUMMARY"], decision["DTSTART;VALUE=DATE"]) == ("Decision on funding: Proračun občine", "20260301")
    assert (consultation["SUMMARY"], consultation["SEQUENCE"]) == ("Last day of the public consultation", "29")
    assert consultation["DTSTART;VALUE=DATE"] == f"{call.closes:%Y%m%d}"


def test_a_calendar_tells_no_draft(client, people):
    first = publish_plan(people)
    before = calendar_of(client).content
    draft = versions.open_version(first.dossier, by=people.editor)
    draft.content |= {"milestones": moved(CONTENT, "2027-01-01")}
    draft.save()

    assert calendar_of(client).content == before


def test_long_and_odd_titles_are_folded_and_read_back():
    title = "Čistilna naprava; prva, druga \\ tretja\nvrsta " + "žlička " * 30
    days = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
    day = Happening("x@example.org", *days, title, 0, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    content = calendar_bytes("Načrt", [day])

    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert events(content)[0]["SUMMARY"] == title
    assert events(content)[0]["DTEND;VALUE=DATE"] == "20270101"
