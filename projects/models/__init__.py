from projects.models.activity import Activity, Audience, Basis, Channel, IndicatorTarget
from projects.models.brand_item import BrandItem
from projects.models.letter import ProjectLetter
from projects.models.programme import Priority, Programme
from projects.models.project import Deliverable, Participation, Project, WorkPackage
from projects.models.tie import PlaceTie, Tie, TieRole

__all__ = [
    "Activity",
    "Audience",
    "Basis",
    "BrandItem",
    "Channel",
    "Deliverable",
    "IndicatorTarget",
    "Participation",
    "PlaceTie",
    "Priority",
    "Programme",
    "Project",
    "ProjectLetter",
    "Tie",
    "TieRole",
    "WorkPackage",
]
