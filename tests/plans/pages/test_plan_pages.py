"""The public pages of a plan: the overview, one page for each action, and what past versions show."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from plans.life.taking import take
from plans.models import ActionPlan, Adoption, Report, StageStep
from publishing import versions
from tests.plans.figures.oracle import PROGRESS as P3
from tests.plans.planning import CONTENT, next_version, publish_plan, without
from tests.plans.test_standing import oracle_content, publish_report, reported

pytestmark = pytest.mark.django_db
PARTS = ["plan_time_line", "plan_money", "plan_risks", "plan_swot", "plan_evidence", "plan_group"]


def text_of(response):
    """The words of a page, without tags."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def plan_page(client, language="en"):
    return text_of(client.get(address(language)))


def address(language="en"):
    return ActionPlan.objects.get().addresses()[language]


def below(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=[getattr(ActionPlan.objects.get(), f"slug_{language}"), *args])


def without_action(key):
    """The content without an action and all that hangs on it."""
    rows = {
        name: [row for row in CONTENT[name] if row.get("action_id") != key]
        for name in ("costs", "fundings", "milestones", "risks", "evidence")
    }
    return rows | {"actions": without(CONTENT, "actions", key)}


# --- The overview ---


@pytest.mark.parametrize("weighting", ["equal", "points", "cost"])
def test_the_page_says_the_progress_of_the_oracle_and_of_how_much_it_rests_on_nothing(client, people, weighting):
    version = publish_plan(people, **oracle_content(), weighting=weighting)
    publish_report(version.dossier, actions=reported())

    page = plan_page(client)

    assert f"Progress {P3[weighting]['shown']['plan']} %" in page
    not_reported, dropped = P3["said"].split("; ")
    assert f"{not_reported}; {dropped} (" in page


def test_a_weight_stands_at_each_action_and_the_fall_back_to_equal_ones_is_said(client, people):
    version = publish_plan(people, **oracle_content(), weighting="cost")
    publish_report(version.dossier, actions=reported())

    page = plan_page(client)

    assert [f"weight {weight}" in page for weight in ("400,000", "60,000", "150,000")] == [True] * 3
    assert page.count("so every action counts the same") == len(P3["cost"]["fell_back_to_equal"])


def test_a_dropped_action_shows_its_reason_and_its_share_of_the_weight(client, people):
    version = publish_plan(people, **oracle_content(), weighting="points")
    publish_report(version.dossier, actions=reported())

    pages = [plan_page(client, "sl"), text_of(client.get(below("plan_action", "A5", language="sl")))]

    assert ["Ni denarja." in page for page in pages] == [True, True]
    assert "1 opuščen (9 % teže)" in pages[0]


def test_a_text_in_the_other_language_is_marked(client, people):
    publish_plan(people, goals=[{"uid": "g1", "title_sl": "Samo po slovensko"}])

    page = client.get(address()).content.decode()

    assert '<span lang="sl">Samo po slovensko</span> <span class="badge badge-language"' in page


def test_a_plan_without_rows_says_so_on_each_of_its_pages(client, people):
    publish_plan(people, **{name: [] for name, rows in CONTENT.items() if isinstance(rows, list)})

    pages = [plan_page(client), *(text_of(client.get(below(name))) for name in PARTS)]

    assert [bool(re.search(r"This plan |Nothing in this plan", page)) for page in pages] == [True] * len(pages)


def test_a_recorded_plan_has_no_pages_below(client):
    plan = ActionPlan(title_sl="Zapisan načrt", title_en="A recorded plan", type="local_action_plan")
    plan.publish()

    assert [client.get(below(name)).status_code for name in PARTS] == [404] * len(PARTS)
    assert "Pages of the plan" not in client.get(address()).content.decode()


@pytest.mark.parametrize("name", PARTS)
def test_each_page_has_an_address_in_each_language_and_leads_to_it(client, people, name):
    publish_plan(people)
    slovenian, english = below(name, language="sl"), below(name)

    page = client.get(english).content.decode()

    assert f'hreflang="sl" href="http://testserver{slovenian}"' in page
    assert f'rel="canonical" href="http://testserver{english}"' in page
    moved = client.get(english.replace(ActionPlan.objects.get().slug_en, ActionPlan.objects.get().slug_sl))
    assert (moved.status_code, moved.url) == (301, english)


