"""What people ask of the portal about themselves: all that it holds of them, and to be forgotten."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.private_link import PrivateLink


class PersonalArchive(models.Model):
    """All that the portal holds of a person, put together at their wish; for them alone, for some days."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="personal_archive", verbose_name=_("person")
    )
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="personal/", blank=True)
    rows = models.PositiveIntegerField(_("number of rows"), default=0)

    class Meta:
        verbose_name = _("archive of one's own data")
        verbose_name_plural = _("archives of one's own data")
        ordering = ["-asked_at"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Leaving(PrivateLink):
    """The wish to be erased: confirmed by the link of a mail, carried out some days later, taken back until then."""

    salt = "partners.leaving"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="leaving", verbose_name=_("person")
    )
    with_texts = models.BooleanField(_("comments and opinions, too"), default=False)
    planned = models.JSONField(default=dict, editable=False)  # numbers: {"rows": [[what, model, how many]], "left": …}
    due_at = models.DateTimeField(_("to be erased"), null=True, blank=True)  # none: not confirmed yet

    class Meta:
        verbose_name = _("wish to be erased")
        verbose_name_plural = _("wishes to be erased")
        ordering = ["due_at", "pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
