"""What a node looks after while it serves, so that no timer need be as quick.

One that writes files every second what becomes public at that moment, though every reader may be on a node that cannot;
every minute it brings back jobs whose worker was killed, on whatever node that was. One that only reads looks how far
its replica is behind: that can be told only by who looks all the time.
"""

import logging
import time
from itertools import count
from threading import Thread

from django.conf import settings
from django.db import close_old_connections

from catalogue.filing.filing import current_state
from mer_portal.nodes.lag import LAG
from publishing.lost_jobs import bring_back_all

EVERY = 1.0  # seconds
JOBS_EVERY = 60  # looks

logger = logging.getLogger(__name__)


def watch():
    """In each process that serves, beside its answers; several at once file once."""
    Thread(target=look_on, name="watching", daemon=True).start()


def look_on():
    well = True
    for number in count(1):
        time.sleep(EVERY)
        well = look(number, well)


def look(number, well=True):
    """Whether all went well; that it did not is logged once. Whatever it was, the next look must come."""
    close_old_connections()
    try:
        if settings.READ_ONLY:
            LAG.look()
            return True
        current_state()
        if number % JOBS_EVERY == 0:
            bring_back_all()
    except Exception:
        if well:
            logger.warning("The node could not look after itself; it tries again every second.", exc_info=True)
        return False
    return True
