from django.core.management.base import BaseCommand, CommandError

from catalogue.alone import TAKEN, alone
from publishing.daily_round import daily_round, waiting


class Command(BaseCommand):
    help = (
        "Ask whether entries are still true, remind reviewers, send the mail of the day, hand on waiting mails "
        "and remove files, work and surveys whose time is over."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args, dry_run, verbosity, **options):
        with alone("daily_round") as first:
            if first or dry_run:
                self.walk(dry_run, verbosity)
            elif verbosity:
                self.stdout.write(TAKEN.format(name="The daily round"))

    def walk(self, dry_run, verbosity):
        done, failed = (waiting(), 0) if dry_run else daily_round()
        if verbosity:
            head = "Would be done" if dry_run else "Done"
            self.stdout.write(f"{head}: " + ", ".join(f"{name} {number}" for name, number in done.items()) + ".")
        if failed:
            raise CommandError(f"{failed} could not be done; the log says why.")
