from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.utils.translation import gettext_lazy as _


class HarvestedQuerySet(models.QuerySet):
    def of(self, model, pks):
        return self.filter(kind=model.kind, object_id__in=pks)

    def stamped(self):
        return self.exclude(datestamp=None)

    def untold(self):
        """Public since before anything was told: whoever files such an entry tells it."""
        return self.filter(datestamp=None, deleted=False, digest="")

    def waiting(self):
        """What waits for its stamp."""
        return self.filter(datestamp=None).exclude(deleted=False, digest="")

    def in_set(self, spec):
        """Those of a set, or of a whole hierarchy of sets; what is gone stays where it was."""
        if spec.startswith("kind:"):
            return self.filter(kind=spec.removeprefix("kind:"))
        return self.alias(place=StrIndex("sets", Value(f" {spec} "))).filter(place__gt=0) if spec else self


class Harvested(models.Model):
    """What harvesters are told of an entry, and since when; it stays for ever, also where the entry is gone."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.PositiveBigIntegerField()
    datestamp = models.DateTimeField(_("stamp"), null=True)  # none until what was written is committed
    deleted = models.BooleanField(_("gone"), default=False)
    cited = models.BooleanField(null=True)  # told as DataCite too: now, or once and no more; None: never
    sets = models.TextField(default="")  # with spaces around each
    digest = models.CharField(max_length=64, default="")
    told = models.JSONField(default=dict)  # empty where it is gone

    objects = HarvestedQuerySet.as_manager()

    class Meta:
        verbose_name = _("record for harvesters")
        verbose_name_plural = _("records for harvesters")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="harvested_once"),
            models.CheckConstraint(condition=Q(deleted=False) | Q(digest=""), name="harvested_gone_says_nothing"),
        ]
        indexes = [
            models.Index(fields=["datestamp", "id"], name="harvested_in_order"),
            models.Index(fields=["kind", "datestamp", "id"], name="harvested_of_kind"),
            models.Index(fields=["datestamp", "id"], condition=Q(cited__isnull=False), name="harvested_cited"),
            models.Index(fields=["id"], condition=Q(datestamp=None), name="harvested_without_stamp"),
        ]

    def __str__(self):
        return f"{self.kind}/{self.object_id}"

    @property
    def set_specs(self):
        return self.sets.split()
