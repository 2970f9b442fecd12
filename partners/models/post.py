import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.local_times import is_skipped, moment
from catalogue.models import Entry, EntryQuerySet, Kind, public, public_name
from catalogue.zones import ZoneField
from partners.models.partner import Partner

END_OF_DAY = dt.time(23, 59)


def deadline_moment(entry, name):
    """The moment of a day, a time and a zone; without a time the day ends."""
    day, time, zone = (getattr(entry, f"{name}_{part}") for part in ("on", "time", "zone"))
    return moment(day, time or END_OF_DAY, zone) if day else None


def refuse_skipped(entry, name):
    """ValidationError where the clocks of the zone jump over this time."""
    day, time, zone = (getattr(entry, f"{name}_{part}") for part in ("on", "time", "zone"))
    if day and time and is_skipped(day, time, zone):
        raise ValidationError({f"{name}_time": _("There is no such hour: the clocks are put forward on that day.")})
    if time and not day:
        raise ValidationError({f"{name}_on": _("Write the day, too.")})


class PostQuerySet(EntryQuerySet):
    def with_page(self):
        return super().with_page().select_related("partner")


class Post(Entry):
    """What partners tell each other and the public: news, experience, ideas, opportunities."""

    class Type(models.TextChoices):
        NEWS = "news", _("News")
        EXPERIENCE = "experience", _("Experience")
        IDEA = "idea", _("Idea")
        OPPORTUNITY = "opportunity", _("Opportunity")

    class IdeaState(models.TextChoices):
        OPEN = "open", pgettext_lazy("idea", "open")
        TAKEN_UP = "taken_up", pgettext_lazy("idea", "taken up")
        NOT_TAKEN_UP = "not_taken_up", pgettext_lazy("idea", "not taken up")

    kind = Kind.POST
    general_type = "Text"
    schema_type = "Article"
    wanted = ("title", "summary", "body", "topics")
    card_follows = ("partner",)
    public_facts = ("type", "deadline_on", "deadline_time", "deadline_zone", "funder", "call_url", "idea_state")
    public_links = ("partner",)
    body_fields = ("body", "who", "amount")
    by_steps = ("idea_state",)
    import_fields = {"body": "body"}

    type = models.CharField(_("type"), max_length=20, choices=Type.choices, default=Type.NEWS)
    body = models.TextField(_("text"), blank=True)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("partner")
    )

    # These and the next four only of opportunities.
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    deadline_time = models.TimeField(_("time of the deadline"), null=True, blank=True)
    deadline_zone = ZoneField(_("time zone of the deadline"), default="Europe/Brussels")
    deadline_at = models.DateTimeField(null=True, editable=False)  # the moment of the three, kept by `save`
    funder = models.CharField(_("funder"), max_length=200, blank=True)
    call_url = models.URLField(_("address of the call"), max_length=500, blank=True)
    who = models.TextField(_("who may apply"), blank=True)
    amount = models.CharField(_("amount"), max_length=200, blank=True)
    idea_state = models.CharField(
        _("what became of the idea"), max_length=12, choices=IdeaState.choices, default=IdeaState.OPEN
    )
    answer = models.TextField(_("answer to the idea"), blank=True)

    objects = PostQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def clean(self):
        super().clean()
        if self.type != self.Type.OPPORTUNITY and (self.deadline_on or self.funder or self.call_url):
            raise ValidationError(_("Only an opportunity has a deadline, a funder and the address of a call."))
        refuse_skipped(self, "deadline")

    def save(self, *args, **kwargs):
        self.deadline_at = deadline_moment(self, "deadline")
        super().save(*args, **kwargs)

    def card_detail(self):
        return self.get_type_display()

    def card_by(self):
        return public_name(self.partner)

    def card_country(self):
        return self.partner.card_country() if public(self.partner) else ""

    def card_date(self):
        return timezone.localdate(self.published_at).isoformat() if self.published_at else ""


class Support(models.Model):
    """Somebody who is signed in supports an idea."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="supports", verbose_name=_("idea"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="supports", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("idea", "support")
        verbose_name_plural = pgettext_lazy("idea", "supports")
        ordering = ["post", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="idea_supported_once")]

    def __str__(self):
        return f"{self.person}: {self.post}"


class Remark(models.Model):
    """What somebody says of an idea, under name and organisation; one level of replies."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="remarks", verbose_name=_("idea"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    reply_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )
    reason = models.CharField(_("why it is hidden"), max_length=300, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("idea", "remark")
        verbose_name_plural = pgettext_lazy("idea", "remarks")
        ordering = ["post", "at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hidden_at=None) | ~Q(reason=""), name="remark_hidden_for_a_reason")
        ]

    def __str__(self):
        return self.text[:60]
