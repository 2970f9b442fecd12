"""Which version of a plan a page shows, how the plan stands or stood then, and where its further pages are."""

import datetime as dt
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language

from catalogue.languages import LANGUAGES
from plans.models import Adoption, StageStep
from plans.pages.evidence import EvidenceOfRows
from plans.standing.computed import PlanStanding
from publishing.models import Version
from publishing.states import LEADING, WAS_PUBLIC


class Adopted:
    """What a page says of an adoption: version, day, body and reference."""

    def __init__(self, row):
        self.pk, self.number, self.reference = row["pk"], row["number"], row["reference"]
        self.decided_on = dt.date.fromisoformat(row["decided_on"])
        for code in LANGUAGES:
            setattr(self, f"body_{code}", row[f"body_{code}"])


class ShownPlan:
    """A plan as a page shows it: as it is public now, or as a version has it."""

    def __init__(self, plan, dossier, number, version=None):
        self.plan, self.dossier, self.number, self.version = plan, dossier, number, version

    @property
    def is_drawn(self):
        """Whether a version is shown, on one page with all its parts; else what is public now, on several."""
        return self.version is not None

    @cached_property
    def until(self):
        """The moment at which a past version was replaced; None for what is public, or may be some day."""
        if not (self.version and self.version.was_public):
            return None
        later = Version.objects.filter(dossier=self.dossier, state__in=WAS_PUBLIC, number__gt=self.number)
        return later.order_by("number").values_list("published_at", flat=True).first()

    @cached_property
    def stage(self):
        """The stage that the plan is at, or was when a past version was replaced."""
        if not self.until:
            return self.plan.stage
        steps = StageStep.objects.filter(dossier=self.dossier)
        if step := steps.filter(at__lte=self.until).first():
            return step.target
        step = steps.order_by("at", "pk").first()
        return step.source if step else self.plan.stage

    @cached_property
    def standing(self):
        return PlanStanding(self.plan, self.dossier, until=self.until)

    @property
    def rows(self):
        return self.standing.rows

    @cached_property
    def adoptions(self):
        """All that had been recorded, the last one first."""
        if not self.is_drawn:
            rows = self.plan.adoption_rows
        else:
            found = Adoption.objects.filter(dossier=self.dossier)
            found = found.filter(at__lte=self.until) if self.until else found
            rows = found.as_rows().values_list("row", flat=True)
        return [Adopted(row) for row in rows]

    @property
    def adoption(self):
        """The one that counts, or None."""
        return next(iter(self.adoptions), None)

    @property
    def reads_another(self):
        """Whether what one reads is not the version that was adopted."""
        return bool(self.adoption) and self.adoption.number != self.number

    @cached_property
    def evidence(self):
        return EvidenceOfRows(self.rows, self.dossier, self.number)

    # --- Addresses ---

    @cached_property
    def actions_address(self):
        return reverse("plan_actions", args=[self.slug])

    @property
    def slug(self):
        return getattr(self.plan, f"slug_{get_language()}")

    def action_address(self, key):
        """Where an action is read: on a page of its own that lasts, or below on the page of a version."""
        return f"#action-{key}" if self.is_drawn else f"{self.actions_address}{key}/"

    def goal_address(self, key):
        return f"#goal-{key}" if self.is_drawn else f"{self.plan.get_absolute_url()}#goal-{key}"


def shown_plan(plan):
    """The `ShownPlan` of an entry with its versions, or of one drawn from a version; None of a recorded plan."""
    if version := getattr(plan, "drawn_from", None):
        return ShownPlan(plan, version.dossier_id, version.number, version)
    leading = next((row for row in plan.version_rows if row["state"] in LEADING), None)
    return ShownPlan(plan, leading["dossier_id"], leading["number"]) if leading else None
