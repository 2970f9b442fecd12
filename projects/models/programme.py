from django.db import models
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """A funding programme, such as Alpine Space 2007–2013."""

    external_id = models.SlugField(_("identifier"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    source = models.URLField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["external_id"]

    def __str__(self):
        return self.name


class Priority(models.Model):
    """One priority of a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="priorities", verbose_name=_("programme"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="priority_number_once")]

    def __str__(self):
        return f"{self.number}. {self.title}"
