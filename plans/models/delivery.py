"""Reports on the delivery of a plan. A published report never changes; of each row the newest one counts."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.languages import LANGUAGES
from plans.models.actions import Funding, amount_field, not_negative
from publishing.models import Dossier


class Report(models.Model):
    """What was done in one period. A report that was wrong is corrected by another one."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "draft")
        PUBLISHED = "published", pgettext_lazy("report", "published")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="reports", verbose_name=_("dossier"))
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    text = models.TextField(_("in words"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("report on a plan")
        verbose_name_plural = _("reports on plans")
        ordering = ["-period_to", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="draft"), name="plan_report_draft_once"),
            models.UniqueConstraint(fields=["corrects"], name="plan_report_corrected_once"),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="plan_report_period",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="plan_report_published_at"
            ),
        ]

    def __str__(self):
        return f"{self.dossier}, {self.period_from}–{self.period_to}"


def of_report(related_name):
    return models.ForeignKey(Report, models.CASCADE, related_name=related_name, verbose_name=_("report on a plan"))


class RowState(models.Model):
    """What a report says of one row of the plan, named by its key; it stays when the row is removed."""

    key = models.CharField(_("row"), max_length=40)

    class Meta:
        abstract = True
        ordering = ["report", "pk"]

    def __str__(self):
        return self.key


class ActionState(RowState):
    """How far an action is."""

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("action", "not begun")
        ONGOING = "ongoing", pgettext_lazy("action", "under way")
        DONE = "done", pgettext_lazy("action", "done")
        DROPPED = "dropped", pgettext_lazy("action", "dropped")

    report = of_report("actions")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    progress = models.PositiveSmallIntegerField(
        _("progress (%)"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    spent = amount_field(_("spent (EUR)"), null=True, blank=True)
    text = models.TextField(_("in words"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    title = models.CharField(_("title at that time"), max_length=200, blank=True)

    class Meta(RowState.Meta):
        verbose_name = _("state of an action")
        verbose_name_plural = _("states of actions")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="plan_action_state_once"),
            models.CheckConstraint(condition=Q(progress=None) | Q(progress__lte=100), name="plan_action_state_percent"),
            models.CheckConstraint(
                condition=Q(spent=None) | Q(spent__gte=0), name="plan_action_state_spent_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped")
                | Q(
                    *(Q(**{f"reason_{code}__isnull": False}) & ~Q(**{f"reason_{code}": ""}) for code in LANGUAGES),
                    _connector=Q.OR,
                ),
                name="plan_action_state_dropped_why",
                violation_error_message=_("Give a reason; it will be public."),
            ),
        ]


class FundingState(RowState):
    """How sure a source of funding is by now, and how much it is."""

    report = of_report("fundings")
    status = models.CharField(_("status"), max_length=10, choices=Funding.Status.choices)
    amount = amount_field(_("amount (EUR)"))

    class Meta(RowState.Meta):
        verbose_name = _("state of a source of funding")
        verbose_name_plural = _("states of sources of funding")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="plan_funding_state_once"),
            not_negative("amount", "plan_funding_state_not_negative"),
        ]


class MilestoneState(RowState):
    """That a milestone was reached, or to which day it was moved and why."""

    report = of_report("milestones")
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    moved_to = models.DateField(_("moved to"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta(RowState.Meta):
        verbose_name = _("state of a milestone")
        verbose_name_plural = _("states of milestones")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="plan_milestone_state_once"),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=False, moved_to=None) | Q(reached_on=None, moved_to__isnull=False),
                name="plan_milestone_state_one_day",
                violation_error_message=_("Either it was reached on a day, or it was moved to another."),
            ),
        ]


class IndicatorValue(RowState):
    """What an indicator was on a day."""

    report = of_report("values")
    day = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=3)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(RowState.Meta):
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="plan_indicator_value_once")]


class StakeholderRating(models.Model):
    """How an organisation sees a stakeholder: for itself alone, in no version, export or machine interface."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="ratings", verbose_name=_("dossier"))
    key = models.CharField(_("row"), max_length=40)
    importance = models.PositiveSmallIntegerField(
        _("importance, 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    influence = models.PositiveSmallIntegerField(
        _("influence, 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    note = models.TextField(_("note"), blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rating of a stakeholder")
        verbose_name_plural = _("ratings of stakeholders")
        ordering = ["dossier", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key"], name="plan_rating_once"),
            models.CheckConstraint(
                condition=Q(importance__gte=1, importance__lte=5, influence__gte=1, influence__lte=5),
                name="plan_rating_one_to_five",
            ),
        ]

    def __str__(self):
        return self.key
