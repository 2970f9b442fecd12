"""What the pages of a plan of 100 actions cost, in units of a bare Django view that returns 20 kB (`page_cost.py`).

    DATABASE_URL=sqlite:////tmp/portal.sqlite3 python benchmarks/plan_cost.py

Makes the plan, and one of 3 actions to compare the number of queries, and deletes both again.
"""

import datetime as dt
import signal
import socket
import sys

import setup

setup.start()

import page_cost
from django.urls import reverse
from django.utils import timezone, translation

from plans.models import Action, ActionPlan, Cost, Funding, Goal, Milestone, Report
from publishing import versions

LONG, SHORT = 100, 3
BUDGETS = {"plan": 60}
PARTS = ("plan_time_line", "plan_money", "plan_risks", "plan_evidence")


def made_plan(actions):
    """A public plan of so many actions, each with two costs, a source of funding and a milestone, all reported on."""
    plan = ActionPlan(title_sl=f"Načrt s {actions} ukrepi", title_en=f"A plan of {actions} actions")
    plan.type, plan.start, plan.end, plan.stage = "local_action_plan", "2026", "2029", "delivery"
    plan.publish()
    dossier = versions.adopt(plan)
    goals = [Goal.objects.create(plan=plan, key=f"g{n}", title_sl=f"Cilj {n}", title_en=f"Goal {n}") for n in range(10)]
    for number in range(actions):
        add_action(plan, goals[number % len(goals)], number)
    report(dossier, actions)
    return plan


def add_action(plan, goal, number):
    about = {"plan": plan, "key": f"a{number}", "position": number}
    titles = {"title_sl": f"Ukrep {number} za manj energije", "title_en": f"Action {number} for less energy"}
    action = Action.objects.create(
        goal=goal, lead_sl="Občina", lead_en="Municipality", start="2026-03", end="2028", **titles, **about
    )
    about = {"plan": plan, "action": action}
    for year in (2026, 2027):
        Cost.objects.create(key=f"c{number}-{year}", year=year, amount=10_000 + number, **about)
    Funding.objects.create(key=f"f{number}", source_sl="Proračun", sort="municipal", amount=9_000, year=2026, **about)
    Milestone.objects.create(key=f"m{number}", title_sl="Dovoljenje", due=dt.date(2026, 12, 31), **about)


def report(dossier, actions):
    first, last = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
    told = Report.objects.create(
        dossier=dossier, period_from=first, period_to=last, state="published", published_at=timezone.now()
    )
    for number in range(actions):
        told.actions.create(key=f"a{number}", status="ongoing", progress=number % 100)


def addresses(plan):
    with translation.override("sl"):
        found = {name.removeprefix("plan_"): reverse(name, args=[plan.slug_sl]) for name in PARTS}
        return {"plan": plan.get_absolute_url(), "action": reverse("plan_action", args=[plan.slug_sl, "a1"])} | found


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    long, short, failed = made_plan(LONG), made_plan(SHORT), False
    server = page_cost.serve(port)
    try:
        unit, _size = page_cost.measure(server, port, "/bare/")
        print(f"{'page':<12}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'of 3':>6}{'kB gzip':>9}")
        for (name, address), other in zip(addresses(long).items(), addresses(short).values(), strict=True):
            seconds, size = page_cost.measure(server, port, address)
            units, asked, few = seconds / unit, page_cost.queries(address), page_cost.queries(other)
            failed |= units > BUDGETS.get(name, units) or asked != few
            row = f"{name:<12}{seconds * 1000:>8.2f}{units:>8.1f}{BUDGETS.get(name, ''):>8}{asked:>9}{few:>6}"
            print(f"{row}{size / 1000:>9.1f}", flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        for plan in (long, short):
            versions.dossier_of(plan).delete()
            plan.delete()
    sys.exit(failed)


if __name__ == "__main__":
    main()
