from plans.models.actions import (
    Action,
    ActionPartner,
    Cost,
    Funding,
    Milestone,
    PlanIndicator,
    Predecessor,
    Risk,
)
from plans.models.consulting import Call, CallLink, Contribution
from plans.models.delivery import (
    ActionState,
    FundingState,
    IndicatorValue,
    MilestoneState,
    Report,
    StakeholderRating,
)
from plans.models.evidence import PlanEvidence
from plans.models.life import Adoption, StageStep
from plans.models.plan import ActionPlan
from plans.models.planned import Commitment, Planned
from plans.models.rows import Finding, Goal, PlanRow, Provision, Stakeholder, Strategy, SwotItem

__all__ = [
    "Action",
    "ActionPartner",
    "ActionPlan",
    "ActionState",
    "Adoption",
    "Call",
    "CallLink",
    "Commitment",
    "Contribution",
    "Cost",
    "Finding",
    "Funding",
    "FundingState",
    "Goal",
    "IndicatorValue",
    "Milestone",
    "MilestoneState",
    "PlanEvidence",
    "PlanIndicator",
    "PlanRow",
    "Planned",
    "Predecessor",
    "Provision",
    "Report",
    "Risk",
    "StageStep",
    "Stakeholder",
    "StakeholderRating",
    "Strategy",
    "SwotItem",
]
