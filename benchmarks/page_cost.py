"""What a page costs, in units of a bare Django view that returns 20 kB, both served by gunicorn (gthread 2 × 4).

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/page_cost.py

A unit is the CPU time of the server for one request, the database included: of gunicorn's processes, and with
PostgreSQL on this machine of its processes too. Prints for each page the units, its budget, the number of queries
(of a warm process) and the size. Run it on a machine that does nothing else; ratios repeat, milliseconds do not.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import setup

setup.start()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Card, Word

REQUESTS, ROUNDS, CLIENTS = 120, 3, 4
SEARCH_BUDGET = 50 if connection.vendor == "sqlite" else 100
BUDGETS = {
    "home": 40,
    "catalogue": 50,
    "practices of a country": 50,
    "item": 25,
    "search 9 %": SEARCH_BUDGET,
    "API": 30,
}
SHARES = (1, 9, 50)  # searches for a word that so many per cent of the cards hold


def pages():
    practice = Card.objects.filter(kind="practice").order_by("pk").last()
    searches = {f"search {share} %": f"/en/catalogue/?q={word_found_in(share)}" for share in SHARES}
    return {
        "bare": "/bare/",
        "home": "/en/",
        "catalogue": "/en/catalogue/",
        "practices of a country": "/en/good-practices/?country=SI",
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


def serve(port):
    """gunicorn with the bare view beside the portal's pages."""
    here = Path(__file__).resolve().parent
    environment = os.environ | {"PORT": str(port), "PYTHONPATH": f"{here}:{setup.ROOT}", "API_RATE": "0"}
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
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name, _paren, rest = (entry / "stat").read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            parent = int(rest.split()[1])
            database = name == "postgres" and connection.vendor == "postgresql"
            if database or server.pid in (int(entry.name), parent):
                yield entry.name


def run_time(pid):
    total = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except OSError:
            continue
    return total


def ask(port, address, times, cookie=""):
    link = http.client.HTTPConnection("127.0.0.1", port)
    for _time in range(times):
        headers = {"Host": settings.SITE_HOST, "Accept-Encoding": "gzip", "Cookie": cookie}
        link.request("GET", address, headers=headers)
        answer = link.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
    link.close()
    return len(body)


def measure(server, port, address, cookie=""):
    """(CPU seconds a request, bytes): the least of some rounds, after as many requests to warm up."""
    size = ask(port, address, 30, cookie)
    best = float("inf")
    with ThreadPoolExecutor(CLIENTS) as pool:
        for _round in range(ROUNDS):
            before = cpu(server)
            list(pool.map(lambda _client: ask(port, address, REQUESTS // CLIENTS, cookie), range(CLIENTS)))
            best = min(best, (cpu(server) - before) / REQUESTS / 1e9)
    return best, size


def queries(address):
    client = Client(headers={"host": settings.SITE_HOST})
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve(port)
    try:
        unit = None
        print(f"{Card.objects.count()} cards, {connection.vendor}")
        print(f"{'page':<24}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'kB gzip':>9}")
        for name, address in pages().items():
            seconds, size = measure(server, port, address)
            unit = unit or seconds
            asked = queries(address) if name != "bare" else 0
            print(
                f"{name:<24}{seconds * 1000:>8.2f}{seconds / unit:>8.1f}{BUDGETS.get(name, ''):>8}{asked:>9}"
                f"{size / 1000:>9.1f}",
                flush=True,
            )
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
