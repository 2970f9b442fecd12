from django.core.management.base import BaseCommand

from publishing import sweeping


class Command(BaseCommand):
    help = "Name stored files older than a day that no entry and no version names; remove them if told to."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="remove them; without it they are only named")

    def handle(self, *args, delete, verbosity, **options):
        names = sweeping.sweep(delete=delete)
        if verbosity:
            for name in names:
                self.stdout.write(repr(name))
            self.stdout.write(f"{'Removed' if delete else 'Would be removed'}: {len(names)}.")
