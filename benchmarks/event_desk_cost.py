"""What an event with 500 registrations costs on its desk, at its door and in public, in units of a bare Django view.

The bare view returns 20 kB.

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
from publishing.models.private_link import digest
from workshops.models import HOLDING, Attendance, Companion, Event, Registration, RegistrationForm
from workshops.registering.passes import pass_digest

REGISTRATIONS = 500
BUDGET, PUBLIC_BUDGET = 60, 30
STATES = ("confirmed", "waiting", "pending", "withdrawn", "confirmed")
AT_THE_DOOR = ("attended", "confirmed")
PAGES = {
    "overview": ("event_desk", "", "desk"),
    "people": ("event_people", "", "desk"),
    "people, by state": ("event_people", "?state=confirmed", "desk"),
    "people, by words": ("event_people", "?q=oseba+občina", "desk"),
    "waiting list": ("event_queue", "", "desk"),
    "check-in": ("event_attendance", "", "door"),
    "check-in, page 5": ("event_attendance", "?page=5", "door"),
    "check-in, by words": ("event_attendance", "?q=oseba+11", "door"),
    "page of the event": ("event", "", "public"),
}


def made(organiser, title, in_days, states):
    """An event with its registrations; of those who were there some came alone, some with a companion."""
    day = (timezone.localdate() + dt.timedelta(in_days)).isoformat()
    event = Event(title_sl=title, title_en=title, type=Event.Type.WORKSHOP, start=day, end=day)
    event.publish()
    event.roles.create(user=organiser, role="organiser")
    closes = timezone.now() + dt.timedelta(in_days)
    form = RegistrationForm.objects.create(event=event, closes_at=closes, contact="-", most_party=2)
    rows = Registration.objects.bulk_create(
        registration(form, number, states[number % len(states)]) for number in range(REGISTRATIONS)
    )
    Companion.objects.bulk_create(Companion(registration=row, name=f"Spremljevalec {row.pk}") for row in rows[::2])
    came = (row for row in rows if row.state == "attended")
    Attendance.objects.bulk_create(Attendance(registration=row, day=day, by=organiser) for row in came)
    return event


def registration(form, number, state):
    now = timezone.now()
    held = 2 if state in HOLDING else 0
    row = Registration(form=form, email=f"p{number}@bench.example", language="sl", state=state, held=held)
    row.name, row.organisation = f"Oseba {number}", f"Občina {number % 50}"
    row.seats, row.seats_least, row.queued_at = 2, 1, now
    row.consent, row.consented_at = "1", now
    row.token_digest, row.pass_digest = digest(row.token), pass_digest(row)
    return row


def address_of(event, name, query):
    with translation.override("sl"):
        return reverse(name, args=[event.slug if name == "event" else event.pk]) + query.replace("č", "%C4%8D")


def report(server, port, events, organiser):
    client = Client(headers={"host": settings.SITE_HOST})
    client.force_login(organiser)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    unit, _size = page_cost.measure(server, port, "/bare/")
    print(f"{'page':<20}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}")
    failed = False
    for label, (name, query, kind) in PAGES.items():
        address = address_of(events[kind], name, query)
        seconds, _size = page_cost.measure(server, port, address, "" if kind == "public" else cookie)
        units, budget = seconds / unit, PUBLIC_BUDGET if kind == "public" else BUDGET
        failed |= units > budget
        print(f"{label:<20}{seconds * 1000:>8.2f}{units:>8.1f}{budget:>8}{queries(client, address):>9}", flush=True)
    return failed


def main():
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if User.objects.exists():
        raise SystemExit("This database holds users. Use a throw-away one.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    organiser = User.objects.create_user("organiser@bench.example", name="Organiser")
    desk = made(organiser, "Merjenje", 60, STATES)
    events = {"desk": desk, "public": desk, "door": made(organiser, "Merjenje pri vratih", 0, AT_THE_DOOR)}
    server = page_cost.serve(port)
    try:
        failed = report(server, port, events, organiser)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        desk.delete()
        events["door"].delete()
        organiser.delete()
    sys.exit(failed)


if __name__ == "__main__":
    main()
