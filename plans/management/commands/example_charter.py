from django.core.management.base import BaseCommand

from plans.duties.example import load_example_charter, remove_example_charter


class Command(BaseCommand):
    help = "Load the example: a charter that nobody signed, with duties and three signatures; it stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="remove the example with all that hangs on it")

    def handle(self, *args, remove, **options):
        if remove:
            self.stdout.write("Removed." if remove_example_charter() else "There is no example.")
            return
        made = load_example_charter()
        self.stdout.write(made.title if made else "The example is here already.")
