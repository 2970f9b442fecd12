from django.core.management.base import BaseCommand, CommandError

from library.editions.first import approve_handbook, first_edition, handbook
from library.editions.problems import problems
from publishing.refusals import Refused


class Command(BaseCommand):
    help = "Make and approve edition 1 of the shipped handbook, prepared by the portal; does nothing if there is one."

    def add_arguments(self, parser):
        parser.add_argument("--later", action="store_true", help="hand it to the worker, where there is no edition")

    def handle(self, *args, later, **options):
        book = handbook()
        if book is None:
            self.stdout.write("The shipped handbook is not here: no edition was made.")
        elif not later:
            self.approve(book)
        elif not book.editions.exists():
            approve_handbook.enqueue()

    def approve(self, book):
        try:
            edition = first_edition(book)
        except Refused as refusal:
            raise CommandError("\n".join([str(refusal), *faults(book)])) from refusal
        self.stdout.write(
            f"{edition}: {edition.identifier}" if edition else "An edition is being prepared at the desk."
        )


def faults(book):
    """What hinders it, chapter by chapter."""
    edition = book.editions.open().first()
    return [f"  {one.chapter} ({one.language}): {one.text}" for one in problems(edition)] if edition else []
