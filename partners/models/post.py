from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.languages import LANGUAGES
from catalogue.models import Entry, EntryQuerySet, Facet, Kind, linked_rows, public, public_name
from catalogue.zones import ZoneField
from partners.models.deadline import deadline_moment, follow_deadline, refuse_skipped
from partners.models.partner import Partner

# What only an opportunity has; its zone stands there from the beginning.
OF_OPPORTUNITIES = ("deadline_on", "deadline_time", "funder", "call_url", "who", "amount")


def filled_of_opportunities(value_of):
    """{column: its field} of what only opportunities have, where it holds something; `value_of` tells what it holds."""
    columns = {
        column: name
        for name in OF_OPPORTUNITIES
        for column in ([f"{name}_{code}" for code in LANGUAGES] if name in Post.body_fields else [name])
    }
    return {column: name for column, name in columns.items() if value_of(column)}


class PostQuerySet(EntryQuerySet):
    def with_page(self):
        searches = Post._meta.get_field("searches").related_model.objects.live().filter(call=models.OuterRef("pk"))
        rows = linked_rows(searches.order_by("expires", "pk"))
        return super().with_page().select_related("partner").annotate(search_rows=rows)

    def ideas(self):
        """Public ones."""
        return self.published().filter(type=Post.Type.IDEA)

    def opportunities(self):
        """Public ones."""
        return self.published().filter(type=Post.Type.OPPORTUNITY)

    def upcoming(self):
        """The next one first, up to its very moment; those without a deadline come last."""
        still = Q(deadline_at=None) | Q(deadline_at__gt=timezone.now())
        return self.filter(still).order_by(F("deadline_at").asc(nulls_last=True), "pk")

    def past(self):
        return self.filter(deadline_at__lte=timezone.now()).order_by("-deadline_at", "pk")


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
        self.refuse_what_opportunities_have()
        refuse_skipped(self, "deadline")

    def refuse_what_opportunities_have(self):
        """A post that is no opportunity any more loses nothing by itself: the sentence says what has to go."""
        standing = filled_of_opportunities(partial(getattr, self))
        if self.type == self.Type.OPPORTUNITY or not standing:
            return
        labels = ", ".join(str(self._meta.get_field(name).verbose_name) for name in dict.fromkeys(standing.values()))
        sentence = _("Only an opportunity has this. Empty it, or choose the type “opportunity” again: %(labels)s.")
        raise ValidationError({next(iter(standing)): ValidationError(sentence, params={"labels": labels})})

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.deadline_at = deadline_moment(self, "deadline")
        super().save(*args, **kwargs)
        follow_deadline(self.deadline_at, self.deadline_zone, name=self.pk, post=self)

    @property
    def is_idea(self):
        return self.type == self.Type.IDEA

    @property
    def is_over(self):
        """Whether its deadline has passed."""
        return self.deadline_at is not None and self.deadline_at <= timezone.now()

    def card_detail(self):
        return self.get_type_display()

    def card_facets(self):
        return [(Facet.POST_TYPE, self.type)]

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


class IdeaLife(models.Model):
    """What the portal keeps of an idea beside its text: where the answer leads, who gave it, and the reminder."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="life", verbose_name=_("idea"))
    link = models.URLField(_("what came of it"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to an idea")
        verbose_name_plural = _("answers to ideas")

    def __str__(self):
        return str(self.post)
