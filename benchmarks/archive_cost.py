"""What the static archive of a large collection costs: seconds of CPU of each part, memory, size, and size packed.

    DATABASE_URL=sqlite:////tmp/large.sqlite3 python benchmarks/archive_cost.py [--folder FOLDER]

Fill the database with `generate.py` first. The budgets are those of 10,000 bilingual entries without media: what is
above one of them makes the command fail. Time is that of the CPU, for other work stands beside it.
"""

import argparse
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import setup

MB = 1_000_000
BUDGETS = {"MB": 400, "MB packed": 40, "MB of the search": 20, "minutes on two cores": 15, "MB of memory": 500}
SECONDS_BETWEEN = 2
MAKING = "--making"  # how this command calls itself: what is watched is a process of its own


class Tell:
    """As the command says it, with the CPU that each part took."""

    def __init__(self):
        self.name, self.spent = "beginning", cpu()

    def __call__(self, text):
        print(text, flush=True)

    def stage(self, key):
        print(f"{self.name}: {cpu() - self.spent:.0f} s of CPU", flush=True)
        self.name, self.spent = key, cpu()

    def progress(self, done, total):
        pass


def cpu():
    """Of this process and of those that it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def making(folder):
    setup.start()
    from catalogue.archive.checking import check
    from catalogue.archive.making import make

    tell = Tell()
    state = make(folder, processes=2, tell=tell)
    tell.stage("checking")
    faults, seen = check(folder, 2)
    tell.stage("")
    print(f"{state['entries']} entries, {state['pages']} pages, {seen.links} links, {len(faults)} faults")


def watched(command):
    """(seconds of CPU, most memory in MB) of a process and those below it, what they share counted once."""
    before, process, most = cpu(), subprocess.Popen(command), 0
    while process.poll() is None:
        most = max(most, sum(map(memory, family(process.pid))))
        time.sleep(SECONDS_BETWEEN)
    if process.returncode:
        raise SystemExit(process.returncode)
    return cpu() - before, most / MB


def family(pid):
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return
    for child in children:
        yield from family(child)


def memory(pid):
    """The share of a process in what lies in memory, in bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB


def packed(folder):
    """As one file, by the commonest strong method at its usual strength."""
    with tempfile.TemporaryDirectory() as beside:
        name = Path(beside) / "archive.tar.xz"
        with tarfile.open(name, "w:xz") as out:
            out.add(folder, "archive")
        return name.stat().st_size / MB


def report(folder):
    seconds, most = watched([sys.executable, __file__, MAKING, "--folder", str(folder)])
    found = (size(folder), packed(folder), size(folder / "search"), seconds / 2 / 60, most)
    for (name, budget), value in zip(BUDGETS.items(), found, strict=True):
        print(f"{name:<22}{value:>8.1f}  of {budget}")
    return all(value <= budget for value, budget in zip(found, BUDGETS.values(), strict=True))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--folder", type=Path, help="where the archive is left; without it, it is deleted")
    options.add_argument(MAKING, action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.making:
        making(asked.folder)
    elif asked.folder:
        sys.exit(not report(asked.folder))
    else:
        with tempfile.TemporaryDirectory() as folder:
            sys.exit(not report(Path(folder) / "archive"))


if __name__ == "__main__":
    main()
