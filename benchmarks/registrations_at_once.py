"""How long it takes until 60 people who press at once are registered, and what the page of their event costs.

    DATABASE_URL=sqlite:////tmp/portal.sqlite3 python benchmarks/registrations_at_once.py [--people 60]

Everybody first opens the form; then all send it at the same moment to the portal served by gunicorn, and open the link
that came by mail and press its button, at the same moment again. Fails where either takes more than 5 seconds in all, a
seat is given twice, or the page of the event costs more than 30 units (`page_cost.py`) or more queries with 500
registrations than with none. Deletes what it made.
"""

import argparse
import datetime as dt
import http.client
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from threading import Barrier
from urllib.parse import urlencode

import setup

setup.start()

import page_cost
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from publishing.models import Mail
from workshops.models import Event, Registration, RegistrationForm
from workshops.registering.steps import register

BUDGET, UNITS, MANY = 5.0, 30, 500
SENT = {"organisation": "Občina", "country": "SI", "consent": "on", "free": "1"}
MARK = "at-once.example.org"


def made_event(number):
    """A public event a year from now that takes registrations."""
    event = Event(title_sl=f"Delavnica {number}", title_en=f"Workshop {number}", type="workshop")
    event.start = event.end = (timezone.localdate().replace(day=1, year=timezone.localdate().year + 1)).isoformat()
    event.publish()
    closes = timezone.now() + dt.timedelta(days=30)
    return RegistrationForm.objects.create(event=event, closes_at=closes, contact="Ana", capacity=20)


def filled(form, people):
    for number in range(people):
        told = {"language": "sl", "consent": "1", "consented_at": timezone.now()}
        register(form_pk=form.pk, email=f"{form.pk}-{number}@{MARK}", name=f"Oseba {number}", **told)
        registration = Registration.objects.latest("pk")
        registration.state, registration.queued_at = "waiting", timezone.now()
        registration.save()


class Visitor:
    """A browser: opens a page, keeps its cookie, sends its form."""

    def __init__(self, port, address):
        self.link, self.address = http.client.HTTPConnection("127.0.0.1", port, timeout=60), address
        answer, page = self.ask("GET", headers={})
        cookies = SimpleCookie(answer.getheader("Set-Cookie", ""))
        self.cookie = "; ".join(f"{name}={found.value}" for name, found in cookies.items())
        self.link.close()  # the server waits a few seconds only
        self.token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    def ask(self, method, *, headers, body=None):
        host = {"Host": settings.SITE_HOST, "Referer": f"{settings.SITE_URL}/", "Origin": settings.SITE_URL}
        self.link.request(method, self.address, body=body, headers=host | headers)
        answer = self.link.getresponse()
        return answer, answer.read().decode()

    def send(self, **fields):
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", headers=headers, body=body)[0].status


def at_once(visitors, fields):
    """(seconds until the last one is answered, the answers that were no way on)."""
    start = Barrier(len(visitors) + 1)

    def press(visitor, sent):
        start.wait()
        return visitor.send(**sent)

    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = [pool.submit(press, *one) for one in zip(visitors, fields, strict=True)]
        start.wait()
        begun = time.perf_counter()
        found = [answer.result() for answer in answers]
        return time.perf_counter() - begun, [status for status in found if status != 302]


def registered(port, form, people):
    """Seconds for sending the form and for pressing the button of the link; each of all people at once."""
    with translation.override("sl"):
        page = reverse("event_registration", args=[form.event.slug_sl])
    fields = [SENT | {"name": f"Oseba {number}", "email": f"nova{number}@{MARK}"} for number in range(people)]
    sending, refused = at_once([Visitor(port, page) for _one in fields], fields)
    with translation.override("sl"):
        links = [reverse("my_registration", args=[one.token]) for one in form.registrations.all()]
    proving, failed = at_once([Visitor(port, link) for link in links], [{} for _link in links])
    form.refresh_from_db()
    held = sum(form.registrations.values_list("held", flat=True))
    print(f"{people} people at once, 20 seats: form {sending:.2f} s, button {proving:.2f} s; {held} seats held")
    return max(sending, proving) <= BUDGET and not refused + failed and form.taken == held == min(people, 20)


def page_is_cheap(server, port, forms):
    """The same page with no registration and with many."""
    unit, _size = page_cost.measure(server, port, "/bare/")
    cheap, queries = True, []
    for name, form in zip(("no registration", f"{MANY} registrations"), forms, strict=True):
        with translation.override("sl"):
            address = form.event.get_absolute_url()
        units = page_cost.measure(server, port, address)[0] / unit
        queries.append(page_cost.queries(address))
        print(f"event page, {name:<18}{units:>6.1f} units of {UNITS}, {queries[-1]} queries", flush=True)
        cheap &= units <= UNITS
    return cheap and len(set(queries)) == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=60)
    people = parser.parse_args().people
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    crowd, empty, many = (made_event(number) for number in range(3))
    filled(many, MANY)
    server = page_cost.serve(port)
    try:
        passed = [registered(port, crowd, people), page_is_cheap(server, port, (empty, many))]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        Mail.objects.filter(to__endswith=MARK).delete()
        for form in (crowd, empty, many):
            form.event.delete()
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
