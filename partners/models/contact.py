"""Letters to organisations that pass without an address."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from partners.models.partner import Partner
from publishing.models.private_link import PrivateLink


class ContactRequest(PrivateLink):
    """A letter to the organisation behind an entry. Neither side sees the other's address before it is accepted."""

    class State(models.TextChoices):
        UNVERIFIED = "unverified", pgettext_lazy("contact", "address not confirmed")
        SENT = "sent", pgettext_lazy("contact", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("contact", "answered")
        DECLINED = "declined", pgettext_lazy("contact", "declined")
        REPORTED = "reported", pgettext_lazy("contact", "reported as abuse")
        LAPSED = "lapsed", pgettext_lazy("contact", "without an answer")

    salt = "partners.contact"

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)  # what it is about
    object_id = models.PositiveBigIntegerField(_("entry"))
    receiver = models.ForeignKey(
        Partner, models.CASCADE, related_name="contact_requests", verbose_name=_("organisation that is asked")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("writes for")
    )
    email = models.EmailField(_("e-mail address"), blank=True)  # empty once it is forgotten
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UNVERIFIED)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("message to an organisation")
        verbose_name_plural = _("messages to organisations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "object_id",
                Lower("email"),
                condition=Q(state__in=("unverified", "sent")) & ~Q(email=""),
                name="contact_request_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["receiver", "state"], name="contact_request_by_receiver"),
            models.Index(fields=["state", "sent_at"], name="contact_request_by_state"),
        ]

    def __str__(self):
        return f"{self.receiver}: {self.get_state_display()}"


class BlockedSender(models.Model):
    """An address that was reported; only its digest is kept."""

    address_digest = models.CharField(max_length=64, unique=True, editable=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        ordering = ["-at"]

    def __str__(self):
        return self.address_digest[:12]
