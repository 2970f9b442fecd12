from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalogue.filing.filing import index
from catalogue.loading import load, read

MANY = 100  # records written, after which the index is put in order: until then its database plans badly
# The order of the rooms: each recipe may point at records of those before it.
ROOMS = ["catalogue", "partners", "projects", "library", "workshops", "tools", "plans"]


class Command(BaseCommand):
    help = "Load the content shipped in content/: checks all of it first, never overwrites what staff changed."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR)

    def handle(self, *args, folder, verbosity, **options):
        recipes = [recipe for room in ROOMS for recipe in import_module(f"{room}.content").RECIPES]
        found, faults = read(folder, recipes)
        if faults:
            listed = "\n".join(f"  {fault}" for fault in faults)
            raise CommandError(f"Nothing was loaded. {len(faults)} faults in {folder.name}/:\n{listed}")
        report = load(found, progress=self.say if verbosity else lambda text: None)
        for kept in report.kept:
            self.say(f"kept as it is: {kept}")
        if report.created + report.updated >= MANY:
            index().settle()
        self.say(f"Content: {report}.")

    def say(self, text):
        self.stdout.write(text)
