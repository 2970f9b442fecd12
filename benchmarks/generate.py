"""Fill a database with made-up bilingual entries of all kinds, to see what finding and pages cost when it is large.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/generate.py --entries 10000

Goes the way of `manage.py import_entries`. The same seed gives the same entries; a run that asks for more goes on.
Refuses a database that holds users: it is meant for throw-away databases only.
"""

import argparse
import io
import time
from itertools import takewhile

import setup

setup.start()

from made_up import Rows, json_lines

from catalogue.bulk import Import, Options
from catalogue.filing import beside


class Stream(io.RawIOBase):
    """Pieces of bytes, one after the other, as a file."""

    def __init__(self, pieces):
        self.pieces, self.rest = pieces, b""

    def readable(self):
        return True

    def readinto(self, buffer):
        self.rest = self.rest or next(self.pieces, b"")
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--entries", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    setup.prepare()
    start = time.perf_counter()

    def tell(work):
        entries, seconds = work.report.new + work.report.unchanged, time.perf_counter() - start
        print(f"{entries:>8} of {asked.entries}, {seconds:.0f} s, {entries / seconds:.0f} a second", flush=True)

    rows = takewhile(lambda row: int(row["external_id"].partition(":")[2]) <= asked.entries, Rows(asked.seed))
    wanted = Options(file_format="jsonl", reason="made up")
    work = Import(Stream(json_lines(rows)), wanted, on_fault=print, on_batch=tell)
    with beside.second_process():
        work.run()
    print(f"{work.report} in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
