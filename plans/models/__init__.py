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
from plans.models.advocacy import Contact, Endorsement, Response
from plans.models.commitment import Commitment, Duty
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
from plans.models.planned import Planned
from plans.models.recommendation import Recommendation
from plans.models.recommendation_evidence import RecommendationEvidence
from plans.models.rows import Finding, Goal, PlanRow, Provision, Stakeholder, Strategy, SwotItem
from plans.models.signing import (
    CommitmentStep,
    DutyState,
    SignableText,
    Signature,
    SignatureGroup,
    SignatureStep,
    SigningCertificate,
)

__all__ = [
    "Action",
    "ActionPartner",
    "ActionPlan",
    "ActionState",
    "Adoption",
    "Call",
    "CallLink",
    "Commitment",
    "CommitmentStep",
    "Contact",
    "Contribution",
    "Cost",
    "Duty",
    "DutyState",
    "Endorsement",
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
    "Recommendation",
    "RecommendationEvidence",
    "Report",
    "Response",
    "Risk",
    "SignableText",
    "Signature",
    "SignatureGroup",
    "SignatureStep",
    "SigningCertificate",
    "StageStep",
    "Stakeholder",
    "StakeholderRating",
    "Strategy",
    "SwotItem",
]
