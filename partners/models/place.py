from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.languages import shown
from catalogue.models import RECOMMENDING, Entry, EntryQuerySet, Kind, published_rows, resting_rows, transfer_rows
from partners.models.partner import Partner, answered_by
from partners.models.position import Positioned


class PlaceQuerySet(EntryQuerySet):
    def with_page(self):
        ties = Place._meta.get_field("ties").related_model.objects.visible()
        return (
            super()
            .with_page()
            .select_related("part_of")
            .prefetch_related(
                "figures",
                models.Prefetch("ties", ties),
                published_rows(Place, "practices"),
                published_rows(Place, "events"),
            )
            .annotate(
                plan_rows=resting_rows(Place),
                recommendation_rows=resting_rows(Place, relation=RECOMMENDING),
                taken_rows=transfer_rows(Place, "transfers", "place"),
                given_rows=transfer_rows(Place, "transfers", "practice__place"),
                can_be_asked=answered_by("organisation"),
            )
        )


class Place(Positioned, Entry):
    """An industrial area, a town or a region, with its figures."""

    class Type(models.TextChoices):
        INDUSTRIAL_ZONE = "industrial_zone", _("Industrial zone")
        ECO_INDUSTRIAL_PARK = "eco_industrial_park", _("Eco-industrial park")
        TECHNOLOGY_PARK = "technology_park", _("Technology park")
        BUSINESS_PARK = "business_park", _("Business park")
        BUSINESS_DISTRICT = "business_district", _("Business district")
        TOWN = "town", _("Town")
        REGION = "region", _("Region")

    kind = Kind.PLACE
    has_sheet = True
    schema_type = "Place"
    public_facts = ("type", "latitude", "longitude", "precision")
    public_links = ("part_of", "practices", "events")
    public_rows = {"figures": ("indicator", "qualifier", "value", "year", "note"), "ties": ("project", "role")}
    card_follows = ("ties__project",)
    import_fields = {"country": "country"}
    wanted = ("title", "type", "country", "town", "manager", "summary")

    type = models.CharField(_("type"), max_length=30, choices=Type.choices)
    town = models.CharField(_("town"), max_length=100, blank=True)
    country = CountryField(_("country"), blank=True)
    manager = models.CharField(_("managed by"), max_length=200, blank=True)
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    organisation = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("organisation in charge"),
    )
    related_case = models.BooleanField(
        _("related case"),
        default=False,
        help_text=_("Same theme, but no source of the projects names it: shown as “related case”."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [*Entry.Meta.constraints, *Positioned.Meta.constraints]

    def linked_data(self):
        address = {
            "@type": "PostalAddress",
            "addressLocality": self.card_place(),
            "addressCountry": self.country.code,
        }
        figures = [str(figure.get_indicator_display()) for figure in self.figures.all()]
        dataset = {"@type": "Dataset", "name": str(self), "variableMeasured": figures, "isBasedOn": self.source}
        return {
            "address": {key: value for key, value in address.items() if value},
            "subjectOf": dataset if figures else None,
        }

    def card_detail(self):
        return self.get_type_display()

    def card_place(self):
        return shown(self, "town").text

    def card_country(self):
        return self.country.code or ""

    def card_projects(self):
        return [tie.project_id for tie in self.ties.all()] if self.pk else []

    def is_related_case(self):
        return self.related_case

    def search_keywords(self):
        return [self.card_place(), self.manager, self.country.name]


class Figure(models.Model):
    """A figure of a place as its source states it, dated where the source dates it."""

    class Indicator(models.TextChoices):
        COMPANIES = "companies", _("Companies")
        EMPLOYEES = "employees", _("Employees")
        START_UPS = "start_ups", _("Start-ups")
        ESTABLISHED = "established", _("Founded in the year")
        ZONES = "zones", _("Zones")
        AREA_HA = "area_ha", _("Area (ha)")
        AREA_ACRES = "area_acres", _("Area (acres)")
        EXPANSION_HA = "expansion_ha", _("Extension (ha)")
        PLAN_AREA_HA = "plan_area_ha", _("Area of the plan (ha)")
        PARK_AREA_HA = "park_area_ha", _("Area of the park (ha)")
        BUILT_AREA_M2 = "built_area_m2", _("Built area (m²)")
        FIRST_EXCHANGE = "first_exchange", _("First exchange in the year")
        PLANNED_INVESTMENT_EUR = "planned_investment_eur", _("Planned investment (EUR)")
        PUBLIC_FUNDING_EUR = "public_funding_eur", _("Public funding (EUR)")
        PLANNED_JOBS = "planned_jobs", _("Planned jobs")
        ANNUAL_SAVINGS_EUR = "annual_savings_eur", _("Savings per year (EUR)")
        ANNUAL_CO2_SAVED_T = "annual_co2_saved_t", _("CO₂ saved per year (t)")
        ANNUAL_WATER_SAVED_M3 = "annual_water_saved_m3", _("Water saved per year (m³)")
        RESIDENTS = "residents", _("Residents")

    class Qualifier(models.TextChoices):
        ABOUT = "about", _("about")
        MORE_THAN = "more than", _("more than")
        ALMOST = "almost", _("almost")

    YEARS = (Indicator.ESTABLISHED, Indicator.FIRST_EXCHANGE)

    place = models.ForeignKey(Place, models.CASCADE, related_name="figures", verbose_name=_("place"))
    indicator = models.CharField(_("indicator"), max_length=30, choices=Indicator.choices)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, validators=[MinValueValidator(0)])
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier.choices, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year of the figure"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["indicator", "-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "indicator", "year"], name="figure_once_a_year"),
            models.UniqueConstraint(
                fields=["place", "indicator"], condition=models.Q(year=None), name="figure_once_undated"
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="figure_not_negative"),
        ]

    def __str__(self):
        return f"{self.get_indicator_display()}: {self.value.normalize():f}"

    @property
    def is_year(self):
        """A year is a name, not an amount: written without a thousands separator."""
        return self.indicator in self.YEARS
