"""The trail of who did what: events that nobody changes, each bound to the one before. And whom the portal forgot."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AuditEvent(models.Model):
    """Numbers and codes only: no name, no mailbox, no text that somebody wrote. Written by `audit.note`."""

    class Action(models.TextChoices):
        SIGN_IN = "sign_in", pgettext_lazy("audit", "signed in")
        REFUSED = "refused", pgettext_lazy("audit", "sign-in refused")
        SIGN_OUT = "sign_out", pgettext_lazy("audit", "signed out")
        PASSWORD = "password", pgettext_lazy("audit", "password changed")
        SECOND_FACTOR = "second_factor", pgettext_lazy("audit", "second step of sign-in changed")
        MEMBERSHIP = "membership", pgettext_lazy("audit", "membership changed")
        GROUP = "group", pgettext_lazy("audit", "rights changed")
        STEP = "step", pgettext_lazy("audit", "step taken")
        EXPORT = "export", pgettext_lazy("audit", "exported")
        IMPORT = "import", pgettext_lazy("audit", "imported")
        ERASE = "erase", pgettext_lazy("audit", "person erased")
        PURGE = "purge", pgettext_lazy("audit", "purged")
        BACKUP = "backup", pgettext_lazy("audit", "backed up")
        RESTORE = "restore", pgettext_lazy("audit", "restored")
        ARCHIVE = "archive", pgettext_lazy("audit", "archived")

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.PositiveBigIntegerField(_("number of the person"), null=True, blank=True)  # none: the portal itself
    unknown = models.CharField(_("digest of an unknown address"), max_length=64, blank=True)
    action = models.CharField(_("what was done"), max_length=20, choices=Action.choices)
    model = models.CharField(_("kind of the object"), max_length=60, blank=True)
    object_id = models.PositiveBigIntegerField(_("number of the object"), null=True, blank=True)
    said = models.CharField(_("details"), max_length=200, blank=True)  # codes and numbers
    network = models.CharField(_("network"), max_length=50, blank=True)  # a shortened address
    before = models.CharField(_("digest of the event before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("event of the trail")
        verbose_name_plural = _("events of the trail")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class ErasedAddress(models.Model):
    """The keyed digest of an address that was forgotten, so that a restored backup forgets it again."""

    digest = models.CharField(max_length=64, unique=True)
    with_texts = models.BooleanField(default=False)
    with_entries = models.BooleanField(default=False)
    erased_at = models.DateTimeField(_("erased"), default=timezone.now)

    class Meta:
        verbose_name = _("forgotten address")
        verbose_name_plural = _("forgotten addresses")
        ordering = ["pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
