"""Letters: who gets them, what an issue holds, and what became of each copy. Lists that are followed by mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind, Topic
from publishing.models.mail import Mail
from publishing.models.private_link import PrivateLink


def person_field(label, related_name="+"):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name=related_name, verbose_name=label
    )


class Letter(models.Model):
    """A newsletter of the network; its issues compose themselves of what became public."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=150)
    about = models.TextField(_("what it is about"), blank=True)
    from_name = models.CharField(_("name of the sender"), max_length=100)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)  # values of `Kind`; none: all
    active = models.BooleanField(_("can be subscribed to"), default=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("letter", args=[self.slug])


class Consented(PrivateLink):
    """An address that asked for mail, proven by a button behind a link; the link also leaves."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", pgettext_lazy("subscriber", "not confirmed")
        ACTIVE = "active", pgettext_lazy("subscriber", "subscribed")
        PAUSED = "paused", pgettext_lazy("subscriber", "paused: mail came back")
        LEFT = "left", pgettext_lazy("subscriber", "left")

    class LeftBy(models.TextChoices):
        PAGE = "page", pgettext_lazy("subscriber", "on the page")
        ONE_CLICK = "one_click", pgettext_lazy("subscriber", "by the button of the mail program")
        COORDINATOR = "coordinator", pgettext_lazy("subscriber", "by a coordinator")

    email = models.EmailField(_("e-mail address"), blank=True)  # empty once it is forgotten
    email_digest = models.CharField(max_length=64, blank=True, editable=False)  # what is left of who left
    person = person_field(_("person"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    consent = models.CharField(_("version of the consent"), max_length=20)
    consented_at = models.DateTimeField(_("consent given"))
    consent_page = models.CharField(_("page of the consent"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_by = models.CharField(_("left how"), max_length=12, choices=LeftBy.choices, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.email or f"{self._meta.verbose_name} {self.pk}"


class Subscriber(Consented):
    """Somebody who gets a letter."""

    salt = "publishing.subscriber"

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="subscribers", verbose_name=_("letter"))
    other_language = models.BooleanField(_("also what there is only in the other language"), default=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))  # none: all

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["letter", "pk"]
        constraints = [
            models.UniqueConstraint(
                "letter", Lower("email"), condition=~Q(email=""), name="subscriber_of_a_letter_once"
            )
        ]
        indexes = [models.Index(fields=["letter", "state"], name="subscriber_by_state")]


class FollowedList(Consented):
    """A search or a list that somebody follows by mail."""

    salt = "publishing.followed"

    query = models.CharField(_("search"), max_length=500)  # the query string of the list, in a fixed order
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)  # none: the search
    title = models.CharField(_("title"), max_length=300)
    told_until = models.DateTimeField(_("told until"))

    class Meta:
        verbose_name = _("followed list")
        verbose_name_plural = _("followed lists")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind", "query", "language", Lower("email"), condition=~Q(email=""), name="list_followed_once"
            )
        ]
        indexes = [models.Index(fields=["state", "told_until"], name="followed_list_by_state")]


class Issue(models.Model):
    """One issue of a letter; its content is frozen when it is sent."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("issue", "draft")
        READY = "ready", pgettext_lazy("issue", "ready")
        SENDING = "sending", pgettext_lazy("issue", "being sent")
        SENT = "sent", pgettext_lazy("issue", "sent")
        STOPPED = "stopped", pgettext_lazy("issue", "stopped")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="issues", verbose_name=_("letter"))
    number = models.PositiveIntegerField(_("number"))
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)
    to_all = models.BooleanField(_("also to those for whom it holds nothing but the text"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField(_("content"), default=dict, blank=True, editable=False)  # frozen when it is sent
    tested_at = models.DateTimeField(_("test mail sent"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    planned_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    started_at = models.DateTimeField(_("sending began"), null=True, blank=True)
    finished_at = models.DateTimeField(_("sending ended"), null=True, blank=True)
    by = person_field(_("begun by"))
    approved_by = person_field(_("sent by"))
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("letter", "issue")
        verbose_name_plural = pgettext_lazy("letter", "issues")
        ordering = ["letter", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="issue_number_once"),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(state__in=("draft", "ready", "sending")), name="issue_open_once"
            ),
        ]

    def __str__(self):
        return f"{self.letter}, {self.number}"

    def get_absolute_url(self):
        return reverse("letter_issue", args=[self.letter.slug, self.number])


class IssueItem(models.Model):
    """An entry in an issue: its place, what the editor adds, or that it is left out."""

    issue = models.ForeignKey(
        Issue, models.CASCADE, related_name="items", verbose_name=pgettext_lazy("letter", "issue")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField(_("entry"))
    order = models.PositiveSmallIntegerField(_("place"), default=0)
    left_out = models.BooleanField(_("left out"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("item of an issue")
        verbose_name_plural = _("items of issues")
        ordering = ["issue", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "kind", "object_id"], name="issue_item_once")]

    def __str__(self):
        return f"{self.issue}: {self.kind} {self.object_id}"


class Delivery(models.Model):
    """One copy of an issue: it waits, or it is posted together with its mail."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "waits")
        POSTED = "posted", pgettext_lazy("delivery", "in the outbox")
        SENT = "sent", pgettext_lazy("delivery", "sent")
        FAILED = "failed", pgettext_lazy("delivery", "given up")
        BOUNCED = "bounced", pgettext_lazy("delivery", "came back")
        SKIPPED = "skipped", pgettext_lazy("delivery", "left out")

    issue = models.ForeignKey(
        Issue, models.CASCADE, related_name="deliveries", verbose_name=pgettext_lazy("letter", "issue")
    )
    subscriber = models.ForeignKey(
        Subscriber, models.SET_NULL, null=True, related_name="deliveries", verbose_name=_("subscriber")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    mail = models.OneToOneField(
        Mail, models.SET_NULL, null=True, blank=True, related_name="delivery", verbose_name=_("mail")
    )

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["issue", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "subscriber"], name="delivery_once")]
        indexes = [models.Index(fields=["issue", "state"], name="delivery_by_state")]

    def __str__(self):
        return f"{self.issue}: {self.get_state_display()}"


class Bounce(models.Model):
    """A mail that came back. Of the address there is a digest, to count by."""

    address_digest = models.CharField(max_length=64, editable=False)
    hard = models.BooleanField(_("for good"))
    code = models.CharField(_("code"), max_length=20, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    key = models.CharField(_("key of the mail"), max_length=100)

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["key", "code"], name="bounce_of_a_mail_once")]
        indexes = [models.Index(fields=["address_digest", "at"], name="bounce_by_address")]

    def __str__(self):
        return f"{self.code} {self.key}"