def test_pages_of_a_plan_that_was_withdrawn_say_so(client, people):
    publish_plan(people)
    ActionPlan.objects.get().withdraw()

    assert [client.get(below(name)).status_code for name in PARTS] == [410] * len(PARTS)


def test_a_draft_has_no_page_of_an_action(client, people):
    publish_plan(people)
    ActionPlan.objects.update(status="draft")

    assert client.get(below("plan_action", "a1")).status_code == 404


def test_the_search_finds_a_plan_by_the_title_of_its_action(client, people):
    publish_plan(people)

    page = client.get(reverse("plan_list"), {"q": "parovod"}).content.decode()

    assert "Načrt za cono Vič" in page


# --- Adoption and versions ---


def adopt(version, **fields):
    given = {"body_en": "Municipal council", "decided_on": dt.date(2026, 5, 12), "document": "decisions/one.pdf"}
    return Adoption.objects.create(dossier=version.dossier, version=version, content_sha256="0" * 64, **given | fields)


@pytest.mark.parametrize("reads_another", [False, True])
def test_the_page_names_the_adopted_version_and_whether_another_is_read(client, people, reads_another):
    version = publish_plan(people)
    adopt(version)
    if reads_another:
        next_version(people, version, summary_en="Something else.")

    response = client.get(address())

    assert "Adopted: version 1 (12 May 2026) · Municipal council" in text_of(response)
    assert ("You read version 2, which was not adopted." in text_of(response)) == reads_another
    compare = f"{reverse('compare', args=[version.dossier_id])}?old=1&amp;new=2"
    assert (compare in response.content.decode()) == reads_another


def test_a_past_version_shows_nothing_that_came_after_it_was_replaced(client, people):
    version = publish_plan(people)
    publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 20}])
    later = next_version(people, version, summary_en="Something else.")
    publish_report(version.dossier, dt.date(2026, 12, 31), actions=[{"key": "a1", "status": "done", "progress": 100}])
    adopt(later)
    StageStep.objects.create(dossier=version.dossier, step="adopt", source="planned", target="adopted")
    ActionPlan.objects.update(stage="adopted")

    with translation.override("en"):
        past, now = (text_of(client.get(one.get_absolute_url())) for one in (version, later))

    assert ["Progress 10 %" in past, "Progress 50 %" in now] == [True, True]
    assert ["Adopted" in past, "Adopted" in now] == [False, True]


def test_a_version_shows_all_its_parts_on_one_page(client, people):
    version = publish_plan(people)

    with translation.override("en"):
        page = client.get(version.get_absolute_url()).content.decode()

    names = ("action-a1", "time-line", "money", "risks", "swot", "evidence", "group")
    assert [page.count(f'id="{name}"') for name in names] == [1] * len(names)


def test_what_hangs_on_nothing_in_a_draft_breaks_no_preview(client, people):
    version = publish_plan(people)
    opened = versions.open_version(version.dossier, by=people.editor)
    opened.content |= {"actions": [], "goals": []}
    opened.save()
    client.force_login(people.editor)

    assert client.get(reverse("preview", args=[version.dossier_id])).status_code == 200


# --- Actions ---


def test_the_page_of_an_action_shows_what_hangs_on_it_and_what_was_reported(client, people):
    version = publish_plan(people)
    publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 40, "text_en": "Drawn."}])

    page = text_of(client.get(below("plan_action", "a1")))

    for words in ("Shared steam pipe", "400,000 EUR", "280,000 EUR", "Dražje jeklo", "Poročilo o pari", "Drawn."):
        assert words in page
    assert "Next action Office for investors" in page


def test_a_corrected_report_stands_in_the_history_with_its_mark(client, people):
    version = publish_plan(people)
    first = publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 90}])
    publish_report(version.dossier, corrects=first, actions=[{"key": "a1", "status": "ongoing", "progress": 10}])

    page = text_of(client.get(below("plan_action", "a1")))

    assert page.count("corrected by a later report") == 1


def test_a_draft_of_a_report_is_on_no_page(client, people):
    version = publish_plan(people)
    report = Report.objects.create(
        dossier=version.dossier, period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 6, 30)
    )
    report.actions.create(key="a1", status="ongoing", progress=77, text_sl="Skrivno.")

    pages = [plan_page(client), text_of(client.get(below("plan_action", "a1")))]

    assert [("77" in page, "Skrivno" in page) for page in pages] == [(False, False)] * 2


