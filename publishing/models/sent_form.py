from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """A form that was sent and made something: sent once more, it makes nothing and leads to the same page."""

    mark = models.CharField(max_length=64, unique=True)  # names what was sent, by whom and from which page
    address = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")

    def __str__(self):
        return self.address
