from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """The outbox: a mail is written in the transaction of what it tells, and sent after it, once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    key = models.CharField(_("key"), max_length=100, unique=True)  # one event makes one mail, however often it is told
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("person")
    )
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))  # emptied once it is sent: it may hold a link that opens something
    html = models.TextField(_("HTML"))
    calendar = models.TextField(_("calendar"), blank=True)  # an iCalendar object that goes along; emptied with the text
    unsubscribe = models.CharField(max_length=300, blank=True)  # the address for the one-click header
    headers = models.JSONField(default=dict, blank=True, editable=False)  # further ones: {name: text}
    # Where it comes back to when it cannot be delivered; none: to the sender.
    envelope = models.CharField(max_length=254, blank=True, db_index=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(_("next try"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try"], name="mail_waiting")]

    def __str__(self):
        return f"{self.to}: {self.subject}"


class MailHold(models.Model):
    """As long as there is one, nothing of the outbox goes out: a restored portal may have sent it all before."""

    since = models.DateTimeField(_("since"), default=timezone.now)
    backup = models.CharField(_("backup"), max_length=200)  # what was restored

    class Meta:
        verbose_name = _("hold on mails")
        verbose_name_plural = _("holds on mails")
        ordering = ["pk"]

    def __str__(self):
        return self.backup
