from django.db import models, transaction


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
        super().save(*args, **kwargs)
        self.file_cards()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        result = super().delete(*args, **kwargs)
        self.file_cards()
        return result

    def file_cards(self):
        for name in self.cards_of:
            getattr(self, name).file_card()
