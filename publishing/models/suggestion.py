from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.models.dossier import Dossier, Passage, Version


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        """Those that a writer has to decide."""
        return self.filter(state=Suggestion.State.NEW)

    def confirmed(self):
        return self.exclude(state=Suggestion.State.UNCONFIRMED)


class Suggestion(models.Model):
    """A reader's change of one section of a public text, until a writer has decided.

    Of whoever is signed in the account says the name; of others it stands here, with an address that is forgotten.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        NEW = "new", _("new")
        ACCEPTED = "accepted", _("accepted")
        CHANGED = "accepted_changed", _("accepted with changes")
        DECLINED = "declined", _("declined")
        OUTDATED = "outdated", _("outdated")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="suggestions", verbose_name=_("dossier"))
    base = models.ForeignKey(Version, models.CASCADE, related_name="+", verbose_name=_("made from version"))
    field = models.CharField(_("field"), max_length=60)
    language = models.CharField(_("language of the text"), max_length=5, choices=settings.LANGUAGES)
    anchor = models.CharField(_("anchor of the section"), max_length=100)
    heading = models.CharField(_("section"), max_length=300, blank=True)
    old = models.TextField(_("text until now"))
    new = models.TextField(_("suggested text"))
    reason = models.TextField(_("reason"), blank=True)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    thanked = models.BooleanField(_("wants to be thanked by name"), default=False)
    mail_language = models.CharField(_("language of mails"), max_length=5, choices=settings.LANGUAGES)
    token_digest = models.CharField(max_length=64, blank=True)  # of the link in the mail; the token stands there alone

    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.UNCONFIRMED)
    answer = models.TextField(_("answer"), blank=True)
    passage = models.OneToOneField(
        Passage, models.SET_NULL, null=True, blank=True, related_name="suggestion", verbose_name=_("step taken")
    )  # the one by which it was accepted; gone with the version that was thrown away
    at = models.DateTimeField(_("when"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    answered_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "at"], name="suggestion_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="suggestion_link_once"
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed") | Q(confirmed_at__isnull=False), name="suggestion_confirmed_since"
            ),
        ]

    def __str__(self):
        return f"{self.dossier}: {self.heading or self.anchor}"

    def become(self, state, **values):
        """Save it in another state, with what else changes."""
        for name, value in (values | {"state": state}).items():
            setattr(self, name, value)
        self.save()

    @property
    def who(self):
        """The name for those who decide; empty where somebody left or was forgotten."""
        return str(self.author) if self.author else self.name

    @property
    def thanks(self):
        """The name by which it is thanked for, where that is wished."""
        return self.who if self.thanked else ""
