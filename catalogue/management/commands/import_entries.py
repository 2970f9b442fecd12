import sys
import time
from contextlib import ExitStack, nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from catalogue import audit
from catalogue.bulk import COLUMNS, Import, Interrupted, Options, Stopped
from catalogue.bulk.reading import FORMATS, format_of
from catalogue.filing import beside
from catalogue.tables.faults import SheetError
from catalogue.tables.writing import csv_line

MOST_SHOWN = 100
LARGE = 1_000_000  # bytes of a file
PAUSE = 2  # seconds between two lines of progress


class Command(BaseCommand):
    help = (
        f"Import entries from CSV or JSON Lines, a row a language of an entry: {', '.join(COLUMNS)}. "
        "Rows with the same external_id are one entry; an entry that stands is brought up to date, and an empty cell "
        "erases nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--format", choices=FORMATS, help="else by the ending of the file's name")
        parser.add_argument(
            "--on-fault", choices=["skip", "stop"], default="skip", help="leave faulty rows out, or stop at the first"
        )
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument("--draft", action="store_true", help="new entries are drafts that staff publish")
        parser.add_argument("--create-topics", action="store_true", help="make topics that nobody knows")
        parser.add_argument("--start-line", type=int, default=1, metavar="N", help="go on from this line")
        parser.add_argument("--faults", type=Path, metavar="FILE", help="write all faults to this CSV file")

    def handle(self, *args, file, faults, **options):
        self.shown = self.hidden = 0
        self.started = self.told = time.monotonic()
        with ExitStack() as opened, translation.override("en"):
            stream, self.size = self.opened(opened, file)
            self.listed = self.opened_for_faults(opened, faults) if faults else None
            self.write_fault("line", "column", "fault")
            self.run(stream, self.options_of(file, **options))

    def opened(self, opened, file):
        """(binary stream, its size or 0 where nobody knows it)."""
        if file == "-":
            return sys.stdin.buffer, 0
        try:
            return opened.enter_context(Path(file).open("rb")), Path(file).stat().st_size
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error

    def opened_for_faults(self, opened, path):
        try:
            return opened.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def options_of(self, file, *, format, on_fault, dry_run, draft, create_topics, start_line, **_others):
        name = "standard input" if file == "-" else Path(file).name
        return Options(
            file_format=format or format_of(name),
            draft=draft,
            create_topics=create_topics,
            dry_run=dry_run,
            stop_at_fault=on_fault == "stop",
            start_line=start_line,
            reason=f"import of {name}",
        )

    def run(self, stream, options):
        try:
            work = Import(stream, options, on_fault=self.say_fault, on_batch=self.say_progress)
            with beside.second_process() if self.is_large() and not options.dry_run else nullcontext():
                self.go_through(work)
        except SheetError as error:
            raise CommandError(str(error)) from error

    def is_large(self):
        """Or of unknown size: worth a process of its own, which takes a second to begin."""
        return not 0 < self.size < LARGE

    def go_through(self, work):
        try:
            work.run()
        except Interrupted as error:
            self.say_summary(work)
            why = "Stopped at a faulty row" if isinstance(error, Stopped) else "Interrupted"
            because = f" ({error.__cause__})" if str(error.__cause__ or "") else ""
            raise CommandError(
                f"{why}{because}. What is counted above is done, nothing else; go on with --start-line {error.line}.",
                returncode=130 if isinstance(error.__cause__, KeyboardInterrupt) else 1,
            ) from error
        self.say_summary(work)
        if work.report.faulty:
            raise CommandError(f"{work.report.faulty} of {work.report.rows} rows are faulty and were left out.")

    # --- What is said ---

    def say_fault(self, fault):
        self.write_fault(*fault)
        if self.shown < MOST_SHOWN:
            self.shown += 1
            self.stderr.write(str(fault))
        else:
            self.hidden += 1

    def write_fault(self, *cells):
        if self.listed:
            self.listed.write(csv_line(cells, language="en"))

    def say_progress(self, work):
        now = time.monotonic()
        if now - self.told < PAUSE:
            return
        self.told = now
        passed, rows = now - self.started, work.report.rows
        share = work.lines.bytes_read / self.size if self.size else 0
        left = f", {passed / share - passed:.0f} s left" if share else ""
        self.stdout.write(f"{rows} rows, {rows / passed:.0f} rows/s{left}")
        self.stdout.flush()

    def say_summary(self, work):
        report, passed = work.report, time.monotonic() - self.started
        if self.hidden:
            self.stderr.write(f"… and {self.hidden} more faults; --faults FILE writes them all.")
        would = "would be " if work.options.dry_run else ""
        self.stdout.write(
            f"{report.rows} rows in {passed:.0f} s. Entries: {report.new} {would}new, {report.changed} {would}changed, "
            f"{report.unchanged} unchanged. Faulty rows: {report.faulty}."
        )
        if not work.options.dry_run:
            audit.note(audit.Action.IMPORT, said=f"{report.new} new, {report.changed} changed")
