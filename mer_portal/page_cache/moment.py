"""By what pages are kept: the version of all that they show, and the day. Asked for twice a second in each process."""

import logging
import time
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from catalogue.models import CatalogueState, page_version
from mer_portal.nodes import lag

ASKED_EVERY = 0.5  # seconds; a proxy in front may keep a page for one more, and two is all that a change may take
TRUSTED_FOR = 60.0  # seconds without an answer of the database: nobody changes anything then, or somebody mends it

logger = logging.getLogger(__name__)


class Moment(NamedTuple):
    version: int
    due: object  # when the next card becomes public
    day: object

    def is_over(self):
        return self.due is not None and self.due <= timezone.now()


class Clock:
    """The present moment, as old as a second at most; None while nobody can say."""

    def __init__(self):
        self.lock = Lock()
        self.moment, self.asked, self.answered = None, None, None
        self.is_behind = False  # a replica whose pages would be too old

    def now(self):
        at = time.monotonic()
        if self.asked is None or at - self.asked >= ASKED_EVERY:
            self.ask(at)
        if self.is_behind or self.answered is None or at - self.answered > TRUSTED_FOR:
            return None
        return None if self.moment.is_over() else self.moment

    def ask(self, at):
        if not self.lock.acquire(blocking=self.moment is None):
            return  # somebody asks already, and the last answer is a little older than a second
        try:
            self.moment = Moment(page_version(), self.due(), timezone.localdate())
            self.is_behind = settings.READ_ONLY and lag.is_behind()
            self.answered = at
        except DatabaseError:
            logger.warning("The version of the pages could not be asked for.", exc_info=True)
        finally:
            self.asked = at
            self.lock.release()

    @staticmethod
    def due():
        return CatalogueState.objects.values_list("due", flat=True).get(pk=1)
