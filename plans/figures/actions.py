"""The shape of what plans compute on: an action with its milestones, as one pass over the rows of a plan fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

PLANNED, ONGOING, DONE, DROPPED = "planned", "ongoing", "done", "dropped"


@dataclass(frozen=True)
class MilestoneFigures:
    """A milestone: its weight (0 or more), and whether it was reached."""

    weight: int = 1
    reached: bool = False


@dataclass(frozen=True)
class ActionFigures:
    """An action as its version has it, with the newest state that was reported of it."""

    key: str
    goal: str = ""
    start: str = ""  # a partial date, or "" where a draft has none
    end: str = ""
    weight: int = 1  # points, 0 or more
    costs: Mapping[int, Decimal] = field(default_factory=dict)  # {year: amount}
    after: tuple[str, ...] = ()  # keys of the actions it comes after
    status: str = ""  # one of the words above; "" before any report
    reported: int | None = None  # per cent, 0 to 100, as the newest report says
    by_milestones: bool = False
    milestones: tuple[MilestoneFigures, ...] = ()

    @property
    def dropped(self):
        return self.status == DROPPED

    @property
    def cost(self):
        """All planned years together."""
        return sum(self.costs.values(), Decimal())
