"""Who was there, what paper they got for it, what they thought of it, and what was written to them."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models.event import Event
from workshops.models.registration import Companion, Registration
from workshops.models.registration_form import RegistrationForm


def new_lot():
    """The random place of an answer among all, so that its order tells nothing."""
    return secrets.randbits(62)


class Attendance(models.Model):
    """One person was there on one day."""

    class Way(models.TextChoices):
        QR = "qr", _("by the pass")
        LIST = "list", _("by the list")
        FILE = "file", _("from a file")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="attendances", verbose_name=_("registration")
    )
    companion = models.ForeignKey(
        Companion, models.CASCADE, null=True, blank=True, related_name="attendances", verbose_name=_("companion")
    )
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    way = models.CharField(_("how"), max_length=5, choices=Way.choices, default=Way.LIST)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["registration", "day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "day"], condition=Q(companion=None), name="attendance_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["registration", "companion", "day"],
                condition=Q(companion__isnull=False),
                name="attendance_of_a_companion_once_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.registration}, {self.day}"


def let_certificate_go(collector, field, certificates, using):
    """With a companion the tie to the registration goes too: what is left would look like one of who registered."""
    for each in (Certificate._meta.get_field("registration"), field):
        collector.add_field_update(each, None, certificates)


class Certificate(models.Model):
    """That somebody was there. The name stands on the paper alone; here is its digest, to compare with."""

    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, related_name="certificates", verbose_name=_("registration")
    )
    companion = models.ForeignKey(
        Companion, let_certificate_go, null=True, blank=True, related_name="certificates", verbose_name=_("companion")
    )
    event = models.ForeignKey(Event, models.PROTECT, related_name="certificates", verbose_name=_("event"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    name_digest = models.CharField(max_length=64, editable=False)
    days = models.JSONField(_("days"), default=list)  # attended, as YYYY-MM-DD
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    said = models.JSONField(_("what it says of the event"), default=dict)  # {language: {"title", "when", …}}
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    reason = models.CharField(_("why it is revoked"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(companion=None, revoked_at=None),
                name="certificate_of_a_person_once",
            ),
            models.UniqueConstraint(
                fields=["registration", "companion"],
                condition=Q(companion__isnull=False, revoked_at=None),
                name="certificate_of_a_companion_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(reason=""), name="certificate_revoked_for_a_reason"
            ),
        ]

    def __str__(self):
        return self.number


class FeedbackAnswer(models.Model):
    """What somebody who was there thought. Neither who nor when is kept."""

    form = models.ForeignKey(
        RegistrationForm, models.CASCADE, related_name="feedback", verbose_name=_("registration form")
    )
    content = models.JSONField(_("answer"))  # {primary key of the question: value}
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    lot = models.BigIntegerField(default=new_lot)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["form", "lot"]

    def __str__(self):
        return str(self._meta.verbose_name)


class EventMail(models.Model):
    """What an organiser wrote to people of the event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_mails", verbose_name=_("event"))
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"))
    audience = models.JSONField(_("to whom"), default=dict)  # {"states": [...]}
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    count = models.PositiveIntegerField(_("to how many"), default=0)

    class Meta:
        verbose_name = _("mail about an event")
        verbose_name_plural = _("mails about events")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.subject
