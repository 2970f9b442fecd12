"""What to do with a stakeholder, by importance and influence, each 1 to 5."""

from enum import StrEnum

HIGH = 4


class Place(StrEnum):
    INVOLVE_CLOSELY = "involve_closely"
    STRENGTHEN = "strengthen"
    KEEP_SATISFIED = "keep_satisfied"
    KEEP_INFORMED = "keep_informed"


def place(importance, influence):
    """The `Place` in the grid of importance and influence; 4 and 5 are high."""
    if importance >= HIGH:
        return Place.INVOLVE_CLOSELY if influence >= HIGH else Place.STRENGTHEN
    return Place.KEEP_SATISFIED if influence >= HIGH else Place.KEEP_INFORMED
