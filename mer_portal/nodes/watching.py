"""What a node that writes looks after while it serves, so that no timer need be as quick.

Every second it files what becomes public at that moment, though every reader may be on a node that cannot; every minute
it brings back jobs whose worker was killed, on whatever node that was.
"""

import logging
import time
from itertools import count
from threading import Thread

from django.conf import settings
from django.db import Error, close_old_connections

from catalogue.filing.filing import current_state
from publishing.lost_jobs import bring_back_all

DUE_EVERY = 1.0  # seconds
JOBS_EVERY = 60  # looks

logger = logging.getLogger(__name__)


def watch():
    """In each process that serves, beside its answers; several at once file once."""
    if not settings.READ_ONLY:
        Thread(target=look_on, name="watching", daemon=True).start()


def look_on():
    well = True
    for number in count(1):
        time.sleep(DUE_EVERY)
        well = look(number, well)


def look(number, well=True):
    """Whether the database could be asked; that it could not is logged once."""
    close_old_connections()
    try:
        current_state()
        if number % JOBS_EVERY == 0:
            bring_back_all()
    except Error:
        if well:
            logger.warning("What is due could not be done; it is tried again every second.", exc_info=True)
        return False
    return True
