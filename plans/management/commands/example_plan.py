from django.core.management.base import BaseCommand

from plans.taking.example import load_example


class Command(BaseCommand):
    help = "Load the example: two public plans of a town that does not exist; those that are there stay as they are."

    def handle(self, *args, **options):
        made = load_example()
        for plan in made:
            self.stdout.write(plan.title)
        if not made:
            self.stdout.write("The example is here already.")
