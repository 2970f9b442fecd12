"""What a network asks of those who decide: a recommendation is content of versions, what became of it is not."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from catalogue.fields import PartialDateField, ends_before
from catalogue.models import (
    RECOMMENDING,
    CatalogueState,
    Entry,
    EntryQuerySet,
    Kind,
    linked_rows,
    public_name,
    resting_rows,
)
from partners.models import Partner
from plans.models.level import Level
from projects.models import Project
from publishing.models import Dossier


class RecommendationStatus(models.TextChoices):
    """What the addressee has done so far, by the newest response."""

    OPEN = "open", pgettext_lazy("recommendation", "open")
    SENT = "sent", pgettext_lazy("recommendation", "sent")
    ANSWERED = "answered", pgettext_lazy("recommendation", "answered")
    ACCEPTED = "accepted", pgettext_lazy("recommendation", "accepted")
    PARTLY = "partly", pgettext_lazy("recommendation", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("recommendation", "rejected")
    IMPLEMENTED = "implemented", pgettext_lazy("recommendation", "implemented")
    OVERTAKEN = "overtaken", pgettext_lazy("recommendation", "overtaken by events")


class RecommendationQuerySet(EntryQuerySet):
    def with_page(self):
        """In its own query also what cites it, and the version of the catalogue."""
        cited = self.model._meta.get_field("planevidence_rows").related_model.objects
        return (
            super()
            .with_page()
            .select_related("project", "organisation", "addressee_partner")
            .annotate(
                plan_rows=linked_rows(cited.resting("recommendation")),
                recommendation_rows=resting_rows(self.model, relation=RECOMMENDING),
                catalogue_version=Subquery(CatalogueState.objects.values("version")[:1]),
            )
        )

    def of_partner(self, column):
        """The public ones that name in this column the partner that the query around it is about."""
        return self.published().filter(**{column: OuterRef("pk")}).order_by("pk")

    def endorsed_by_partner(self):
        """The public ones that this partner endorses now."""
        endorsements = Dossier._meta.get_field("endorsements").related_model.objects
        kind = ContentType.objects.get_for_model(self.model).pk  # kept in the process
        found = endorsements.filter(partner=OuterRef(OuterRef("pk")), ended_on=None, dossier__content_type=kind)
        return self.published().filter(pk__in=found.values("dossier__object_id")).order_by("pk")


class Recommendation(Entry):
    """One policy recommendation: what somebody is asked to change, why, and when it can be changed."""

    Status = RecommendationStatus

    kind = Kind.RECOMMENDATION
    general_type = "Text"
    wanted = ("title", "summary", "organisation", "level", "addressee", "instrument", "body", "why", "window_from")
    card_follows = ("organisation", "project")
    public_facts = ("level", "status_now", "window_from", "window_to")
    public_links = ("project", "organisation", "addressee_partner")
    body_fields = ("addressee", "instrument", "body", "why")
    by_steps = ("status_now",)
    import_hindrance = _("A recommendation rests on evidence; write it on the desk.")

    organisation = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("organisation in charge"),
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="recommendations", verbose_name=_("project")
    )
    country = CountryField(_("country"), blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    addressee = models.CharField(_("addressee"), max_length=300, blank=True)
    addressee_partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="addressed_recommendations",
        verbose_name=_("addressee, a partner of the portal"),
    )
    instrument = models.CharField(_("policy instrument"), max_length=300, blank=True)
    body = models.TextField(_("what is recommended"), blank=True)
    why = models.TextField(_("why"), blank=True)
    window_from = PartialDateField(_("the instrument can be changed from"))
    window_to = PartialDateField(_("the instrument can be changed until"))
    status_now = models.CharField(
        _("status"), max_length=12, choices=RecommendationStatus.choices, default=RecommendationStatus.OPEN
    )
    is_example = models.BooleanField(_("example that nobody recommends"), default=False, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("policy recommendation")
        verbose_name_plural = _("policy recommendations")

    def clean(self):
        super().clean()
        if ends_before(self.window_from, self.window_to):
            raise ValidationError({"window_to": _("The end is before the start.")})

    def card_detail(self):
        return " · ".join(filter(None, [self.get_level_display(), self.get_status_now_display()]))

    def example_note(self):
        return _("Example: nobody recommends this") if self.is_example else ""

    def card_by(self):
        return public_name(self.organisation)

    def card_country(self):
        return self.country.code or ""

    def card_date(self):
        return self.window_from

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [*super().search_keywords(), public_name(self.project), public_name(self.addressee_partner)]
