from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.json_rows import JSONRows
from catalogue.models import CatalogueState, Entry, Kind, public_name
from partners.models import Partner
from plans.models.keyed_row import KeyedRow
from plans.models.planned import Planned, PlannedQuerySet
from publishing.models import Dossier

MOST_MONTHS = 600


class CommitmentQuerySet(PlannedQuerySet):
    def with_page(self):
        """In the commitment's own query also its texts for signing and the version of the catalogue."""
        texts = Dossier._meta.get_field("signable_texts").related_model.objects
        return (
            super()
            .with_page()
            .select_related("organisation")
            .prefetch_related("duties")
            .annotate(
                signable_rows=JSONRows(texts.of_entry(self.model).as_rows()),
                catalogue_version=Subquery(CatalogueState.objects.values("version")[:1]),
            )
        )


class Commitment(Planned):
    """What partners promise each other and the public: a charter, a commitment, a protocol.

    The text and its duties are content of versions; texts opened for signing, signatures and what became of the duties
    are kept with the dossier. A recorded one, taken from the sources of a project, has neither.
    """

    class Type(models.TextChoices):
        COMMITMENT = "commitment", _("Commitment")
        CHARTER = "charter", _("Charter")
        PROTOCOL = "protocol", _("Protocol")

    class Stage(models.TextChoices):
        PLANNED = "planned", _("Planned")
        SIGNING = "signing", _("Open for signing")
        IN_FORCE = "in_force", _("In force")  # nobody signs any more, what was signed stands
        ENDED = "ended", pgettext_lazy("commitment", "Ended")
        ADOPTED = "adopted", _("Adopted")  # this and the next two only of recorded ones
        DONE = "done", _("Done")
        UNKNOWN = "unknown", _("Not known")

    class Authentic(models.TextChoices):
        BOTH = "both", _("both languages alike")
        SLOVENIAN = "sl", _("the Slovenian text")
        ENGLISH = "en", _("the English text")

    kind = Kind.COMMITMENT
    general_type = "Text"
    card_follows = (*Planned.card_follows, "organisation")
    public_facts = (*Planned.public_facts, "authentic", "signing_from", "signing_to", "ends_on")
    public_links = (*Planned.public_links, "organisation")
    public_rows = {"duties": ("text", "sort", "months", "every")}
    body_fields = ("body",)
    by_steps = ("stage",)

    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    type = models.CharField(_("type"), max_length=30, choices=Type.choices)
    organisation = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="commitments", verbose_name=_("steward")
    )
    body = models.TextField(_("text"), blank=True)
    authentic = models.CharField(_("authentic text"), max_length=5, choices=Authentic.choices, default=Authentic.BOTH)
    signing_from = models.DateField(_("can be signed from"), null=True, blank=True)
    signing_to = models.DateField(_("can be signed until"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    is_example = models.BooleanField(_("example that nobody signed"), default=False, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta(Planned.Meta):
        abstract = False
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [*Entry.Meta.constraints]

    def clean(self):
        super().clean()
        if self.signing_from and self.signing_to and self.signing_to < self.signing_from:
            raise ValidationError({"signing_to": _("The last day is before the first.")})
        if self.ends_on and self.signing_from and self.ends_on < self.signing_from:
            raise ValidationError({"ends_on": _("It would end before it can be signed.")})

    def example_note(self):
        return _("Example: nobody has really signed it") if self.is_example else ""

    def card_by(self):
        return public_name(self.organisation)


class Duty(KeyedRow):
    """What every signatory has to do, counted in months from the day of its own mandate."""

    class Sort(models.TextChoices):
        PLAN = "plan", pgettext_lazy("duty", "hand in an action plan")
        REPORT = "report", pgettext_lazy("duty", "hand in a report")
        OTHER = "other", pgettext_lazy("duty", "something else")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="duties", verbose_name=_("commitment"))
    text = models.TextField(_("duty"))
    sort = models.CharField(_("what is handed in"), max_length=10, choices=Sort.choices, default=Sort.OTHER)
    months = models.PositiveSmallIntegerField(
        _("due so many months after the mandate"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    every = models.PositiveSmallIntegerField(
        _("and again every so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["commitment", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "key"], name="commitment_duty_key"),
            models.CheckConstraint(condition=Q(months__gte=1) & (Q(every=None) | Q(every__gte=1)), name="duty_months"),
        ]
