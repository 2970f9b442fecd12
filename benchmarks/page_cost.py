"""What a page costs, in units of a bare Django view that returns 20 kB, both served by gunicorn (gthread 2 × 4).

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/page_cost.py

A unit is the CPU time of the server for one request, the database included: of gunicorn's processes, and with
PostgreSQL on this machine of those that answer for the database. Prints for each page the units, its budget, the number
of queries (of a warm process) and the size. Run it on a machine that does nothing else; ratios repeat, milliseconds do
not.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import setup

os.environ["PAGE_CACHE_MEGABYTES"] = "0"  # here queries are counted; the server that is measured says its own
setup.start()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Card, Word

REQUESTS, ROUNDS, CLIENTS = 120, 3, 4
SHARES = (1, 9, 45)  # searches for a word that so many per cent of the cards hold
LISTS = {
    "catalogue": "/en/catalogue/",
    "its third page": "/en/catalogue/?page=3",
    "by title": "/en/catalogue/?sort=title",
    "of a topic": "/en/catalogue/?topic=energy",
    "practices of a country": "/en/good-practices/?country=SI",
}
SEARCHES = [f"search {share} %" for share in SHARES] + ["search, two words"]
BUDGETS = {
    "home": 25,
    "item": 25,
    "API": 10,
    **dict.fromkeys(LISTS, 40),
    **dict.fromkeys(SEARCHES, 60),
    **dict.fromkeys(("home, kept", "item, kept"), 1.0),
    **dict.fromkeys(("home, known already", "item, known already"), 1.1),
}


def pages():
    practice = Card.objects.filter(kind="practice").order_by("pk").last()
    words = [word_found_in(share) for share in SHARES] + [f"{word_found_in(20)}+{word_found_in(45)}"]
    searches = {name: f"/en/catalogue/?q={word}" for name, word in zip(SEARCHES, words, strict=True)}
    return {
        "bare": "/bare/",
        "home": "/en/",
        **LISTS,
        "item": practice.address_en,
        **searches,
        "API": "/api/v1/search?limit=20",
        "API, a word": f"/api/v1/search?limit=20&q={word_found_in(9)}",
    }


def word_found_in(share):
    """The word whose share of the cards, as last counted, is nearest."""
    wanted = Card.objects.count() * share / 100
    more = Word.objects.filter(number__gte=wanted).order_by("number").first()
    less = Word.objects.filter(number__lt=wanted).order_by("-number").first()
    return min(filter(None, (more, less)), key=lambda word: abs(word.number - wanted)).term


def serve(port, kept=0):
    """gunicorn with the bare view beside the portal's pages, of which it keeps so many megabytes."""
    here = Path(__file__).resolve().parent
    environment = os.environ | {"PORT": str(port), "PYTHONPATH": f"{here}:{setup.ROOT}", "API_RATE": "0"}
    environment["PAGE_CACHE_MEGABYTES"] = str(kept)
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        str(setup.ROOT / "mer_portal/gunicorn.conf.py"),
        *("--max-requests", "0", "bare:application"),
    ]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("gunicorn did not start.")


def cpu(server):
    """Nanoseconds on a core of all threads of the server and of the database."""
    return sum(run_time(pid) for pid in processes(server))


def processes(server):
    """gunicorn's, and those that answer for this database; other work may go on beside."""
    answering = backends()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if int(entry.name) in answering or server.pid in (int(entry.name), parent):
                yield entry.name


def backends():
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid for (pid,) in cursor.fetchall()}


def run_time(pid):
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except OSError:
            continue
    return total


def ask(port, address, times, cookie="", known=False):
    """The bytes of the last answer; `known` asks whether the page is still the one of the first answer."""
    link = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Host": settings.SITE_HOST, "Accept-Encoding": "gzip", "Cookie": cookie}
    for time_ in range(times):
        link.request("GET", address, headers=headers)
        answer = link.getresponse()
        body = answer.read()
        if answer.status != (304 if known and time_ else 200):
            raise SystemExit(f"{address} answered {answer.status}")
        if known:
            headers["If-None-Match"] = answer.headers["ETag"]
    link.close()
    return len(body)


def measure(server, port, address, cookie="", known=False):
    """(CPU seconds a request, bytes): the least of some rounds, after as many requests to warm up."""
    size = ask(port, address, 30, cookie, known)
    best, each = float("inf"), REQUESTS // CLIENTS
    with ThreadPoolExecutor(CLIENTS) as pool:
        for _round in range(ROUNDS):
            before = cpu(server)
            list(pool.map(lambda _client: ask(port, address, each, cookie, known), range(CLIENTS)))
            best = min(best, (cpu(server) - before) / REQUESTS / 1e9)
    return best, size


def queries(address):
    client = Client(headers={"host": settings.SITE_HOST})
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def main():
    print(f"{Card.objects.count()} cards, {connection.vendor}")
    print(f"{'page':<24}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'kB gzip':>9}")
    with served() as (server, port):
        unit, _size = measure(server, port, "/bare/")
        for name, address in pages().items():
            tell(name, unit, *measure(server, port, address), queries(address) if name != "bare" else 0)
    with served(kept=64) as (server, port):
        unit, _size = measure(server, port, "/bare/")
        for name in ("home", "item"):
            tell(f"{name}, kept", unit, *measure(server, port, pages()[name]))
            tell(f"{name}, known already", unit, *measure(server, port, pages()[name], known=True))


@contextmanager
def served(**options):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve(port, **options)
    try:
        yield server, port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def tell(name, unit, seconds, size, asked=0):
    figures = f"{seconds * 1000:>8.2f}{seconds / unit:>8.2f}{BUDGETS.get(name, ''):>8}{asked:>9}{size / 1000:>9.1f}"
    print(f"{name:<24}{figures}", flush=True)


if __name__ == "__main__":
    main()
