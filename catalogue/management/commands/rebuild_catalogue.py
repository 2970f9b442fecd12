from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue import analysis, filing
from catalogue.models import Card, CatalogueState


class Command(BaseCommand):
    help = "Write all cards, facets and search terms anew; with --check only say where they disagree."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, fail if anything disagrees")

    def handle(self, *args, check, **options):
        if check:
            self.check_agreement()
        else:
            self.rebuild()

    def check_agreement(self):
        found = list(filing.disagreements())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Cards and entries agree.")

    def rebuild(self):
        """Entry by entry, each in its own transaction, so the site stays up meanwhile."""
        for model in filing.entry_models():
            entries = model._base_manager.order_by("pk")
            for entry in entries.iterator(chunk_size=500):
                entry.file_card()
            self.stdout.write(f"{model._meta.verbose_name_plural}: {entries.count()}")
        with transaction.atomic():
            self.drop_orphans()
            CatalogueState.objects.filter(pk=1).update(analyzer=analysis.signature())
            CatalogueState.bump()

    def drop_orphans(self):
        for card in Card.objects.all().iterator():
            model = card.content_type.model_class()
            if model is None or not model._base_manager.filter(pk=card.object_id).exists():
                card.delete()
        filing.index().drop_orphans()
