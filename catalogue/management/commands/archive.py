import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogue.archive.checking import check
from catalogue.archive.making import make
from catalogue.archive.refusals import Refused

SECONDS_BETWEEN = 5


class Tell:
    """Progress as lines, some seconds apart."""

    STAGES = {
        "asking": "Asking for pages",
        "writing": "Writing pages",
        "entries": "Writing entries for programs",
        "search": "Making the search",
        "warc": "Writing the answers",
        "checking": "Looking at all of it",
    }

    def __init__(self, out):
        self.out, self.last, self.name, self.started = out, 0, "", 0

    def __call__(self, text):
        self.out.write(text)
        self.out.flush()

    def stage(self, key):
        self.name, self.started, self.last = self.STAGES[key], time.monotonic(), 0
        self(f"{self.name}.")

    def progress(self, done, total):
        now = time.monotonic()
        if now - self.last >= SECONDS_BETWEEN:
            self.last = now
            self(f"{self.name}: {done} of {total} known by now, {now - self.started:.0f} s")


class Command(BaseCommand):
    help = (
        "Write all that is public as a folder of files that is read and searched without a server, or go on with one "
        "that was interrupted; then look at all of it once more. With --check only look."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--bag", action="store_true", help="as a bag (BagIt 1.0): the archive under data/")
        parser.add_argument("--warc", type=Path, metavar="FILE", help="also the answers themselves, as WARC/1.1")
        parser.add_argument("--processes", type=int, default=2, choices=range(1, 17), metavar="N")
        parser.add_argument("--check", action="store_true", help="write nothing, look at an archive that is there")

    def handle(self, *args, folder, bag, warc, processes, check, **options):
        tell = Tell(self.stdout)
        if not check:
            self.make(folder, bag, warc, processes, tell)
        self.look(folder, processes, tell)

    def make(self, folder, bag, warc, processes, tell):
        try:
            state = make(folder, bag=bag, warc=warc, processes=processes, tell=tell)
        except Refused as error:
            raise CommandError(str(error)) from error
        tell(f"{state['pages']} pages, {state['files']} files, {state['entries']} entries, version {state['version']}.")
        if state["older"]:
            tell(f"The catalogue did not keep still: {len(state['older'])} pages are of an earlier state of it.")

    def look(self, folder, processes, tell):
        tell.stage("checking")
        faults, seen = check(folder, processes)
        if faults:
            raise CommandError("\n".join([*faults[:100], f"{len(faults)} faults."]))
        tell(f"Checked: {seen.pages} pages, {seen.links} links, {seen.queries} queries, {seen.sums} sums; no fault.")
