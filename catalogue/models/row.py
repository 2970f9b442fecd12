from django.db import models, transaction

from catalogue.models.card import CatalogueState


class FilingRowQuerySet(models.QuerySet):
    def delete(self):
        """One by one, so that the cards concerned follow."""
        with transaction.atomic():
            deleted = [row.delete()[0] for row in self]
        return sum(deleted), {self.model._meta.label: len(deleted)}

    delete.alters_data = True
    delete.queryset_only = True


class FilingRow(models.Model):
    """A row that ties entries together: saving or deleting it files the cards of those that show it."""

    # Names of the foreign keys whose entries' cards depend on this row.
    cards_of = ()

    objects = FilingRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        CatalogueState.lock()
        before = type(self)._base_manager.filter(pk=self.pk).first()
        super().save(*args, **kwargs)
        file_cards({entry for row in (before, self) if row for entry in row.concerned()})

    @transaction.atomic
    def delete(self, *args, **kwargs):
        CatalogueState.lock()
        concerned = self.concerned()
        result = super().delete(*args, **kwargs)
        file_cards(concerned)
        return result

    def concerned(self):
        return [getattr(self, name) for name in self.cards_of]


def file_cards(entries):
    for entry in entries:
        entry.file_card()
