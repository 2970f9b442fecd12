"""Processes that ask and write beside each other; with one, everything happens in this one."""

import multiprocessing
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connections

AT_ONCE = 8  # errands handed to a process together


class Place(NamedTuple):
    """Where workers put things."""

    folder: object
    work: object


class Workers:
    def __init__(self, place, day, pool=None):
        self.place, self.day, self.pool = place, day, pool

    def each(self, work, things):
        """The results of `work` for every thing, mostly an address, as they come."""
        errands = ((self.place, self.day, thing) for thing in things)
        return self.pool.imap_unordered(work, errands, AT_ONCE) if self.pool else map(work, errands)


@contextmanager
def workers(place, day, processes):
    """Forks know what this process knows by now; connections to the database are no one's but their own."""
    if processes == 1:
        yield Workers(place, day)
        return
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield Workers(place, day, pool)
