"""How an action plan is written in the portal: its stages; its rows stand in `desk/rows.py`.

The writing of recommendations and commitments stands in their rooms.
"""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.advocacy import writing as advocacy
from plans.desk.helps import FIELDS
from plans.desk.rows import ROWS
from plans.forms import IndicatorField, RunField
from plans.life.guard import guard
from plans.life.readiness import remarks_on
from plans.models import ActionPlan
from plans.pages.whole import more
from plans.signing import writing as signing
from plans.standing.evidence import veiled
from publishing.fields import NEIGHBOURS
from publishing.writing import TOPICS, Stage, Writing, declare
from tools.models import Indicator, Run

__all__ = ["advocacy", "signing"]

NEIGHBOURS.update({Run: RunField, Indicator: IndicatorField})


def desk_ways(dossier):
    """What else the desk holds of a plan."""
    return [
        (_("Course of the plan"), reverse("plan_course", args=[dossier.pk])),
        (_("Consultations and contributions"), reverse("plan_calls", args=[dossier.pk])),
        (_("Reports on the delivery"), reverse("plan_reports_desk", args=[dossier.pk])),
        (_("Read from a file"), reverse("read_plan_in", args=[dossier.pk])),
        (_("Stakeholders by importance and influence"), reverse("plan_ratings", args=[dossier.pk])),
    ]


declare(
    Writing(
        model=ActionPlan,
        more=more,
        owner_field="organisation",
        required=("title", "summary", "type"),
        kept=("stage", "is_example", "recorded_actions"),
        veiled=partial(veiled, ActionPlan.kind),
        desk_ways=desk_ways,
        guard=guard,
        remarks=remarks_on,
        stages=(
            Stage(
                "basis",
                _("Basis"),
                (
                    *("title", "summary", "type", TOPICS, "place", "location", "country", "project", "based_on"),
                    *("instrument", "start", "end", "weighting", "vat", "report_every", "source"),
                ),
                _("What is planned, where and for which years? This is what readers see first."),
            ),
            Stage(
                "group",
                _("Group"),
                ("stakeholders", "participation"),
                _("Who leads, who is in the local group, and who is consulted?"),
            ),
            Stage(
                "findings",
                _("Findings"),
                ("findings", "provisions"),
                _("What did the analyses and workshops find? An expert basis also proposes provisions here."),
            ),
            Stage(
                "swot",
                _("SWOT and strategies"),
                ("swot_items", "strategies"),
                _("Strengths, weaknesses, opportunities and threats; then how one is met with another."),
            ),
            Stage("goals", _("Goals"), ("goals",), _("What shall be different, and how will you see it?")),
            Stage("actions", _("Actions"), ("actions",), _("What is done, by whom, until when and for how much?")),
            Stage(
                "texts",
                _("Texts"),
                ("context", "vision", "approach", "monitoring"),
                _("What binds it together: where the place stands, where it wants to be, and who keeps watch."),
            ),
        ),
        rows=ROWS,
        helps=FIELDS,
    )
)
