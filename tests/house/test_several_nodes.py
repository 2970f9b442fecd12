"""The drills of several nodes in short: one replica, two nodes that write, one that reads, nginx before them.

`benchmarks/drills/run.py` plays them in full. Only where the suite has PostgreSQL, for there is no replica of a file.
"""

import pytest
from django.db import connection

from benchmarks.drills import acts
from benchmarks.drills.scene import like, scene

SHORT = {
    "publication": {"times": 2, "late": 5},  # 2 where the machine does nothing else
    "own_writes": {},
    "node_killed": {"kills": 1, "pause": 0.7, "readers": 4, "ended": False},
    "primary_killed": {"seconds": 1.5},
}


def address():
    found = connection.settings_dict
    word = f":{found['PASSWORD']}" if found["PASSWORD"] else ""
    return f"postgres://{found['USER']}{word}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@pytest.mark.django_db
def test_nobody_notices_when_a_node_or_the_primary_goes_and_everybody_sees_what_was_changed():
    if connection.vendor == "sqlite":
        return
    with scene(like(address())) as here:
        told = {name: getattr(acts, name)(here, **options) for name, options in SHORT.items()}

    assert {
        (name, what): number
        for name, figures in told.items()
        for what, (number, most) in figures.items()
        if most is not None and number > most
    } == {}
