from django.core.management.base import BaseCommand, CommandError

from catalogue.alone import TAKEN, alone
from mer_portal.purging import purge


class Command(BaseCommand):
    help = (
        "Let everything of people go whose time is over, by the table of the privacy page; the daily round does so too."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args, dry_run, **options):
        with alone("purge") as first:
            if first or dry_run:
                self.let_go(dry_run)
            else:
                self.stdout.write(TAKEN.format(name="Purging"))

    def let_go(self, dry_run):
        done, failed = purge(dry_run=dry_run)
        self.stdout.write("Would go:" if dry_run else "Gone:")
        for name, number in done.items():
            self.stdout.write(f"  {name}: {number}")
        if failed:
            raise CommandError(f"{failed} could not be done; the log says why.")
