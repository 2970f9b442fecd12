"""Drills of several nodes on this machine: PostgreSQL with a streaming replica, three nodes, nginx before them.

    python benchmarks/drills/run.py [node_killed primary_killed replica_stopped replica_behind own_writes publication]

Prints figures; one that is not as it should be makes it end with 1. Needs postgresql, nginx-core and openssl of Debian.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.drills import acts
from benchmarks.drills.scene import scene, shipped

ACTS = ("node_killed", "primary_killed", "replica_stopped", "replica_behind", "own_writes", "publication")


def main(asked):
    if unknown := set(asked) - set(ACTS):
        raise SystemExit(f"No such drill: {', '.join(sorted(unknown))}. There are {', '.join(ACTS)}.")
    wrong = 0
    with scene(shipped) as here:
        for name in asked or ACTS:
            wrong += told(name, getattr(acts, name)(here))
    return wrong > 0


def told(name, figures):
    """How many of the figures are more than is right."""
    print(name.replace("_", " "))
    over = 0
    for what, (number, most) in figures.items():
        bad = most is not None and number > most
        over += bad
        print(f"  {what:<48}{number:>10.4g}{'   MORE THAN ' + format(most, 'g') if bad else ''}", flush=True)
    return over


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
