"""How fast `manage.py import_entries` is: write a bilingual file of made-up rows, import it, import it again.

    DATABASE_URL=sqlite:////tmp/import.sqlite3 python benchmarks/import_entries.py --rows 100000 [--bilingual]

Prints rows a second of each, seconds of the processor (of the command, of the process that reads beside it, of the one
of PostgreSQL that serves it) and the most memory of the first two. With --bilingual every entry is written in both
languages, so there are half as many entries as rows. Refuses a database that holds users: for throw-away ones only.
"""

import argparse
import os
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

import setup

setup.start()

import made_up
from django.core.management import call_command
from django.db import connection
from made_up import Rows, json_lines

USERS = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def processor():
    """Seconds so far of this process, of those that it started and that ended, and of PostgreSQL for it."""
    return [usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, USERS)] + [of_postgres()]


def of_postgres():
    """Nothing where it runs elsewhere."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [number] = cursor.fetchone()
    try:
        times = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    except OSError:
        return 0
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--bilingual", action="store_true")
    asked = options.parse_args()
    if asked.bilingual:
        made_up.WRITTEN_IN = {made_up.LANGUAGES: 1}
    setup.prepare()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        with path.open("wb") as file:
            file.writelines(json_lines(islice(Rows(asked.seed), asked.rows)))
        print(f"{asked.rows} rows, {path.stat().st_size / 1e6:.0f} MB")
        for name in ("import", "the same again"):
            start, before = time.perf_counter(), processor()
            call_command("import_entries", str(path))
            seconds = time.perf_counter() - start
            used = ", ".join(f"{now - then:.0f}" for now, then in zip(processor(), before, strict=True))
            most = ", ".join(f"{resource.getrusage(user).ru_maxrss / 1024:.0f}" for user in USERS)
            print(f"{name}: {seconds:.0f} s, {asked.rows / seconds:.0f} rows/s; processor {used} s; memory {most} MB")


if __name__ == "__main__":
    main()
