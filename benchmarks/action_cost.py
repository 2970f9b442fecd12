"""What saving one action costs in a plan of a hundred, in units of a bare Django view that returns 20 kB.

    DATABASE_URL=sqlite:////tmp/throw-away.sqlite3 python benchmarks/action_cost.py

Needs a migrated database; what it makes there is deleted again. Measured as in `page_cost.py`: the view that the script
calls while one types, with one text changed each time.
"""

import http.client
import re
import signal
import socket
from statistics import median
from urllib.parse import urlencode

import page_cost
from django.conf import settings
from django.test import Client
from django.urls import reverse

from partners.models import Partner, User
from publishing import versions
from publishing.row_page import RowPage
from publishing.writing import writing_of

BUDGET = 30  # units
ACTIONS, TIMES, WARM = 100, 40, 10


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


class Writer:
    """A browser that is signed in and saves the page of one action."""

    def __init__(self, port, version, person):
        self.link, self.version = http.client.HTTPConnection("127.0.0.1", port), version
        client = Client()
        client.force_login(person)
        self.headers = {"Host": settings.SITE_HOST, "Cookie": cookies(client)}
        page = self.ask("GET", reverse("row_page", args=[version.dossier_id, "actions", "a50"]))
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
        self.headers["Cookie"] += f"; {settings.CSRF_COOKIE_NAME}={token}"
        self.headers |= {"X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}

    def ask(self, method, address, body=None):
        self.link.request(method, address, body, self.headers)
        answer = self.link.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        return text

    def save(self, server, number):
        """Nanoseconds on a core that one save takes."""
        body = urlencode(typed(self.version, number))
        before = page_cost.cpu(server)
        self.ask("POST", reverse("row_autosave", args=[self.version.dossier_id, "actions", "a50"]), body)
        return page_cost.cpu(server) - before


def cookies(client):
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def report(version, person):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = page_cost.serve(port)
    try:
        unit, _size = page_cost.measure(server, port, "/bare/")
        writer = Writer(port, version, person)
        saving = median([writer.save(server, number) for number in range(TIMES)][WARM:]) / 1e9
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    print(f"saving one action: {saving * 1000:.2f} ms CPU, {saving / unit:.1f} units of {BUDGET}")
    return saving / unit <= BUDGET


def main():
    owner = Partner.objects.create(title_sl="Merjenje")
    person = User.objects.create_user("merjenje@example.org", "geslo-za-merjenje")
    owner.memberships.create(user=person, role="editor")
    version = versions.begin(kind="plan", owner=owner, by=person, language="sl", title="Načrt")
    version.content |= content()
    version.save()
    try:
        kept = report(version, person)
    finally:
        version.dossier.delete()
        person.delete()
        owner.delete()
    raise SystemExit(not kept)


if __name__ == "__main__":
    main()
