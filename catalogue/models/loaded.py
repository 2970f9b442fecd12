from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """What `load_content` last wrote from one record of `content/`.

    A part of an entry that still equals this may be refreshed from the files; one that differs was changed
    by staff and is left alone.
    """

    key = models.CharField(_("file and record"), max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    parts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")

    def __str__(self):
        return self.key
