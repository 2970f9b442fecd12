"""Processes that ask and write beside each other; with one, everything happens in this one."""

import gc
import multiprocessing
import os
import threading
import time
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import NamedTuple

from django.conf import settings
from django.db import connections
from django.utils import timezone

from catalogue.analysis import word_terms
from catalogue.archive.asking import ask

AT_ONCE = 8  # errands handed to a process together
SECONDS_BETWEEN = 1  # looks after the parent


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

    def each_of_rows(self, work, rows):
        """The same where `work` yields several results for each of several things at once."""
        errands = ((self.place, self.day, row) for row in rows)
        done = self.pool.imap_unordered(partial(all_of, work), errands) if self.pool else map(work, errands)
        return chain.from_iterable(done)


def all_of(work, errand):
    return list(work(errand))


def end_with_parent(parent):
    """A parent that was killed says nothing, and its workers would wait for errands for ever."""
    threading.Thread(target=watch, args=(parent,), daemon=True).start()


def watch(parent):
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN)
    os._exit(1)


def know_what_all_need():
    """Dictionaries, addresses and templates: each fork would read them for itself."""
    for code, _name in settings.LANGUAGES:
        ask(f"/{code}/", timezone.localdate())
    word_terms(settings.LANGUAGE_CODE)


@contextmanager
def workers(place, day, processes):
    """Forks know what this process knows by now; connections to the database are no one's but their own."""
    if processes == 1:
        yield Workers(place, day)
        return
    know_what_all_need()
    connections.close_all()
    gc.collect()
    gc.freeze()  # else each fork gets a copy of all that the garbage collector looks at
    with multiprocessing.get_context("fork").Pool(processes, end_with_parent, (os.getpid(),)) as pool:
        gc.unfreeze()
        yield Workers(place, day, pool)
