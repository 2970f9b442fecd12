"""The public page of a recommendation, what leads to it, and what machines are told of it."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.urls import reverse

from library.models import Book, Chapter, Practice, Publication
from partners.models import Place
from plans.models import ActionPlan, Recommendation
from tests.factories import make, make_run
from tests.plans.advocacy.arguing import (
    asked,
    contact_of,
    endorsed,
    next_version,
    publish_recommendation,
    responded,
    shown,
    supporter,
)
from tests.plans.planning import CONTENT as PLAN
from tests.plans.planning import publish_plan
from tools.models import PublicRun
from workshops.models import Event

pytestmark = pytest.mark.django_db
KINDS = {"practice": Practice, "publication": Publication, "event": Event, "place": Place, "cited_plan": ActionPlan}
SECRETS = ("Skrivna stvar", "Skrivna oznaka", "Skrivni del")


def evidence(*rows):
    said = {"label_sl": "Skrivna oznaka", "part": "Skrivni del"}
    return [{"uid": f"e{number}"} | said | row for number, row in enumerate(rows)]


def page_of(client, version):
    return client.get(f"/sl/priporocila/{version.dossier.entry.slug_sl}/").text


def facts_of(client, version):
    return client.get(reverse("api:entry", args=["recommendation", version.dossier.entry.slug_sl])).json()["facts"]


@pytest.mark.parametrize("name", [*KINDS, "recommendation"])
def test_what_it_rests_on_leads_both_ways(client, people, name):
    target = make(KINDS.get(name, Recommendation), title_sl="Javna stvar")
    version = publish_recommendation(people, evidence=evidence({f"{name}_id": target.pk}))

    there, back = page_of(client, version), client.get(target.get_absolute_url()).text

    assert f'href="{target.get_absolute_url()}"' in there
    assert f'href="{version.dossier.entry.get_absolute_url()}"' in back


@pytest.mark.parametrize("name", KINDS)
def test_what_is_not_public_is_named_nowhere(client, people, name):
    hidden = make(KINDS[name], title_sl="Skrivna stvar", published=False)
    version = publish_recommendation(people, evidence=[])
    version = next_version(people, version, evidence=evidence({f"{name}_id": hidden.pk}))
    pages = [
        page_of(client, version),
        client.get(version.get_absolute_url()).text,
        client.get(reverse("compare", args=[version.dossier_id])).text,
        str(facts_of(client, version)),
    ]

    assert [[word in page for word in SECRETS] for page in pages] == [[False] * 3] * 4
    assert ["ni javno" in page for page in pages[:2]] == [True] * 2


@pytest.mark.parametrize("is_public", [True, False])
def test_a_private_run_reads_not_public_and_its_title_is_nowhere(client, people, is_public):
    run = make_run(title="Skrivni naslov")
    if is_public:
        entry = make(PublicRun, run=run, title_sl="Javna analiza")
    version = publish_recommendation(people, evidence=evidence({"run_id": run.pk}))

    page = page_of(client, version)

    assert ["Javna analiza" in page, "ni javno" in page, "Skrivni naslov" in page] == [is_public, not is_public, False]
    if is_public:
        assert version.dossier.entry.get_absolute_url() in client.get(entry.get_absolute_url()).text


@pytest.mark.parametrize(
    ("day", "said"), [((2027, 2, 28), "šele bo"), ((2027, 9, 30), "odprto zdaj"), ((2027, 10, 1), "minilo")]
)
def test_the_page_says_whether_the_instrument_can_be_changed(client, people, day, said):
    version = publish_recommendation(people)

    with patch("django.utils.timezone.localdate", lambda *args: dt.date(*day)):
        assert said in page_of(client, version)


def test_the_way_to_the_methods_leads_to_the_chapter_where_that_is_public(client, people):
    version = publish_recommendation(people)
    before = page_of(client, version)
    chapter = make(Chapter, book=make(Book), external_id="from-diagnosis-6-6", title_sl="Zagovorništvo")

    after = page_of(client, version)

    assert ("Metode zagovorništva" in before, chapter.get_absolute_url() in after) == (False, True)


def test_a_version_shows_nothing_that_happened_afterwards(client, people):
    version = publish_recommendation(people)
    endorsed(version, *supporter())
    responded(people, version.dossier, "sent", by_whom="Direktorat")
    shown(contact_of(people, version.dossier), people)

    page = client.get(version.get_absolute_url()).text

    assert [word in page for word in ("Občina Vič", "Direktorat", "poslano", "Skrivni")] == [False] * 4


def test_a_partner_shows_what_is_its_own_what_is_addressed_to_it_and_what_it_endorses(client, people):
    partner, person = supporter()
    endorsed(publish_recommendation(people, title_sl="Podprto"), partner, person)
    publish_recommendation(people, title_sl="Naslovljeno", addressee_partner_id=partner.pk)
    make(Recommendation, title_sl="Lastno", organisation=partner)
    make(Recommendation, title_sl="Osnutek", organisation=partner, published=False)

    page = client.get(partner.get_absolute_url()).text

    assert [word in page for word in ("Podprto", "Naslovljeno", "Lastno", "Osnutek")] == [True, True, True, False]


def test_one_without_a_history_has_a_page_too(client):
    entry = make(Recommendation, title_sl="Iz uprave")

    assert client.get(entry.get_absolute_url()).status_code == 200
    assert client.get(reverse("api:entry", args=["recommendation", entry.slug_sl])).status_code == 200


def test_machines_are_told_answers_and_endorsements(client, people):
    version = publish_recommendation(people)
    endorsed(version, *supporter())
    next_version(people, version, body_sl="Drugo.")
    responded(people, version.dossier, "sent")
    responded(people, version.dossier, "overtaken", corrects=True)

    facts = facts_of(client, version)

    assert [one["status"] for one in facts["responses"]] == ["overtaken"]
    [one] = facts["endorsements"]
    assert (one["organisation"]["title"]["sl"], one["version"], one["text_has_changed"]) == ("Občina Vič", 1, True)


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_page_asks_as_often_with_twenty_of_everything_as_with_two(client, people, is_kept):
    version, found = publish_recommendation(people), []
    for number in (2, 20):
        rows = [{"practice_id": make(Practice).pk, "uid": f"e{number}{nth}"} for nth in range(number)]
        rows += [{"uid": f"f{number}{nth}", "run_id": make_run().pk} for nth in range(number)]
        version = next_version(people, version, evidence=rows)
        for nth in range(number):
            endorsed(version, *supporter(f"Občina {number}-{nth}", f"{number}.{nth}@example.org"))
            shown(contact_of(people, version.dossier), people)
        found.append(asked(client, f"/sl/priporocila/{version.dossier.entry.slug_sl}/", is_kept))

    assert found[0] == found[1]
    assert found[0] <= (4 if is_kept else 24)


# --- Road maps ---


def road_map(people, *cited, **content):
    rows = [{"uid": f"r{nth}", "action_id": "a1", "recommendation_id": one.pk} for nth, one in enumerate(cited)]
    return publish_plan(people, type="road_map", evidence=rows, **content)


def lanes_of(client, version):
    return client.get(f"/sl/akcijski-nacrti/{version.dossier.entry.slug_sl}/ravni/")


def test_a_road_map_has_a_lane_for_each_level_with_the_recommendations_and_their_status(client, people):
    recommendation = publish_recommendation(people)
    responded(people, recommendation.dossier, "sent")
    hidden = make(Recommendation, title_sl="Skrivna stvar", published=False)
    version = road_map(people, recommendation.dossier.entry, hidden)

    page = lanes_of(client, version)
    text = page.text

    parts = ("Lokalna", "Regionalna", "Evropska", "Odpadna toplota", "poslano", "ni javno", "Skrivna stvar")
    assert [part in text for part in parts] == [True, True, False, True, True, True, False]
    assert ("<svg" in text, "<table" in text, text.count("Skupni parovod") >= 4) == (True, True, True)


def test_the_status_in_the_lanes_follows_the_answer(client, people):
    recommendation = publish_recommendation(people)
    version = road_map(people, recommendation.dossier.entry)
    before = "poslano" in lanes_of(client, version).text
    responded(people, recommendation.dossier, "sent")

    assert (before, "poslano" in lanes_of(client, version).text) == (False, True)


def test_only_road_maps_have_lanes(client, people):
    version = publish_plan(people)
    page = client.get(version.dossier.entry.get_absolute_url()).text

    assert (lanes_of(client, version).status_code, "/ravni/" in page) == (404, False)
    assert "/ravni/" in client.get(road_map(people).dossier.entry.get_absolute_url()).text


def test_a_recommendation_names_the_road_maps_that_cite_it(client, people):
    recommendation = publish_recommendation(people)
    plan = road_map(people, recommendation.dossier.entry).dossier.entry

    assert plan.get_absolute_url() in page_of(client, recommendation)


def test_a_version_of_a_road_map_shows_its_lanes_without_the_status_of_today(client, people):
    recommendation = publish_recommendation(people)
    responded(people, recommendation.dossier, "sent")

    page = client.get(road_map(people, recommendation.dossier.entry).get_absolute_url()).text

    assert ("plan-lane" in page, "Odpadna toplota" in page, "poslano" in page) == (True, True, False)


def test_lanes_of_thirty_actions_cost_as_many_queries_as_two(client, people):
    recommendations = [publish_recommendation(people).dossier.entry for _nth in range(3)]
    found = []
    for number in (1, 15):
        actions = [row | {"uid": f"{row['uid']}{nth}"} for row in PLAN["actions"] for nth in range(number)]
        rows = [
            {"uid": f"{row['uid']}{nth}", "action_id": row["uid"], "recommendation_id": one.pk}
            for row in actions
            for nth, one in enumerate(recommendations)
        ]
        empty = {name: [] for name in ("costs", "fundings", "milestones", "risks", "indicators")}
        version = publish_plan(people, type="road_map", actions=actions, evidence=rows, **empty)
        found.append(asked(client, f"/sl/akcijski-nacrti/{version.dossier.entry.slug_sl}/ravni/"))

    assert found[0] == found[1]


def test_a_road_map_without_dates_lists_its_actions(client, people):
    actions = [row | {"start": "", "end": ""} for row in PLAN["actions"]]

    page = lanes_of(client, road_map(people, actions=actions)).text

    assert ("Skupni parovod" in page, "Ukrepi brez obdobja" in page, "chart-lanes" in page) == (True, True, False)
