"""The rows of a plan as the desk writes them, each declared after those that it points at."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.desk import told
from plans.desk.helps import HELPS
from plans.desk.rules import check_cost, check_predecessor
from plans.models import ActionPlan
from plans.taking.suggesting import beside_action, beside_goal
from publishing.writing import Fold, Rows

MOST_GOALS, MOST_ACTIONS, MOST_COSTS, MOST_ROWS = 20, 100, 1_000, 500
EVIDENCE = ("finding", "swot_item", "goal", "action", "provision")  # what a row of evidence stands under
KEYED = {"key": "key", "position": "position"}


def is_asked(name, content):
    """The weight of an action counts only where the plan weighs its actions by points."""
    return name != "weight" or content.get("weighting") == ActionPlan.Weighting.POINTS


def evidence_fold():
    return Fold(
        pgettext_lazy("plan", "Evidence"),
        rows=("evidence",),
        intro=_("What does this rest on? Name a practice, an analysis, a publication, a figure or a page."),
    )


ROWS = (
    Rows(
        "stakeholders",
        ("name", "partner", "sector", "role", "contribution"),
        _("Stakeholders"),
        _("One row for each organisation or group."),
        _("Add a stakeholder"),
        MOST_ROWS,
        helps=HELPS["stakeholders"],
        **KEYED,
    ),
    Rows(
        "findings",
        ("part", "title", "text", "conclusion", "topic"),
        _("Findings"),
        add=_("Add a finding"),
        most=MOST_ROWS,
        told=told.told_findings,
        page=(Fold(_("Finding"), ("title", "part", "text", "conclusion", "topic")), evidence_fold()),
        helps=HELPS["findings"],
        **KEYED,
    ),
    Rows(
        "swot_items",
        ("group", "text", "topic", "local", "priority", "n"),
        _("SWOT"),
        add=_("Add an item"),
        most=MOST_ROWS,
        told=told.told_swot_items,
        summed=told.summed_swot,
        page=(Fold(_("Item"), ("group", "text", "topic", "local", "priority", "n")), evidence_fold()),
        helps=HELPS["swot_items"],
        **KEYED,
    ),
    Rows(
        "goals",
        ("title", "text", "topic"),
        _("Goals"),
        add=_("Add a goal"),
        most=MOST_GOALS,
        told=told.told_goals,
        beside=beside_goal,
        page=(
            Fold(_("Goal"), ("title", "text", "topic")),
            Fold(
                _("Indicators"),
                rows=("indicators",),
                intro=_("At least one result with its baseline and its target."),
            ),
            evidence_fold(),
        ),
        helps=HELPS["goals"],
        **KEYED,
    ),
    Rows(
        "strategies",
        ("type", "text", "internal", "external", "score", "goal"),
        _("Strategies"),
        add=_("Add a strategy"),
        most=MOST_ROWS,
        links={"internal": "swot_items", "external": "swot_items", "goal": "goals"},
        told=told.told_strategies,
        page=(Fold(_("Strategy"), ("type", "text", "internal", "external", "score", "goal")),),
        helps=HELPS["strategies"],
        **KEYED,
    ),
    Rows(
        "actions",
        (
            *("goal", "title", "summary", "lead_partner", "lead", "start", "end", "weight", "level"),
            *("free_of_cost", "progress_by", "assumption", "topic"),
        ),
        _("Actions"),
        add=_("Add an action"),
        most=MOST_ACTIONS,
        links={"goal": "goals"},
        told=told.told_actions,
        beside=beside_action,
        summed=told.summed_actions,
        asked=is_asked,
        page=(
            Fold(_("What and why"), ("title", "goal", "summary", "topic", "level", "weight", "assumption")),
            Fold(_("Who"), ("lead_partner", "lead"), ("action_partners",)),
            Fold(_("When"), ("start", "end", "progress_by"), ("milestones", "predecessors")),
            Fold(_("Money"), ("free_of_cost",), ("costs", "fundings")),
            Fold(_("Indicators and risks"), rows=("indicators", "risks")),
            evidence_fold(),
        ),
        helps=HELPS["actions"],
        **KEYED,
    ),
    Rows(
        "action_partners",
        ("action", "partner", "name", "part"),
        _("Participants"),
        add=_("Add a participant"),
        most=MOST_ROWS,
        links={"action": "actions"},
        under=("action",),
        helps=HELPS["action_partners"],
        **KEYED,
    ),
    Rows(
        "predecessors",
        ("action", "after"),
        _("Comes after"),
        _("Actions that have to end before this one begins."),
        _("Add an action before"),
        MOST_ROWS,
        links={"action": "actions", "after": "actions"},
        under=("action",),
        check=check_predecessor,
        **KEYED,
    ),
    Rows(
        "costs",
        ("action", "year", "amount", "sort"),
        _("Costs"),
        _("One row for each year."),
        _("Add a year"),
        MOST_COSTS,
        links={"action": "actions"},
        under=("action",),
        check=check_cost,
        helps=HELPS["costs"],
        **KEYED,
    ),
    Rows(
        "fundings",
        ("action", "source", "sort", "amount", "year", "status", "decision_due"),
        _("Sources of funding"),
        add=_("Add a source of funding"),
        most=MOST_ROWS,
        links={"action": "actions"},
        under=("action",),
        helps=HELPS["fundings"],
        **KEYED,
    ),
    Rows(
        "indicators",
        (
            *("goal", "action", "name", "unit", "sort", "direction", "measured", "baseline", "baseline_year"),
            *("target", "target_year", "source", "of_portal", "place"),
        ),
        _("Indicators"),
        add=_("Add an indicator"),
        most=MOST_ROWS,
        links={"goal": "goals", "action": "actions"},
        under=("goal", "action"),
        folded=("measured", "baseline_year", "target_year", "source", "of_portal", "place"),
        helps=HELPS["indicators"],
        **KEYED,
    ),
    Rows(
        "milestones",
        ("action", "title", "due", "weight"),
        _("Milestones"),
        add=_("Add a milestone"),
        most=MOST_ROWS,
        links={"action": "actions"},
        under=("action",),
        helps=HELPS["milestones"],
        **KEYED,
    ),
    Rows(
        "risks",
        ("action", "title", "likelihood", "impact", "response", "owner"),
        _("Risks"),
        add=_("Add a risk"),
        most=MOST_ROWS,
        links={"action": "actions"},
        under=("action",),
        helps=HELPS["risks"],
        **KEYED,
    ),
    Rows(
        "provisions",
        ("unit", "present", "proposed", "reason", "finding", "strategy"),
        _("Provisions"),
        _("Only of an expert basis: what is proposed for each spatial unit."),
        _("Add a provision"),
        MOST_ROWS,
        links={"finding": "findings", "strategy": "strategies"},
        told=told.told_provisions,
        page=(
            Fold(_("Provision"), ("unit", "present", "proposed", "reason", "finding", "strategy")),
            evidence_fold(),
        ),
        helps=HELPS["provisions"],
        **KEYED,
    ),
    Rows(
        "evidence",
        (
            *EVIDENCE,
            *("practice", "run", "publication", "event", "place", "indicator", "year", "recommendation"),
            *("cited_plan", "part", "url", "label", "says"),
        ),
        pgettext_lazy("plan", "Evidence"),
        _("One row names one thing. What is deleted later is still told by its name."),
        pgettext_lazy("plan", "Add a row of evidence"),
        MOST_ROWS,
        links={"finding": "findings", "swot_item": "swot_items", "goal": "goals", "action": "actions"}
        | {"provision": "provisions"},
        under=EVIDENCE,
        folded=("event", "place", "indicator", "year", "recommendation", "cited_plan", "part"),
        helps=HELPS["evidence"],
        **KEYED,
    ),
)
