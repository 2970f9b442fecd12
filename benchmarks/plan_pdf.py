"""How long a plan of 100 actions takes to be set as PDF/UA-1, beside the limit of 10 seconds.

    DATABASE_URL=sqlite:////tmp/plan.sqlite3 python benchmarks/plan_pdf.py [--actions 100]

Makes a plan in a throw-away database, with costs, funding, milestones, indicators, risks and evidence at each action
and a report on all of them, and sets it in each language as it is set for a reader: from the rows of the database,
apart, with nothing kept. Prints seconds, pages and the ratio to the limit; a ratio above 1, or other bytes the second
time, make the command fail.
"""

import argparse
import datetime as dt
import io
import sys
import time

import setup

setup.start()

from django.db import transaction
from django.utils import timezone, translation
from pypdf import PdfReader

from catalogue.languages import LANGUAGES
from partners.models import Partner, User
from plans.exchange.document import PlanPaper
from plans.models import ActionPlan, Report
from publishing import versions
from publishing.snapshot import put

LIMIT = 10  # seconds
WORDS = "Mestna občina in podjetja v coni si delijo toploto, ceste in ljudi, zato se vsak korak dogovori skupaj. "


def content_of(number):
    """A plan of five goals and so many actions, each with all that may hang on one."""
    keys = [f"a{n}" for n in range(number)]
    texts = {"text_sl": WORDS * 2, "text_en": WORDS * 2}
    return {
        "title_sl": "Veliki načrt",
        "title_en": "The large plan",
        "summary_sl": WORDS,
        "type": "local_action_plan",
        "weighting": "cost",
        "vat": "without",
        "report_every": 12,
        "context_sl": WORDS * 10,
        "vision_sl": WORDS * 4,
        "goals": [{"uid": f"g{n}", "title_sl": f"Cilj {n}", "title_en": f"Goal {n}", **texts} for n in range(5)],
        "actions": [action(key, n) for n, key in enumerate(keys)],
        **{relation: [row for key in keys for row in make(key)] for relation, make in HANGING.items()},
    }


def action(key, n):
    title = {"title_sl": f"Ukrep {n} za skupno rabo toplote", "title_en": f"Action {n} for shared heat"}
    told = {
        "summary_sl": WORDS * 3,
        "lead_sl": "Občina",
        "assumption_sl": WORDS,
        "level": "local",
        "weight": 1 + n % 10,
    }
    days = {"start": f"2026-{1 + n % 12:02}", "end": f"{2027 + n % 3}"}
    return {"uid": key, "goal_id": f"g{n % 5}", "free_of_cost": False, "progress_by": "report", **title, **told, **days}


def two(key, letter, **values):
    """Two rows that hang on an action."""
    return [{"uid": f"{key}{letter}{n}", "action_id": key, **values} for n in (1, 2)]


HANGING = {
    "costs": lambda key: [
        row | {"year": 2026 + n} for n, row in enumerate(two(key, "c", amount="150000", sort="investment"))
    ],
    "fundings": lambda key: two(
        key, "f", source_sl="Proračun", sort="municipal", amount="60000", status="secured", year=2026
    ),
    "milestones": lambda key: two(key, "m", title_sl="Odprto", due="2026-09-30", weight=1),
    "risks": lambda key: two(key, "r", title_sl="Dražje jeklo", likelihood=3, impact=4, response_sl=WORDS),
    "indicators": lambda key: two(
        key,
        "i",
        name_sl="poraba",
        unit_sl="MWh",
        sort="output",
        direction=-1,
        measured="level",
        baseline="9",
        target="4",
    ),
    "evidence": lambda key: two(key, "e", url="https://www.example.org/para", label_sl="Poročilo", says_sl=WORDS),
}


@transaction.atomic
def large_plan(number):
    owner, by = Partner.objects.first(), User.objects.create_user(email="merilo@example.org")
    version = versions.begin(kind="plan", owner=owner, by=by, language="sl")
    version.content |= content_of(number)
    put(version.content, plan := ActionPlan())
    plan.publish()
    version.delete()
    dossier = versions.adopt(plan)
    report = Report.objects.create(
        dossier=dossier,
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 6, 30),
        state=Report.State.PUBLISHED,
        published_at=timezone.now(),
    )
    for row in plan.actions.all():
        report.actions.create(key=row.key, status="ongoing", progress=40)
    return plan.pk


def set_once(pk):
    """(seconds, bytes), from the database to the file."""
    start = time.perf_counter()
    paper = PlanPaper(ActionPlan.objects.published().with_page().get(pk=pk))
    content = paper.typeset(paper.assets())
    return time.perf_counter() - start, content


def measured(pk, language):
    """Prints a line; whether all is as it should be."""
    with translation.override(language):
        (first, once), (again, twice) = set_once(pk), set_once(pk)
    pages, seconds = len(PdfReader(io.BytesIO(once)).pages), max(first, again)
    same = "yes" if once == twice else "NO"
    print(
        f"{language}  {pages:>4} pages  {first:5.2f} s, {again:5.2f} s  ratio {seconds / LIMIT:.2f}"
        f"{'  OVER' if seconds > LIMIT else ''}  the same bytes again: {same}"
    )
    return once == twice and seconds <= LIMIT


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--actions", type=int, default=100)
    setup.prepare()
    pk = large_plan(parser.parse_args().actions)
    well = [measured(pk, language) for language in LANGUAGES]
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
