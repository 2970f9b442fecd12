from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.fields import PartialDateField, ends_before
from catalogue.models import (
    Entry,
    EntryQuerySet,
    FilingRow,
    FilingRowQuerySet,
    Kind,
    public_name,
    published_rows,
    published_through,
)
from partners.models import Network, Partner
from projects.models.programme import Programme


class ProjectQuerySet(EntryQuerySet):
    def core(self):
        """The projects the network is about, the newest first."""
        return self.filter(role=Project.Role.CORE).order_by("-start", "pk")

    def with_page(self):
        return (
            super()
            .with_page()
            .select_related("programme", "network")
            .prefetch_related(
                "programme__priorities",
                "work_packages",
                "deliverables",
                models.Prefetch("participations", Participation.objects.visible().select_related("partner")),
                published_rows(Project, "books"),
                models.Prefetch("books__chapters", published_chapters()),
                models.Prefetch("builds_on", Project.objects.published().order_by("acronym")),
                models.Prefetch("built_on_by", Project.objects.published().order_by("acronym")),
            )
        )


def published_chapters():
    """Chapters belong to the library, which is further right."""
    books = Project._meta.get_field("books").related_model
    return books._meta.get_field("chapters").related_model.objects.published()


class Project(Entry):
    """A European project: who, when, with what money, what it wanted and what it yielded."""

    class Role(models.TextChoices):
        CORE = "core", _("Project of the network")
        CAPITALISED = "capitalised", _("Earlier project that MER built on")
        RELATED = "related", _("Related project")

    kind = Kind.PROJECT
    has_sheet = True
    schema_type = "ResearchProject"
    wanted = ("title", "summary", "programme", "start", "end", "budget", "objectives", "expected_results")
    card_follows = ("participations__partner",)
    public_facts = (
        *("acronym", "role", "programme", "start", "end", "duration_months", "budget", "erdf"),
        *("website", "portal"),
    )
    public_links = ("books", "builds_on", "built_on_by", "network")
    public_rows = {
        "participations": ("partner", "role"),
        "work_packages": ("code", "title", "description"),
        "deliverables": ("title", "due", "link"),
    }
    body_fields = ("objectives", "expected_results", "target_groups", "programme_detail")
    import_hindrance = _("a project needs an acronym, for which a row has no column")

    acronym = models.CharField(_("acronym"), max_length=30)
    role = models.CharField(_("role in the network"), max_length=20, choices=Role.choices, default=Role.RELATED)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("programme")
    )
    programme_detail = models.CharField(_("programme, call or priority in words"), max_length=200, blank=True)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    duration_months = models.PositiveSmallIntegerField(_("duration in months"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget (EUR)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    erdf = models.DecimalField(
        _("of which European funds (EUR)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    objectives = models.TextField(_("objectives"), blank=True, help_text=_("One per line."))
    expected_results = models.TextField(_("expected results"), blank=True, help_text=_("One per line."))
    target_groups = models.TextField(_("target groups"), blank=True, help_text=_("One per line."))
    website = models.URLField(_("website"), max_length=300, blank=True)
    portal = models.URLField(_("Slovenian website"), max_length=300, blank=True)
    partners = models.ManyToManyField(Partner, through="Participation", related_name="projects")
    network = models.ForeignKey(
        Network,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("network"),
        help_text=_("Whoever takes part in the project is then a member of the network, too."),
    )
    builds_on = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="built_on_by",
        verbose_name=_("earlier projects it builds on"),
    )

    objects = ProjectQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="project_budget_not_negative"),
        ]

    def __str__(self):
        return self.acronym or super().__str__()

    def clean(self):
        super().clean()
        if ends_before(self.start, self.end):
            raise ValidationError({"end": _("The end is before the start.")})

    def linked_data(self):
        funder = {"@type": "Organization", "name": str(self.programme)} if self.programme else None
        return {
            "alternateName": self.acronym,
            "foundingDate": self.start,
            "funder": funder,
            "sameAs": self.website,
        }

    def slug_text(self, code):
        return self.acronym

    def card_title(self, language):
        title = super().card_title(language)
        return f"{self.acronym} – {title}" if title else ""

    def card_detail(self):
        return self.acronym

    def card_date(self):
        return self.start

    def card_by(self):
        lead = self.lead()
        return public_name(lead.partner) if lead else ""

    def lead(self):
        """Who leads it; its page has asked already for those that may be named."""
        shown = getattr(self, "_prefetched_objects_cache", {}).get("participations")
        if shown is not None and self.is_published:
            return next((one for one in shown if one.role == Participation.Role.LEAD), None)
        return self.participations.filter(role=Participation.Role.LEAD).select_related("partner").first()

    def card_projects(self):
        return [self.pk]


class ParticipationQuerySet(FilingRowQuerySet):
    def visible(self):
        """Those whose partner and project are public, the lead partner first."""
        public = self.filter(published_through("partner"), published_through("project"))
        return public.order_by("role", "partner__country", "pk")


class Participation(FilingRow):
    """A partner takes part in a project; one of them leads it."""

    cards_of = ("project", "partner")

    class Role(models.TextChoices):
        LEAD = "lead", _("lead partner")
        PARTNER = "partner", _("partner")

    project = models.ForeignKey(Project, models.CASCADE, related_name="participations", verbose_name=_("project"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="participations", verbose_name=_("partner"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.PARTNER)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(fields=["project", "partner"], name="participation_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(role="lead"),
                name="one_lead_partner",
                violation_error_message=_("A project has one lead partner."),
            ),
        ]

    def __str__(self):
        return f"{self.partner} – {self.project}"


class WorkPackage(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="work_packages", verbose_name=_("project"))
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("work package")
        verbose_name_plural = _("work packages")
        ordering = ["project", "code"]
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="work_package_code_once")]

    def __str__(self):
        return f"{self.code}: {self.title}"


class Deliverable(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="deliverables", verbose_name=_("project"))
    work_package = models.ForeignKey(
        WorkPackage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deliverables",
        verbose_name=_("work package"),
    )
    code = models.CharField(_("code"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=200)
    due = PartialDateField(_("due"))
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ["project", "code", "pk"]

    def __str__(self):
        return self.title
