from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.files.pictures import PictureField
from library.models.book import Chapter

FIGURE_KEY = RegexValidator(r"\A[a-z0-9-]{1,40}\Z", _("Use small letters a to z, digits and hyphens, at most 40."))


class Illustration(models.Model):
    """A figure of a chapter, which the text places by its key: ![](figure:key)."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="illustrations", verbose_name=_("chapter"))
    key = models.CharField(_("key"), max_length=40, validators=[FIGURE_KEY])
    image = PictureField(_("image"), upload_to="figures/", width_field="image_width", height_field="image_height")
    image_width = models.PositiveIntegerField(_("width of the image"), null=True, editable=False)
    image_height = models.PositiveIntegerField(_("height of the image"), null=True, editable=False)
    alt = models.CharField(_("what the image shows"), max_length=500, blank=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("author of the image"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["chapter", "pk"]
        constraints = [models.UniqueConstraint(fields=["chapter", "key"], name="illustration_key_once")]

    def __str__(self):
        return self.key

    def file_address(self, field, width=None):
        """Where its picture is read, as of entries; that of a row that is not stored yet nowhere."""
        if self.pk is None:
            return ""
        return reverse("figure", args=[self.pk]) if width is None else reverse("figure_width", args=[self.pk, width])
