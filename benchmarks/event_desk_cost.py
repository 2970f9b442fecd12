"""What the desk of an event with 500 registrations costs, in units of a bare Django view that returns 20 kB.

    DATABASE_URL=sqlite:////tmp/throw-away.sqlite3 python benchmarks/event_desk_cost.py

Makes the event with its registrations and an organiser, measures as `page_cost.py` does, and deletes them again.
Prints the units, the budget and the queries of a warm process; ends with 1 where a page costs more than its budget.
"""

import datetime as dt
import signal
import socket
import sys

import setup

setup.start()

import page_cost
from desk_cost import queries
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from partners.models import User
from partners.models.invitation import digest
from workshops.models import Companion, Event, Registration, RegistrationForm
from workshops.registering.passes import pass_digest

REGISTRATIONS = 500
BUDGET = 60
STATES = ("confirmed", "waiting", "pending", "withdrawn", "confirmed")
PAGES = {
    "overview": ("event_desk", ""),
    "people": ("event_people", ""),
    "people, by state": ("event_people", "?state=confirmed"),
    "people, by words": ("event_people", "?q=oseba+občina"),
    "waiting list": ("event_queue", ""),
}


def made():
    """(event, organiser)."""
    day = (timezone.localdate() + dt.timedelta(60)).isoformat()
    event = Event(title_sl="Merjenje", title_en="Measuring", type=Event.Type.WORKSHOP, start=day, end=day)
    event.publish()
    organiser = User.objects.create_user("organiser@bench.example", name="Organiser")
    event.roles.create(user=organiser, role="organiser")
    closes = timezone.now() + dt.timedelta(50)
    form = RegistrationForm.objects.create(event=event, closes_at=closes, contact="-", most_party=2)
    rows = Registration.objects.bulk_create(registration(form, number) for number in range(REGISTRATIONS))
    Companion.objects.bulk_create(Companion(registration=row, name=f"Spremljevalec {row.pk}") for row in rows[::2])
    return event, organiser


def registration(form, number):
    state, now = STATES[number % len(STATES)], timezone.now()
    held = 2 if state == "confirmed" else 0
    row = Registration(form=form, email=f"p{number}@bench.example", language="sl", state=state, held=held)
    row.name, row.organisation = f"Oseba {number}", f"Občina {number % 50}"
    row.seats, row.seats_least, row.queued_at = 2, 1, now
    row.consent, row.consented_at = "1", now
    row.token_digest, row.pass_digest = digest(row.token), pass_digest(row)
    return row


def report(server, port, event, organiser):
    client = Client(headers={"host": settings.SITE_HOST})
    client.force_login(organiser)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    unit, _size = page_cost.measure(server, port, "/bare/")
    print(f"{'page':<20}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}")
    failed = False
    for label, (name, query) in PAGES.items():
        with translation.override("sl"):
            address = reverse(name, args=[event.pk]) + query.replace("č", "%C4%8D")
        seconds, _size = page_cost.measure(server, port, address, cookie)
        units = seconds / unit
        failed |= units > BUDGET
        print(f"{label:<20}{seconds * 1000:>8.2f}{units:>8.1f}{BUDGET:>8}{queries(client, address):>9}", flush=True)
    return failed


def main():
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if User.objects.exists():
        raise SystemExit("This database holds users. Use a throw-away one.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    event, organiser = made()
    server = page_cost.serve(port)
    try:
        failed = report(server, port, event, organiser)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        event.delete()
        organiser.delete()
    sys.exit(failed)


if __name__ == "__main__":
    main()
