"""How far a replica is behind what it has heard of its primary, by the clock of this node alone.

The time of the last transaction tells nothing where the primary is idle. So each look notes up to where the replica has
received; the oldest such place that is not replayed yet says how long it waits already.
"""

import time
from collections import deque
from threading import Lock

from django.db import connection

MOST = 10  # seconds
MOST_NOTED = 60  # places; the oldest ones count
LOOKED_EVERY = 0.9  # seconds; `watching` comes every second

LOOK = """
SELECT pg_wal_lsn_diff(coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), '0/0')::bigint,
       pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint,
       extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float,
       EXISTS (SELECT FROM pg_stat_wal_receiver)
WHERE pg_is_in_recovery()
"""


class Lag:
    """Of one process. What was not replayed at the first look is as old as its last transaction."""

    def __init__(self):
        self.lock = Lock()
        self.forget()

    def forget(self):
        self.waiting = deque()  # (place, since when)
        self.cut_since = self.looked = None
        self.follows = False

    def look(self):
        """Once a second at most."""
        with self.lock:
            at = time.monotonic()
            if self.looked is None or at - self.looked >= LOOKED_EVERY:
                self.note(at, asked())
                self.looked = at

    def note(self, at, found):
        """`found` is None where the database is no replica."""
        if found is None:
            self.forget()
            return
        self.follows = True
        received, replayed, age, is_fed = found
        while self.waiting and self.waiting[0][0] <= replayed:
            self.waiting.popleft()
        if received > replayed and len(self.waiting) < MOST_NOTED:
            since = at - (age or 0) if self.looked is None else at
            self.waiting.append((received, since))
        self.cut_since = None if is_fed else (self.cut_since or at)

    def behind(self):
        """Seconds for which something that was received waits to be replayed."""
        return time.monotonic() - self.waiting[0][1] if self.waiting else 0.0

    def cut_off(self):
        """Seconds since the primary was last connected; it may be gone, or only out of reach."""
        return time.monotonic() - self.cut_since if self.cut_since is not None else 0.0


def asked():
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(LOOK)
        return cursor.fetchone()


LAG = Lag()


def is_behind():
    """Whether pages of this node would be older than a reader may be shown.

    Not where the primary is out of reach: it may be gone, and then what stands here is all that there is.
    """
    LAG.look()
    return LAG.behind() > MOST
