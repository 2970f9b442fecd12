"""How fast `manage.py import_entries` is: write a bilingual file of made-up rows, import it, import it again.

    DATABASE_URL=sqlite:////tmp/import.sqlite3 python benchmarks/import_entries.py --rows 100000

Prints rows a second of each. Refuses a database that holds users: it is meant for throw-away databases only.
"""

import argparse
import tempfile
import time
from itertools import islice
from pathlib import Path

import setup

setup.start()

from django.core.management import call_command
from made_up import Rows, json_lines


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    setup.prepare()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        with path.open("wb") as file:
            file.writelines(json_lines(islice(Rows(asked.seed), asked.rows)))
        print(f"{asked.rows} rows, {path.stat().st_size / 1e6:.0f} MB")
        for name in ("import", "the same again"):
            start = time.perf_counter()
            call_command("import_entries", str(path))
            seconds = time.perf_counter() - start
            print(f"{name}: {seconds:.0f} s, {asked.rows / seconds:.0f} rows/s", flush=True)


if __name__ == "__main__":
    main()
