from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.dossier import Dossier


class Notice(models.Model):
    """Something one person should know: a line in the portal, and a mail as they wish it."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Something of my organisation was submitted")
        DECIDED = "decided", _("Something I wrote was published, declined or needs changes")
        REVIEW = "review", _("I was asked for a review, or reminded of it")
        REVIEWED = "reviewed", _("Reviews came in or were refused; a decision is due")
        COMMENT = "comment", _("Somebody commented on what I work on")
        SUGGESTED = "suggested", _("A reader suggested a correction to what I work on")
        FRESHNESS = "freshness", _("Something of my organisation is due for a check: still true?")
        TRANSLATION = "translation", _("A translation waits or was checked")
        PEOPLE = "people", _("Somebody accepted my invitation")
        PLAN = "plan", _("A plan of my organisation: a new stage, a consultation, what is due")
        EVENT = "event", _("An event that I run: registrations, changes, what is due")
        COMMITMENT = "commitment", _("A commitment that my organisation signed or keeps: what is due, a new state")
        RECOMMENDATION = "recommendation", _("A recommendation of my organisation: a next step, an endorsement")
        NETWORK = "network", _("A network of my organisation: who asks to join, who invites us, who leaves")
        MATCH = "match", _("Something fits a need, an offer or a search of my organisation")
        CONTACT = "contact", _("Somebody writes to my organisation, or answers me")
        IDEA = "idea", _("An idea of my organisation: support, remarks, an answer that is due")
        LETTER = "letter", _("A newsletter that I look after: an issue that waits")
        DEADLINE = "deadline", _("The deadline of an opportunity or a search of my organisation is near")
        TRANSFER = "transfer", _("Somebody takes over a practice of my organisation")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    sentence = models.CharField(max_length=30)  # names one of `publishing.sentences`
    values = models.JSONField(default=dict)  # what the sentence needs: names and words, no markup
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="notices", verbose_name=_("dossier"))
    address = models.CharField(max_length=300)  # without its language: the name of the address and its arguments
    at = models.DateTimeField(_("when"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    daily = models.BooleanField(default=False)  # waits for the mail of the day

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at"], name="notice_unread")]

    def __str__(self):
        return f"{self.person}: {self.sentence}"


class Wish(models.Model):
    """How often a person wants mail about a kind of notice; without a wish at once."""

    class How(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day, together")
        NEVER = "never", _("Never; I look in the portal")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Notice.Kind.choices)
    how = models.CharField(_("how often"), max_length=10, choices=How.choices, default=How.AT_ONCE)

    class Meta:
        verbose_name = _("wish for mail")
        verbose_name_plural = _("wishes for mail")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="wish_once")]

    def __str__(self):
        return f"{self.person}, {self.kind}: {self.how}"
