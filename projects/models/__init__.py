from projects.models.programme import Priority, Programme
from projects.models.project import Deliverable, Participation, Project, WorkPackage
from projects.models.tie import PlaceTie, Tie, TieRole

__all__ = [
    "Deliverable",
    "Participation",
    "PlaceTie",
    "Priority",
    "Programme",
    "Project",
    "Tie",
    "TieRole",
    "WorkPackage",
]
