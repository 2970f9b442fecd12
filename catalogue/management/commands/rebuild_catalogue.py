import time

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalogue import analysis, thesaurus
from catalogue.filing import counts, filing, records, tiers, vocabulary
from catalogue.filing.agreement import disagreements
from catalogue.models import Card, CatalogueState, Harvested

BATCH = 200  # entries in one transaction: whoever saves meanwhile waits for less than a second


class Command(BaseCommand):
    help = (
        "Write all cards, numbers and search terms anew; the site stays up meanwhile, and an interrupted run goes on "
        "where it was. With --check only say where cards and entries disagree."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, fail if anything disagrees")
        parser.add_argument("--if-stale", action="store_true", help="only where it is needed")
        parser.add_argument("--restart", action="store_true", help="do not go on where a run was interrupted")

    def handle(self, *args, check, if_stale, restart, **options):
        if check:
            self.check_agreement()
        elif not if_stale or self.is_stale():
            self.rebuild(restart)

    def check_agreement(self):
        found = list(disagreements())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Cards and entries agree.")

    def is_stale(self):
        """Or something public was never told to harvesters, for it is older than they are here."""
        other = CatalogueState.objects.get(pk=1).analyzer not in {"", analysis.signature()}
        return other or Harvested.objects.untold().exists()

    def rebuild(self, restart):
        done, last = (None, 0) if restart else self.position()
        if done is None:
            vocabulary.forget_numbers()
        else:
            self.stdout.write(f"Going on after {done} {last}.")
        models = filing.entry_models()
        labels = [model._meta.label for model in models]
        for model in models[labels.index(done) if done else 0 :]:
            self.rebuild_model(model, last if model._meta.label == done else 0)
        self.finish()

    def position(self):
        """(model, primary key) up to which an interrupted run of the same analyzer came."""
        signature, _bar, place = CatalogueState.objects.get(pk=1).rebuilt_to.rpartition("|")
        label, _bar, pk = place.rpartition(":")
        known = {model._meta.label for model in filing.entry_models()}
        return (label, int(pk)) if signature == analysis.signature() and label in known else (None, 0)

    def rebuild_model(self, model, last):
        """A batch is one transaction with the note how far it came."""
        pks = list(model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True))
        started = time.monotonic()
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            with transaction.atomic():
                filing.file_entries(model, batch, counting=True)
                place = f"{analysis.signature()}|{model._meta.label}:{batch[-1]}"
                CatalogueState.objects.filter(pk=1).update(rebuilt_to=place)
            self.progress(model, start + len(batch), len(pks), time.monotonic() - started)

    def progress(self, model, done, total, seconds):
        if done == total:
            self.stdout.write(f"{model._meta.verbose_name_plural}: {total}")
        elif done % (BATCH * 10) == 0:
            left = seconds / done * (total - done)
            self.stdout.write(f"{model._meta.verbose_name_plural}: {done} of {total}, {left:.0f} s left")
            self.stdout.flush()

    def finish(self):
        thesaurus.rebuild_keys()
        with transaction.atomic():
            CatalogueState.lock()
            self.drop_orphans()
            counts.write_anew()
            vocabulary.forget_unused()
        tiers.retune()
        with transaction.atomic():
            CatalogueState.objects.filter(pk=1).update(analyzer=analysis.signature(), rebuilt_to="")
            CatalogueState.bump()
        filing.index().settle()

    def drop_orphans(self):
        models = {ContentType.objects.get_for_model(model): model for model in filing.entry_models()}
        for content_type, model in models.items():
            Card.objects.filter(content_type=content_type).exclude(
                object_id__in=model._base_manager.values("pk")
            ).delete()
        Card.objects.exclude(content_type__in=models).delete()
        records.withdraw_orphans()
        filing.index().drop_orphans()
