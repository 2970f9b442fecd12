"""What the portal itself keeps of an event, beside its versions: its life in calendars, and who runs it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.models.event import Event


class Occurrence(models.Model):
    """The life of an event in calendars: the name it has there for ever, and how often what they show changed."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="occurrence", verbose_name=_("event"))
    uid = models.CharField(max_length=150, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)  # of what calendars show
    changed_at = models.DateTimeField(_("last changed in calendars"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.TextField(_("why it is cancelled"), blank=True)

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancel_reason_sl="", cancel_reason_en=""),
                name="event_cancelled_for_a_reason",
                violation_error_message=_("Say why it is cancelled; the reason is public."),
            )
        ]

    def __str__(self):
        return self.uid


class EventRole(models.Model):
    """Somebody who helps to run one event without being a member of its host."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        DOOR = "door", _("Door: checks people in")

    event = models.ForeignKey(Event, models.CASCADE, related_name="roles", verbose_name=_("event"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_roles", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ORGANISER)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("given by")
    )
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("role at an event")
        verbose_name_plural = _("roles at events")
        ordering = ["event", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="event_role_once")]

    def __str__(self):
        return f"{self.user} – {self.event}"
