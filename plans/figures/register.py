"""What a register of signatures counts."""

from typing import NamedTuple

ACTIVE, ON_HOLD = "active", "on_hold"
ENDED = ("withdrawn", "lapsed", "superseded")


class Counts(NamedTuple):
    organisations: int  # whose signature is in force
    commitments: int  # in force; organisations that share one set of duties make one
    on_hold: int  # signatures; not counted among those in force
    ended: int


def counted(signatures):
    """Of (name of the group that shares its duties or None, state) of each signature in the register."""
    rows = list(signatures)
    groups = [group for group, state in rows if state == ACTIVE]
    alone, shared = groups.count(None), {group for group in groups if group is not None}
    return Counts(
        organisations=len(groups),
        commitments=alone + len(shared),
        on_hold=sum(state == ON_HOLD for _group, state in rows),
        ended=sum(state in ENDED for _group, state in rows),
    )
