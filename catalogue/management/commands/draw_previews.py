from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from catalogue.models import Preview
from catalogue.previews import keeping
from catalogue.previews.general import draw_general


class Command(BaseCommand):
    help = (
        "Draw the preview images that are missing or outdated, here and now; an interrupted run goes on where it was. "
        "--again draws all of them, --later only hands them to the worker, --general draws those of the portal itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="draw all, also those that are there")
        parser.add_argument("--later", action="store_true", help="only hand them to the worker")
        parser.add_argument("--general", action="store_true", help="draw the static pictures of the portal anew")

    def handle(self, *args, again, later, general, verbosity, **options):
        if general:
            draw_general(Path(settings.BASE_DIR) / "static")
            return
        if again:
            Preview.objects.update(digest="")
        if later:
            keeping.hand_on_what_waits()
        else:
            self.draw(verbosity)

    def draw(self, verbosity):
        """From card to card, so that one whose picture cannot be kept holds up no other."""
        total, last, cards, made = keeping.to_draw().count(), 0, 0, 0
        while batch := list(keeping.to_draw().filter(pk__gt=last)[: keeping.AT_ONCE]):
            made, cards, last = made + keeping.bring_up(batch), cards + len(batch), batch[-1].pk
            if verbosity:
                self.stdout.write(f"{cards} of {total} entries")
                self.stdout.flush()
        self.stdout.write(f"Preview images drawn: {made}.")
