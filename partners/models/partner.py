from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.json_rows import JSONRows
from catalogue.languages import shown
from catalogue.models import (
    Entry,
    EntryQuerySet,
    Kind,
    linked_rows,
    published_rows,
    published_through,
    transfer_rows,
)
from partners.models.position import Positioned
from partners.models.user import User


def answered_by(path):
    """Whether the public organisation at this path of an entry has somebody who can answer what is written to it."""
    members = Membership.objects.filter(partner=models.OuterRef(path), user__is_active=True)
    return models.Exists(members.filter(published_through("partner")))


class PartnerQuerySet(EntryQuerySet):
    def with_page(self):
        participations = Partner._meta.get_field("participations").related_model.objects.visible()
        plans = Partner._meta.get_field("plans").related_model.objects
        recommendations = Partner._meta.get_field("recommendations").related_model.objects
        networks = Partner._meta.get_field("coordinated_networks").related_model.objects
        signatures = Partner._meta.get_field("signatures").related_model.objects.filter(partner=models.OuterRef("pk"))
        listings = Partner._meta.get_field("listings").related_model.objects.filter(partner=models.OuterRef("pk"))
        return (
            super()
            .with_page()
            .prefetch_related(
                models.Prefetch("participations", participations.select_related("project")),
                published_rows(Partner, "practices"),
                published_rows(Partner, "posts"),
            )
            .annotate(
                network_rows=linked_rows(networks.of_partner()),
                plan_rows=linked_rows(plans.published().filter(organisation=models.OuterRef("pk")).order_by("pk")),
                recommendation_rows=linked_rows(recommendations.of_partner("organisation")),
                addressed_rows=linked_rows(recommendations.of_partner("addressee_partner")),
                endorsed_rows=linked_rows(recommendations.endorsed_by_partner()),
                taken_rows=transfer_rows(Partner, "transfers", "partner"),
                given_rows=transfer_rows(Partner, "transfers", "practice__organisation"),
                signature_rows=JSONRows(signatures.of_public_commitments().as_rows()),
                listing_rows=linked_rows(listings.live().order_by("-published_at", "pk")),
                can_be_asked=answered_by("pk"),
            )
        )


class Partner(Positioned, Entry):
    """An organisation that takes part in projects."""

    kind = Kind.PARTNER
    schema_type = "Organization"
    wanted = ("title", "country", "city", "website", "summary")
    public_facts = ("website", "latitude", "longitude", "precision")
    public_links = ("practices", "posts")
    public_rows = {"participations": ("project", "role")}
    card_follows = ("participations__project",)
    import_fields = {"url": "website", "country": "country"}

    city = models.CharField(_("town"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [*Entry.Meta.constraints, *Positioned.Meta.constraints]

    def card_place(self):
        return shown(self, "city").text

    def card_country(self):
        return self.country.code or ""

    def linked_data(self):
        address = {
            "@type": "PostalAddress",
            "addressLocality": self.card_place(),
            "addressCountry": self.country.code,
        }
        return {"address": {key: value for key, value in address.items() if value}, "sameAs": self.website}

    def card_projects(self):
        return [participation.project_id for participation in self.participations.all()] if self.pk else []


class Membership(models.Model):
    """A person works for a partner; leaving it ends the rights at once."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("Editor")
        REPRESENTATIVE = "representative", _("Representative")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="memberships", verbose_name=_("partner"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.EDITOR)
    since = models.DateField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "partner"], name="membership_once")]

    def __str__(self):
        return f"{self.user} – {self.partner}"
