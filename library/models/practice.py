from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.fields import PartialDateField, ends_before
from catalogue.files.pictures import PictureField
from catalogue.json_rows import JSONRow, JSONRows
from catalogue.languages import LANGUAGES, shown
from catalogue.models import (
    RECOMMENDING,
    Entry,
    EntryQuerySet,
    Kind,
    public,
    public_name,
    resting_rows,
    transfer_rows,
    web_addresses,
)
from partners.models import Partner, Place, answered_by
from projects.models import Project, Tie


class PracticeQuerySet(EntryQuerySet):
    def with_page(self):
        return (
            super()
            .with_page()
            .select_related("place", "organisation")
            .prefetch_related("evidence", models.Prefetch("ties", PracticeTie.objects.visible()))
            .annotate(
                chapter_rows=JSONRows(self.chapter_rows()),
                plan_rows=resting_rows(Practice),
                recommendation_rows=resting_rows(Practice, relation=RECOMMENDING),
                transfer_rows=transfer_rows(Practice, "reuses", "practice"),
                can_be_asked=answered_by("organisation"),
            )
        )

    def chapter_rows(self):
        """The public chapters that name a practice, as far as a link to them needs."""
        chapters = self.model._meta.get_field("chapters").related_model.objects.published()
        names = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]
        columns = {name: name for name in ("number", *names)}
        columns |= {f"book_{name}": f"book__{name}" for name in names}
        return chapters.filter(practices=OuterRef("pk")).order_by("book", "order").values(row=JSONRow(**columns))


