"""Drills of several nodes on this machine: PostgreSQL with a streaming replica, three nodes, nginx before them.

    python benchmarks/drills/run.py [node_killed primary_killed … rolling_upgrade] [--from REVISION]

Prints figures; one that is not as it should be makes it end with 1. Needs postgresql, nginx and openssl of Debian.
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.drills import acts, upgrade
from benchmarks.drills.scene import scene, shipped

ACTS = ("node_killed", "primary_killed", "replica_stopped", "replica_behind", "own_writes", "publication")
UPGRADE = "rolling_upgrade"


def main():
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))  # all that was started ends with it
    asked = arguments()
    if unknown := set(asked.acts) - {*ACTS, UPGRADE}:
        raise SystemExit(f"No such drill: {', '.join(sorted(unknown))}. There are {', '.join([*ACTS, UPGRADE])}.")
    acts_asked, wrong = asked.acts or [*ACTS, UPGRADE], 0
    if played := [name for name in acts_asked if name != UPGRADE]:
        with scene(shipped) as here:
            for name in played:
                wrong += told(name, getattr(acts, name)(here))
    if UPGRADE in acts_asked:
        wrong += upgraded(asked.before)
    return wrong > 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("acts", nargs="*", help=f"all of {', '.join([*ACTS, UPGRADE])} unless some are named")
    parser.add_argument("--from", dest="before", default="", help="the revision that is upgraded; else the present one")
    return parser.parse_args()


def upgraded(revision):
    with tempfile.TemporaryDirectory(prefix="mer-release-") as place:
        folder = Path(place)
        folder.chmod(0o755)
        with scene(with_static_files, home=upgrade.before(folder, revision)) as here:
            home = upgrade.after(folder)
            upgrade.collect(here, home)
            return told(UPGRADE, upgrade.rolling_upgrade(here, home))


def with_static_files(scene):
    shipped(scene)
    upgrade.collect(scene, scene.home)


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
    sys.exit(main())