def test_the_address_of_an_action_lasts_when_it_is_removed_and_restored(client, people):
    first = publish_plan(people)
    publish_report(first.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 40, "text_en": "Drawn."}])
    next_version(people, first, **without_action("a1"))
    removed = text_of(client.get(below("plan_action", "a1")))
    overview = client.get(address()).content.decode()

    publish_plan(people, versions.restore(first, by=people.editor))
    restored = text_of(client.get(below("plan_action", "a1")))

    assert "This action is no part of the plan any more. It stood in it last in version 1." in removed
    assert "Version 2 (published: " in removed
    assert [("Shared steam pipe" in page, "Drawn." in page) for page in (removed, restored)] == [(True, True)] * 2
    assert "no part of the plan" not in restored
    assert ("Removed actions" in overview, below("plan_action", "a1") in overview) == (True, True)


def test_an_action_that_was_never_public_has_no_page(client, people):
    version = publish_plan(people)
    opened = versions.open_version(version.dossier, by=people.editor)
    opened.content["actions"].append(CONTENT["actions"][0] | {"uid": "secret"})
    opened.save()

    assert client.get(below("plan_action", "secret")).status_code == 404


# --- Money, risks, indicators ---


def test_money_stands_apart_from_what_was_dropped_and_what_has_no_year(client, people):
    version = publish_plan(people, **oracle_content())
    publish_report(version.dossier, actions=reported())

    page = text_of(client.get(below("plan_money")))

    assert "Not secured 430,000 EUR" in page
    assert "Funding without a year It counts for its action, and for no year. sought 30,000 EUR" in page
    assert "Cost of dropped actions It stands in none of the sums above. 2026 90,000 EUR" in page


@pytest.mark.parametrize(("value", "said"), [("675", "50 %"), ("990", "-20 %")])
def test_an_indicator_that_shall_fall_is_told_as_it_is(client, people, value, said):
    rows = [row | {"goal_id": None, "action_id": "a1"} for row in CONTENT["indicators"]]
    version = publish_plan(people, indicators=rows)
    publish_report(version.dossier, values=[{"key": "i1", "day": dt.date(2026, 6, 30), "value": value}])

    page = text_of(client.get(below("plan_action", "a1")))

    assert f"{value} {said}" in page


def test_risks_are_counted_and_the_gravest_stands_first(client, people):
    risks = [CONTENT["risks"][0] | {"uid": f"r{n}", "title_sl": f"Tveganje {n}", "impact": n} for n in (1, 5)]
    publish_plan(people, risks=risks)

    page = text_of(client.get(below("plan_risks")))

    assert page.index("extreme, 20") < page.index("low, 4")


def test_the_time_line_tells_where_a_milestone_was_moved(client, people):
    version = publish_plan(people)
    publish_report(
        version.dossier, milestones=[{"key": "m1", "moved_to": dt.date(2026, 9, 30), "reason_sl": "Zamuda."}]
    )

    page = text_of(client.get(below("plan_time_line")))

    assert re.search(r"30 Sept(ember)? 2026 Milestone Odprta pisarna", page)
    assert "moved, first due: 30 June 2026" in page


# --- What it costs ---


@pytest.mark.parametrize("name", ["plan", "plan_action", *PARTS])
def test_a_hundred_actions_cost_as_many_queries_as_three(client, people, name):
    args = ["a1"] if name == "plan_action" else []
    version = publish_plan(people, **many(1))
    publish_report(version.dossier, actions=[{"key": "a1", "status": "ongoing", "progress": 20}])
    few = queries(client, below(name, *args))

    next_version(people, version, **many(98))

    assert queries(client, below(name, *args)) == few


def many(number):
    copies = [CONTENT["actions"][0] | {"uid": f"x{place}"} for place in range(number)]
    costs = [CONTENT["costs"][0] | {"uid": f"y{place}", "action_id": f"x{place}"} for place in range(number)]
    return {"actions": [*CONTENT["actions"], *copies], "costs": [*CONTENT["costs"], *costs]}


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_a_dropped_plan_says_why(client, people):
    version = publish_plan(people)
    take(step="drop", dossier=version.dossier, by=people.representative, reasons={"sl": "Občini je zmanjkalo denarja."})

    assert "Občini je zmanjkalo denarja." in plan_page(client, "sl")