class Practice(Entry):
    """A good practice, or one that failed and is worth knowing: problem, answer, evidence, lessons."""

    class Scope(models.TextChoices):
        SITE = "site", _("One site")
        TOWN = "town", _("Town or municipality")
        REGION = "region", _("Region")
        COUNTRY = "country", _("Country")
        TRANSNATIONAL = "transnational", _("Several countries")

    class Outcome(models.TextChoices):
        SUCCESS = "success", _("Success")
        PARTIAL = "partial", _("Partial success")
        FAILURE = "failure", _("Failure worth learning from")

    kind = Kind.PRACTICE
    has_sheet = True
    schema_type = "Article"
    general_type = "Text"
    public_files = ("image",)
    public_facts = (
        *("scope", "start", "end", "ongoing", "cost", "outcome", "links", "image_credit"),
        *("last_confirmed", "next_check"),
    )
    public_links = ("place", "organisation")
    public_rows = {
        "evidence": ("indicator", "unit", "before", "after", "year", "source"),
        "ties": ("project", "role"),
    }
    title_limit = 100
    summary_limit = 160
    address_lists = ("more_sources", "links")
    wanted = (
        *("title", "summary", "topics", "problem", "solution", "results", "lessons", "transferability"),
        *("resources", "stakeholders", "outcome", "start"),
    )
    card_follows = ("place", "organisation", "project", "ties__project", "reuses")
    card_reads = ("reuses__confirmations",)
    body_fields = (
        *("problem", "solution", "stakeholders", "integrated_approach", "resources", "results"),
        *("lessons", "sustainability", "transferability", "transfers"),
    )
    import_fields = {"body": "solution", "year": "start", "url": "links", "country": "country"}

    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="practices", verbose_name=_("place")
    )
    location = models.CharField(_("place in words"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    scope = models.CharField(_("geographic scope"), max_length=20, choices=Scope.choices, blank=True)
    problem = models.TextField(_("problem and context"), blank=True)
    solution = models.TextField(_("what was done"), blank=True)
    stakeholders = models.TextField(_("stakeholders and beneficiaries"), blank=True)
    integrated_approach = models.TextField(_("integrated approach"), blank=True)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    ongoing = models.BooleanField(_("still running"), null=True, blank=True)
    resources = models.TextField(_("resources: cost, staff, funding source"), blank=True)
    cost = models.DecimalField(
        _("cost (EUR)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    results = models.TextField(_("results"), blank=True)
    lessons = models.TextField(_("difficulties and lessons"), blank=True)
    sustainability = models.TextField(_("after the funding"), blank=True)
    transferability = models.TextField(_("transferability"), blank=True)
    transfers = models.TextField(_("known transfers"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    organisation = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("organisation in charge"),
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="practices", verbose_name=_("project")
    )
    links = models.TextField(_("links"), blank=True, help_text=_("One address per line."))
    image = PictureField(
        _("image"),
        upload_to="practices/",
        blank=True,
        width_field="image_width",
        height_field="image_height",
        help_text=_("JPEG, PNG or WebP, up to 20 MB."),
    )
    image_width = models.PositiveIntegerField(_("width of the image"), null=True, editable=False)
    image_height = models.PositiveIntegerField(_("height of the image"), null=True, editable=False)
    image_alt = models.CharField(_("what the image shows"), max_length=200, blank=True)
    image_credit = models.CharField(_("author of the image"), max_length=200, blank=True)
    related_case = models.BooleanField(
        _("related case"),
        default=False,
        help_text=_("Same theme, but no source of the projects names it: shown as “related case”."),
    )
    last_confirmed = models.DateField(_("last confirmed"), null=True, blank=True)
    next_check = models.DateField(_("next check"), null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="practice_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(next_check=None) | Q(last_confirmed=None) | Q(next_check__gte=models.F("last_confirmed")),
                name="practice_next_check_after_last",
                violation_error_message=_("The next check is before the last confirmation."),
            ),
        ]

    def clean(self):
        super().clean()
        problems = {}
        if self.image and not (self.image_alt_sl or self.image_alt_en):
            problems["image_alt_sl"] = _("Say in words what the image shows, for those who cannot see it.")
        if ends_before(self.start, self.end):
            problems["end"] = _("The end is before the start.")
        if self.ongoing and self.end:
            problems["ongoing"] = _("A practice with an end is not running any more.")
        if problems:
            raise ValidationError(problems)

    def related_works(self):
        """Transfers name the practice, so it need not name them."""
        return [(relation, work) for relation, work in super().related_works() if work.kind != Kind.TRANSFER]

    def linked_data(self):
        place = {"@type": "Place", "name": self.card_place()} if self.card_place() else None
        return {"headline": str(self), "contentLocation": place}

    def link_list(self):
        return web_addresses(self.links)

    def card_summary(self, language):
        """The short summary; where none is written, the beginning of what was done."""
        return super().card_summary(language) or getattr(self, f"solution_{language}") or ""

    def card_detail(self):
        return self.get_outcome_display() if self.outcome else ""

    def card_place(self):
        return shown(self, "location").text or (self.place.card_place() if public(self.place) else "")

    def card_by(self):
        return public_name(self.organisation)

    def card_country(self):
        return self.country.code or (self.place.card_country() if public(self.place) else "")

    def card_date(self):
        return self.start

    def card_position(self):
        return self.place.card_position() if public(self.place) else None

    def card_projects(self):
        tied = {tie.project_id for tie in self.ties.all()} if self.pk else set()
        return sorted(tied | ({self.project_id} if self.project_id else set()))

    def is_related_case(self):
        return self.related_case

    def is_failure(self):
        return self.outcome == self.Outcome.FAILURE

    def reuse(self):
        """Ties to projects, known transfers in words as one more, and each public one that both sides confirm."""
        confirmed = sum(transfer.is_published and transfer.is_confirmed() for transfer in self.reuses.all())
        return len(self.ties.all()) + bool(shown(self, "transfers").text) + confirmed

    def search_keywords(self):
        return [
            *super().search_keywords(),
            public_name(self.place),
            public_name(self.project),
            self.country.name,
        ]


class MeasuredRow(models.Model):
    """One measured row: what was counted, before and after, and who says so."""

    indicator = models.CharField(_("indicator"), max_length=150)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    before = models.DecimalField(_("before"), max_digits=16, decimal_places=3, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=16, decimal_places=3, null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False),
                name="%(class)s_has_a_value",
                violation_error_message=_("Fill in the value before, the value after, or both."),
            )
        ]

    def __str__(self):
        return self.indicator


class Evidence(MeasuredRow):
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="evidence", verbose_name=_("good practice"))

    class Meta(MeasuredRow.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["practice", "pk"]


class PracticeTie(Tie):
    cards_of = ("practice",)

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="ties", verbose_name=_("good practice"))

    class Meta:
        verbose_name = _("tie to a project")
        verbose_name_plural = _("ties to projects")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "project", "role"], name="practice_tie_once")]

    def __str__(self):
        return f"{self.project}: {self.get_role_display()}"
