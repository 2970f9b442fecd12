"""What saving one action costs in a plan of a hundred, in units of a bare Django view that returns 20 kB.

    DATABASE_URL=sqlite:////tmp/throw-away.sqlite3 python benchmarks/action_cost.py

Needs a migrated database; what it makes there is deleted again. Both are asked in this process, without gunicorn, and
CPU time is compared: the view that the script calls while one types, with one text changed each time.
"""

import time
from statistics import mean

import bare  # noqa: F401  the portal with one address more
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.models import Partner, User
from publishing import versions
from publishing.row_page import RowPage
from publishing.writing import writing_of

BUDGET = 30  # units
ACTIONS, TIMES = 100, 20


def content():
    """A hundred actions, each with three years of costs, two sources, an indicator, two milestones and evidence."""
    found = {"type": "local_action_plan", "goals": [{"uid": "g1", "title_sl": "Cilj"}]}
    for name in ("actions", "costs", "fundings", "indicators", "milestones", "evidence"):
        found[name] = []
    for number in range(ACTIONS):
        key = f"a{number}"
        under = {"action_id": key}
        found["actions"].append(
            {"uid": key, "goal_id": "g1", "title_sl": f"Ukrep {number}", "start": "2026", "end": "2028", "weight": 1}
            | {"summary_sl": "Kaj, kje in za koga. " * 10, "level": "local", "progress_by": "report"}
        )
        for year in (2026, 2027, 2028):
            row = {"uid": f"c{number}-{year}", "year": year, "amount": "1000", "sort": "investment"}
            found["costs"].append(row | under)
        for name, status in (("f", "secured"), ("s", "sought")):
            row = {"uid": f"{name}{number}", "source_sl": "Proračun", "sort": "municipal", "amount": "500"}
            found["fundings"].append(row | under | {"status": status, "year": None, "decision_due": None})
        row = {"uid": f"i{number}", "name_sl": "hale", "sort": "output", "direction": 1, "measured": "level"}
        found["indicators"].append(row | under | {"baseline": "0", "target": "10"})
        for half in ("06-30", "12-31"):
            row = {"uid": f"m{number}-{half[:2]}", "title_sl": "Stoji", "due": f"2027-{half}", "weight": 1}
            found["milestones"].append(row | under)
        found["evidence"].append({"uid": f"e{number}", "url": "https://example.org/a", "label_sl": "Vir"} | under)
    return found


def typed(version, number):
    """What a browser sends of the page of one action, with another text each time."""
    version.refresh_from_db()
    page = RowPage(version=version, writing=writing_of("plan"), rows=writing_of("plan").row("actions"), uid="a50")
    sent = {"complete": "1", "base": page.base_json()}
    for rows in page.all_sets:
        sent[f"{rows.relation}-count"] = len(rows.forms)
        fields = (field for form in rows.forms for field in form)
        sent |= {field.html_name: value for field in fields if (value := field.value()) not in (None, False)}
    return sent | {"actions-0-summary_sl": f"Povzetek {number}"}


def seconds(ask):
    """CPU time of one call."""
    start = time.process_time()
    ask()
    return time.process_time() - start


def measured(version, client):
    """(seconds of the bare view, seconds of a save, queries of a save); the first of each does not count."""
    address = reverse("row_autosave", args=[version.dossier_id, "actions", "a50"])
    units = [seconds(lambda: client.get("/bare/")) for _number in range(TIMES * 5)]
    saves = []
    for number in range(TIMES):
        body = encode_multipart(BOUNDARY, typed(version, number))
        saves.append(seconds(lambda body=body: client.generic("POST", address, body, MULTIPART_CONTENT)))
    with CaptureQueriesContext(connection) as asked:
        client.post(address, typed(version, TIMES))
    return mean(units[1:]), mean(saves[1:]), len(asked)


def main():
    with transaction.atomic():
        owner = Partner.objects.create(title_sl="Merjenje")
        person = User.objects.create_user("merjenje@example.org", "geslo-za-merjenje")
        owner.memberships.create(user=person, role="editor")
        version = versions.begin(kind="plan", owner=owner, by=person, language="sl", title="Načrt")
        version.content |= content()
        version.save()
        client = Client(headers={"host": settings.SITE_HOST})
        client.force_login(person)
        unit, saving, asked = measured(version, client)
        transaction.set_rollback(True)
    units = saving / unit
    print(f"{'saving one action':<20}{saving * 1000:>8.2f} ms{units:>8.1f} units of {BUDGET}{asked:>6} queries")
    raise SystemExit(units > BUDGET)


if __name__ == "__main__":
    main()
