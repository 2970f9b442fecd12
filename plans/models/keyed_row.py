from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.languages import shown, translated_fields


class KeyedRow(models.Model):
    """A row of an entry: `key` stays for ever, also where it is removed and restored; `position` is its place."""

    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveIntegerField(_("place"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.heading or self.key

    @property
    def heading(self):
        """What tells it from others, in the reader's language."""
        name = next((name for name in ("title", "name", "text", "source") if name in translated_fields(type(self))), "")
        return shown(self, name).text if name else ""
