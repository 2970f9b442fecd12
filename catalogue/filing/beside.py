"""Texts are read by a second process, where one was asked for, while this one writes; else here, once they are needed.

That process knows no database: it gets texts and gives terms. Should it end, this one reads on by itself.
"""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from catalogue.analysis import spelled, terms_as_written
from catalogue.search.terms import read

TOLD = set()  # terms whose spelling the second process has told
READER = ContextVar("READER", default=None)


@contextmanager
def second_process():
    """Inside, what is asked is answered by a second process, where the machine has a second processor for it."""
    if len(os.sched_getaffinity(0)) < 2:
        yield
        return
    reader = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=live_and_die_with_the_first)
    token = READER.set(reader)
    try:
        yield
    finally:
        READER.reset(token)
        reader.shutdown(cancel_futures=True)


def live_and_die_with_the_first():
    """Ctrl-C is meant for the first; and nobody would ever end this one if the first was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_after, args=[multiprocessing.parent_process()], daemon=True).start()


def end_after(process):
    process.join()
    os._exit(1)


def reading(write, cards):
    """A function that gives ([Reading of each card], {term: how one writes it}, as far as that is known)."""
    here, reader = partial(read_here, write, cards), READER.get()
    if reader is None:
        return here
    try:
        future = reader.submit(read_there, write, cards)
    except BrokenExecutor:
        return here
    return partial(awaited, future, here)


def awaited(future, here):
    try:
        return future.result()
    except BrokenExecutor:
        return here()


def read_here(write, cards):
    return [read(write, *card) for card in cards], {}


def read_there(write, cards):
    """In the second process: with the spelling of each term that it meets for the first time."""
    readings, told = read_here(write, cards)[0], {}
    for card, found in zip(cards, readings, strict=True):
        told |= spelled_in([card], found.words - TOLD)
        TOLD.update(found.words)
    return readings, told


def spelled_in(cards, terms):
    """{term: how one writes it}, of terms that the texts of these cards hold."""
    texts = (part for weights, *_rest in cards for parts in weights for part in parts) if terms else ()
    as_written = terms_as_written(texts)
    return {term: spelled(as_written.get(term, term), term) for term in terms}
