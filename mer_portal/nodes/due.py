"""What becomes public at a moment is filed then, though every reader may be on a node that cannot file it."""

import logging
import time
from threading import Thread

from django.conf import settings
from django.db import Error, close_old_connections

from catalogue.filing.filing import current_state

LOOKED_EVERY = 1.0  # seconds

logger = logging.getLogger(__name__)


def watch():
    """In each process that serves, beside its answers; several at once file once."""
    if not settings.READ_ONLY:
        Thread(target=look_on, name="due", daemon=True).start()


def look_on():
    well = True
    while True:
        time.sleep(LOOKED_EVERY)
        well = look(well)


def look(well=True):
    """Whether the database could be asked; that it could not is logged once."""
    close_old_connections()
    try:
        current_state()
    except Error:
        if well:
            logger.warning("What is due could not be filed; it is tried again every second.", exc_info=True)
        return False
    return True
