"""Actions of a plan with what hangs on each: costs, funding, indicators, milestones, risks."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.fields import PartialDateField, ends_before
from partners.models import Place
from plans.models.level import Level
from plans.models.rows import Goal, PlanRow, partner_field, refuse_both, row_of, topic_field
from tools.models import Indicator

FIRST_YEAR, LAST_YEAR = 1990, 2100
YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


def amount_field(label, **options):
    """Euros and cents, never below zero."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], **options)


def year_field(label, **options):
    return models.PositiveSmallIntegerField(label, validators=YEARS, **options)


def grade_field(label, most, **options):
    """A whole number from one."""
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(1), MaxValueValidator(most)], **options
    )


def not_negative(name, constraint):
    return models.CheckConstraint(
        condition=Q(**{f"{name}__gte": 0}), name=constraint, violation_error_message=_("An amount is not below zero.")
    )


def between(name, most, constraint):
    return models.CheckConstraint(condition=Q(**{f"{name}__gte": 1, f"{name}__lte": most}), name=constraint)


class Action(PlanRow):
    """What is done for a goal: by whom, when, for how much, and how one sees that it is done."""

    Level = Level

    class ProgressBy(models.TextChoices):
        REPORT = "report", _("as reported, 0 to 100 %")
        MILESTONES = "milestones", _("by the milestones reached")

    plan = row_of("actions")
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name=_("goal")
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    lead_partner = partner_field(_("lead, a partner of the portal"))
    lead = models.CharField(_("lead, by name"), max_length=200, blank=True)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    weight = grade_field(_("weight, 1 to 10"), 10, default=1)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.LOCAL)
    free_of_cost = models.BooleanField(_("free of cost"), default=False)
    progress_by = models.CharField(
        _("progress is told"), max_length=10, choices=ProgressBy.choices, default=ProgressBy.REPORT
    )
    assumption = models.TextField(_("assumption"), blank=True)
    topic = topic_field()

    class Meta(PlanRow.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [*PlanRow.Meta.constraints, between("weight", 10, "plan_action_weight")]

    def clean(self):
        refuse_both(self, "lead_partner", "lead")
        if ends_before(self.start, self.end):
            raise ValidationError({"end": _("The end is before the start.")})


def action_field(related_name):
    return models.ForeignKey(Action, models.CASCADE, related_name=related_name, verbose_name=_("action"))


class ActionPartner(PlanRow):
    """Who else takes part in an action, and with what."""

    plan = row_of("action_partners")
    action = action_field("partners")
    partner = partner_field(_("partner of the portal"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    part = models.CharField(_("part"), max_length=300, blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")

    def clean(self):
        refuse_both(self, "partner", "name")


class Predecessor(PlanRow):
    """An action that has to end before another begins."""

    plan = row_of("predecessors")
    action = action_field("predecessors")
    after = models.ForeignKey(Action, models.CASCADE, related_name="successors", verbose_name=_("comes after"))

    class Meta(PlanRow.Meta):
        verbose_name = _("action before")
        verbose_name_plural = _("actions before")
        constraints = [
            *PlanRow.Meta.constraints,
            models.UniqueConstraint(fields=["action", "after"], name="plan_predecessor_once"),
            models.CheckConstraint(
                condition=~Q(action=models.F("after")),
                name="plan_predecessor_other",
                violation_error_message=_("An action does not come after itself."),
            ),
        ]


class Cost(PlanRow):
    """What an action costs in one year."""

    class Sort(models.TextChoices):
        INVESTMENT = "investment", _("investment")
        RUNNING = "running", _("running cost")

    plan = row_of("costs")
    action = action_field("costs")
    year = year_field(_("year"))
    amount = amount_field(_("amount (EUR)"))
    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices, default=Sort.INVESTMENT)

    class Meta(PlanRow.Meta):
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = [*PlanRow.Meta.constraints, not_negative("amount", "plan_cost_not_negative")]

    @property
    def heading(self):
        return str(self.year or "")


class Funding(PlanRow):
    """Where the money for an action comes from, and how sure it is."""

    class Sort(models.TextChoices):
        OWN = "own", pgettext_lazy("funding", "own funds")
        MUNICIPAL = "municipal", pgettext_lazy("funding", "municipal")
        REGIONAL = "regional", pgettext_lazy("funding", "regional")
        NATIONAL = "national", pgettext_lazy("funding", "national")
        EU = "eu", pgettext_lazy("funding", "European Union")
        PRIVATE = "private", pgettext_lazy("funding", "private")
        LOAN = "loan", pgettext_lazy("funding", "loan")

    class Status(models.TextChoices):
        SECURED = "secured", pgettext_lazy("funding", "secured")
        APPLIED = "applied", pgettext_lazy("funding", "applied for")
        SOUGHT = "sought", pgettext_lazy("funding", "sought")

    plan = row_of("fundings")
    action = action_field("fundings")
    source = models.CharField(_("source of funding"), max_length=200)
    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices)
    amount = amount_field(_("amount (EUR)"))
    year = year_field(_("year"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SOUGHT)
    decision_due = models.DateField(_("decision due"), null=True, blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = _("source of funding")
        verbose_name_plural = _("sources of funding")
        constraints = [*PlanRow.Meta.constraints, not_negative("amount", "plan_funding_not_negative")]


def measured_field(label):
    return models.DecimalField(label, max_digits=16, decimal_places=3, null=True, blank=True)


class PlanIndicator(PlanRow):
    """How one sees that an action was done (output) or a goal reached (result): baseline, target, what is better."""

    class Sort(models.TextChoices):
        OUTPUT = "output", _("output: what is made")
        RESULT = "result", _("result: what changes")

    class Direction(models.IntegerChoices):
        MORE = 1, _("more is better")
        LESS = -1, _("less is better")

    class Measured(models.TextChoices):
        LEVEL = "level", _("each value is the level reached")
        SUM = "sum", _("values are added up")

    plan = row_of("indicators")
    goal = models.ForeignKey(
        Goal, models.CASCADE, null=True, blank=True, related_name="indicators", verbose_name=_("goal")
    )
    action = models.ForeignKey(
        Action, models.CASCADE, null=True, blank=True, related_name="indicators", verbose_name=_("action")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices, default=Sort.RESULT)
    direction = models.SmallIntegerField(_("direction"), choices=Direction.choices, default=Direction.MORE)
    measured = models.CharField(_("measured"), max_length=10, choices=Measured.choices, default=Measured.LEVEL)
    baseline = measured_field(_("baseline"))
    baseline_year = year_field(_("year of the baseline"), null=True, blank=True)
    target = measured_field(_("target"))
    target_year = year_field(_("year of the target"), null=True, blank=True)
    source = models.CharField(_("source of the values"), max_length=300, blank=True)
    of_portal = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("indicator of the portal")
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("measured in")
    )

    class Meta(PlanRow.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            *PlanRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(goal=None, action__isnull=False) | Q(goal__isnull=False, action=None),
                name="plan_indicator_of_one",
            ),
            models.CheckConstraint(condition=Q(direction__in=(1, -1)), name="plan_indicator_direction"),
        ]

    def clean(self):
        problems = {}
        if self.goes_backwards():
            problems["direction"] = _(
                "The target lies on the other side of the baseline. Which is meant: more is better, or less?"
            )
        if bool(self.of_portal_id) != bool(self.place_id):
            problems["place"] = _("An indicator of the portal and the place where it is measured go together.")
        if problems:
            raise ValidationError(problems)

    def goes_backwards(self):
        """Whether the target is worse than the baseline."""
        known = self.measured == self.Measured.LEVEL and None not in (self.baseline, self.target)
        return known and (self.target - self.baseline) * self.direction < 0


class Milestone(PlanRow):
    """A day by which something of an action stands."""

    plan = row_of("milestones")
    action = action_field("milestones")
    title = models.CharField(_("title"), max_length=200)
    due = models.DateField(_("due"))
    weight = grade_field(_("weight, 1 to 10"), 10, default=1)

    class Meta(PlanRow.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [*PlanRow.Meta.constraints, between("weight", 10, "plan_milestone_weight")]


class Risk(PlanRow):
    """What may go wrong with an action, how likely and how bad, and what is done about it."""

    plan = row_of("risks")
    action = action_field("risks")
    title = models.CharField(_("title"), max_length=200)
    likelihood = grade_field(_("likelihood, 1 to 5"), 5)
    impact = grade_field(_("impact, 1 to 5"), 5)
    response = models.TextField(_("response"), blank=True)
    owner = models.CharField(_("who watches it"), max_length=200, blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = [
            *PlanRow.Meta.constraints,
            between("likelihood", 5, "plan_risk_likelihood"),
            between("impact", 5, "plan_risk_impact"),
        ]
