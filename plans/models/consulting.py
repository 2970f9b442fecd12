"""Calls of a plan for what others say: contributions before the draft by private link, comments on the draft."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.figures.calendar_dates import first_refused_moment
from plans.models.plan import ActionPlan
from publishing.models import Dossier, Version
from publishing.models.private_link import PrivateLink


class Call(models.Model):
    """A question with a first and a last day, both counted in local time."""

    class Kind(models.TextChoices):
        CONTRIBUTIONS = "contributions", _("contributions before the draft")
        CONSULTATION = "consultation", _("public consultation")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="calls", verbose_name=_("dossier"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("version")
    )  # the draft that is consulted; none before a draft
    opens = models.DateField(_("first day"))
    closes = models.DateField(_("last day"))
    question = models.TextField(_("what is asked"), blank=True)
    contact = models.CharField(_("contact"), max_length=200)
    stage_before = models.CharField(max_length=20, choices=ActionPlan.Stage.choices, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("announced"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)  # its stage was given back
    reminded_of = models.DateField(null=True, editable=False)  # the last day that those in charge were reminded of

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-opens", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"], condition=Q(ended_at=None), name="plan_call_open_once_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")),
                name="plan_call_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.dossier}: {self.get_kind_display()}"

    def get_absolute_url(self):
        """Its page on the desk."""
        return reverse("plan_call", args=[self.dossier_id, self.pk])

    @property
    def is_over(self):
        """Whether nothing is taken any more, also where the daily round has not ended it yet."""
        return self.ended_at is not None or timezone.now() >= first_refused_moment(self.closes)

    @property
    def is_open(self):
        return not self.is_over and self.opens <= timezone.localdate()

    @property
    def days_left(self):
        """After today."""
        return (self.closes - timezone.localdate()).days


class CallLink(PrivateLink):
    """A private address by which one invited body contributes."""

    salt = "plans.call.link"

    call = models.ForeignKey(Call, models.CASCADE, related_name="links", verbose_name=_("call"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        ordering = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="plan_call_link_number")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def path(self):
        """In the language of the dossier; empty where the secret key was changed since and nobody can tell it."""
        if not self.is_known:
            return ""
        with translation.override(self.call.dossier.language):
            return reverse("plan_contribute", args=[self.token])


class Contribution(models.Model):
    """What somebody said: to one row of the draft or to the whole; with the answer it got."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        WAITING = "waiting", pgettext_lazy("comment", "waiting to be read")
        SHOWN = "shown", pgettext_lazy("comment", "public")
        HIDDEN = "hidden", pgettext_lazy("comment", "not public")

    class Position(models.TextChoices):
        TAKEN = "taken", _("taken up")
        PARTLY = "partly", _("partly taken up")
        NOT = "not", _("not taken up")
        BEYOND = "beyond", _("beyond the scope of the plan")

    call = models.ForeignKey(Call, models.CASCADE, related_name="contributions", verbose_name=_("call"))
    link = models.ForeignKey(
        CallLink, models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("private link")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    relation = models.CharField(_("list"), max_length=20, blank=True)  # name of the plan's rows; none: the whole plan
    row_key = models.CharField(_("row"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)  # never public; forgotten six months after the answers
    show_name = models.BooleanField(_("show my name"), default=False)
    text = models.TextField(_("comment"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    token_digest = models.CharField(max_length=64, blank=True, editable=False)  # of the link in the mail
    sent_key = models.CharField(max_length=64, editable=False)  # tells a form that was sent twice
    state = models.CharField(_("state"), max_length=15, choices=State.choices, default=State.UNCONFIRMED)
    reason = models.CharField(_("why it is not public"), max_length=300, blank=True)
    position = models.CharField(_("position"), max_length=10, choices=Position.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    taken_in = models.ForeignKey(
        Version, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken up in version")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer_public = models.BooleanField(_("answer published"), default=False)

    class Meta:
        verbose_name = _("comment on a plan")
        verbose_name_plural = _("comments on plans")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "sent_key"], name="plan_comment_sent_once"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="plan_comment_link_once"
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed") | Q(confirmed_at__isnull=False), name="plan_comment_confirmed_since"
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(reason=""), name="plan_comment_hidden_for_a_reason"
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def who(self):
        """The name for those who read it on the desk; empty where somebody left or was forgotten."""
        return str(self.author) if self.author and not self.name else self.name

    @property
    def signature(self):
        """What stands under it in public: nothing without the wish of who wrote it."""
        return " · ".join(filter(None, [self.who, self.organisation])) if self.show_name else ""
