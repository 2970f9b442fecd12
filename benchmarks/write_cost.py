"""What a save costs the catalogue, and how fast all of it is written anew.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/write_cost.py [--entries 300] [--rebuild]

Saves practices of a throw-away database with a changed text and prints milliseconds, median and p95: the whole
save, the card in it, and of that the work on the index (terms analysed and written, texts, words, numbers).
With --rebuild also times `rebuild_catalogue`.
"""

import argparse
import statistics
import time
from contextlib import contextmanager

import setup

setup.start()

from django.core.management import call_command
from django.db import connection

from catalogue.filing import beside, counts, filing, sheaves, vocabulary
from library.models import Practice
from partners.models import User


@contextmanager
def clocked(module, name, times):
    """Adds up the seconds that a function takes."""
    function = getattr(module, name)

    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            times[-1] += time.perf_counter() - start

    setattr(module, name, wrapper)
    try:
        yield
    finally:
        setattr(module, name, function)


def line(name, times):
    milliseconds = sorted(seconds * 1000 for seconds in times)
    p95 = milliseconds[int(len(milliseconds) * 0.95)]
    print(f"{name:<14}{statistics.median(milliseconds):>8.2f}{p95:>8.2f}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entries", type=int, default=300)
    options.add_argument("--rebuild", action="store_true")
    options = options.parse_args()
    if User.objects.exists():
        raise SystemExit("This database holds users. Use a throw-away one.")
    entries = list(Practice.objects.order_by("-pk")[: options.entries])
    saves, cards, index = [], [], []
    with (
        clocked(filing, "file_entries", cards),
        clocked(beside, "read", index),
        clocked(vocabulary, "learn", index),
        clocked(sheaves.Sheaf, "write_cards", index),
        clocked(sheaves, "write_texts", index),
        clocked(counts, "change", index),
    ):
        for number, entry in enumerate(entries):
            for times in (saves, cards, index):
                times.append(0.0)
            entry.results_sl = f"{entry.results_sl} Dodatek {number}"
            entry.title_en = f"{entry.title_en} {number}"
            start = time.perf_counter()
            entry.save()
            saves[-1] = time.perf_counter() - start
    print(f"{Practice.objects.count()} practices, {connection.vendor}; milliseconds: median, p95")
    line("save", saves[10:])
    line("card and index", cards[10:])
    line("index", index[10:])
    if options.rebuild:
        start = time.perf_counter()
        call_command("rebuild_catalogue", "--restart", verbosity=0)
        seconds = time.perf_counter() - start
        total = sum(model._base_manager.count() for model in filing.entry_models())
        print(f"rebuild: {total} entries in {seconds:.0f} s, {total / seconds:.0f} a second")


if __name__ == "__main__":
    main()
