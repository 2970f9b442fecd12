from django.core.management.base import BaseCommand

from catalogue.files import texts as files
from catalogue.filing import filing
from catalogue.models import FileText
from catalogue.tasks import read_file


class Command(BaseCommand):
    help = "Read the text of all files that wait for it, here and now; --again also those that were read before."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="read all files, also those that do not wait")
        parser.add_argument("--later", action="store_true", help="only hand them to the worker")

    def handle(self, *args, again, later, verbosity, **options):
        self.catch_up()
        if again:
            FileText.objects.update(state=FileText.State.WAITING)
        waiting = FileText.objects.waiting().order_by("pk")
        total = waiting.count()
        for number, row in enumerate(list(waiting), start=1):
            if later:
                files.hand_on(row)
            else:
                self.read(row, f"{number}/{total}" if verbosity else "")
        if verbosity and (total or not later):
            self.stdout.write(f"Files handed to the worker: {total}." if later else f"Files read: {total}.")

    def catch_up(self):
        for model in filing.entry_models():
            for entry in files.with_files(model).order_by("pk"):
                files.catch_up(entry)

    def read(self, row, progress):
        read_file.call(row.pk)
        row = FileText.objects.filter(pk=row.pk).first()
        if row and progress:
            self.stdout.write(f"{progress} {row.entry}: {row.report()}")
