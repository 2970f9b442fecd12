from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry, EntryQuerySet, Kind, public, public_name
from partners.models.partner import Partner


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

    kind = Kind.POST
    schema_type = "Article"
    wanted = ("title", "summary", "body", "topics")
    card_follows = ("partner",)
    public_facts = ("type",)
    public_links = ("partner",)
    body_fields = ("body",)
    import_fields = {"body": "body"}

    type = models.CharField(_("type"), max_length=20, choices=Type.choices, default=Type.NEWS)
    body = models.TextField(_("text"), blank=True)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("partner")
    )

    objects = PostQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def card_detail(self):
        return self.get_type_display()

    def card_by(self):
        return public_name(self.partner)

    def card_country(self):
        return self.partner.card_country() if public(self.partner) else ""

    def card_date(self):
        return timezone.localdate(self.published_at).isoformat() if self.published_at else ""
