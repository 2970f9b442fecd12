from django.core.management.base import BaseCommand

from plans.advocacy.example import load_example


class Command(BaseCommand):
    help = "Load the example: a recommendation and a road map that cites it; those that are there stay as they are."

    def handle(self, *args, **options):
        made = load_example()
        for entry in made:
            self.stdout.write(entry.title)
        if not made:
            self.stdout.write("The example is here already.")
