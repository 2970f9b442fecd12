from django.db import models
from django.utils.translation import gettext_lazy as _


class PreviewQuerySet(models.QuerySet):
    def of(self, model, pks):
        return self.filter(kind=model.kind, object_id__in=pks)

    def drawn(self):
        return self.exclude(file="")


class Preview(models.Model):
    """The picture of an entry that other sites show where its page is shared, in one language.

    `drawn_at` is empty while the card may say something else than the picture; a row without a file is of a card that
    could not be drawn, which is tried again once it says something else.
    """

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(_("language"), max_length=5)
    digest = models.CharField(max_length=24)
    file = models.FileField(_("file"), upload_to="previews/", blank=True)
    drawn_at = models.DateTimeField(_("drawn"), null=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview image")
        verbose_name_plural = _("preview images")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="preview_of_one_entry"),
        ]

    def __str__(self):
        return f"{self.kind}:{self.object_id} {self.language}"
