"""How often each page was asked for and how long it took, in memory that gunicorn's workers share.

They are forks of the process that made it. Each worker writes into a slot of its own, which the next one takes over
when it is renewed, so no number is lost and none goes back. Its size is fixed by the routes that are known at start.
"""

import mmap
from bisect import bisect_left
from functools import cache
from threading import Lock
from typing import NamedTuple

import numpy
from django.urls import URLResolver, get_resolver

SLOTS = 130  # twice the most workers, for while they are exchanged; memory that nobody writes to costs nothing
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
KEPT = ("hit", "missed", "stored")
NO_ROUTE, OTHER, STATIC, ADMIN = "none", "other", "static", "admin"
TIMES = len(SECONDS) + 1
SUM = len(CLASSES) * TIMES  # answers by class and by time come before it
WIDTH = SUM + 1


class Counted(NamedTuple):
    """Of one route: answers by class, answers by how long they took, seconds altogether."""

    route: str
    classes: list
    times: list
    seconds: float


class Counters:
    def __init__(self, routes):
        self.places = {route: number * WIDTH for number, route in enumerate(routes)}
        self.size = len(routes) * WIDTH + len(KEPT)
        self.memory = memoryview(mmap.mmap(-1, SLOTS * self.size * 8)).cast("d")
        self.used = mmap.mmap(-1, SLOTS)
        self.lock = Lock()
        self.take(0)

    def take(self, slot):
        """From now on this process writes here."""
        self.used[slot] = 1
        self.cells = self.memory[slot * self.size : (slot + 1) * self.size]

    def count(self, route, status, seconds, kept=None):
        place, cells = self.places.get(route), self.cells
        if place is None:
            place = self.places[ADMIN if route.startswith("admin:") else OTHER]
        answers = place + (status // 100 - 1) * TIMES + bisect_left(SECONDS, seconds)
        with self.lock:
            cells[answers] += 1
            cells[place + SUM] += seconds
            if kept is not None:
                cells[kept] += 1

    def place_of_kept(self, what):
        return self.size - len(KEPT) + KEPT.index(what)

    def added_up(self):
        """(what was counted of each route that was asked for, what became of pages that may be kept)."""
        slots = [slot for slot in range(SLOTS) if self.used[slot]]
        added = numpy.asarray(self.memory).reshape(SLOTS, self.size)[slots].sum(axis=0).tolist()
        rows = [Counted(route, *parts(added[place : place + WIDTH])) for route, place in self.places.items()]
        return [row for row in rows if any(row.classes)], dict(zip(KEPT, added[-len(KEPT) :], strict=True))

    def clear(self):
        for place in range(len(self.cells)):
            self.cells[place] = 0.0


def parts(cells):
    by_class = [cells[start : start + TIMES] for start in range(0, SUM, TIMES)]
    return list(map(sum, by_class)), list(map(sum, zip(*by_class, strict=True))), cells[SUM]


@cache
def counters():
    """Made before the workers part, by the first middleware."""
    return Counters([NO_ROUTE, OTHER, STATIC, ADMIN, *sorted(set(routes(get_resolver())))])


def routes(resolver, within=""):
    """The names of all pages; those of the administration are too many to be told apart."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from routes(pattern, f"{within}{pattern.namespace}:" if pattern.namespace else within)
        elif pattern.name:
            yield f"{within}{pattern.name}"
