"""Jobs that a worker had begun when it was killed: begun anew where that does no harm, else given up and told of.

Nothing says that a worker lives, so a job is lost when it has been running for some minutes longer than it may.
"""

import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalogue.claiming import claim
from catalogue.jobs import MAY_RUN_TWICE
from publishing.mail import post

logger = logging.getLogger(__name__)

MORE = timedelta(minutes=10)
ONCE_WITHIN = timedelta(hours=1)  # of what may not be done twice
MOST_TRIES = 3  # what brings its worker down three times does so again
REASON = "The worker was ended while it did this job."


def lost():
    load_tasks()
    now = timezone.now()
    found = ~Q(task_path__in=MAY_RUN_TWICE) & Q(started_at__lt=now - ONCE_WITHIN - MORE)
    for path, longest in MAY_RUN_TWICE.items():
        found |= Q(task_path=path, started_at__lt=now - longest - MORE)
    return running().filter(found)


def load_tasks():
    """What may be done twice is said where a task stands, and this process may not have come there yet."""
    for path in running().order_by().values_list("task_path", flat=True).distinct():
        with suppress(ImportError):
            import_string(path)


def running():
    return DBTaskResult.objects.running().order_by("pk")


def bring_back_all():
    """How many were lost."""
    return sum(bring_back(pk) for pk in list(lost().values_list("pk", flat=True)))


@transaction.atomic
def bring_back(pk, wanted=lost):
    """Of several that find it lost one does; false where its worker ended it after all."""
    job = wanted().filter(pk=pk).first()
    if job is None:
        return False
    again = job.task_path in MAY_RUN_TWICE and len(job.worker_ids) < MOST_TRIES
    values = {"status": TaskResultStatus.READY, "started_at": None} if again else given_up()
    if claim(wanted(), pk, **values) is None:
        return False
    logger.warning("The job %s (%s) was lost with its worker: %s.", pk, job.task_path, values["status"].lower())
    if not again:
        tell(job)
    return True


def given_up():
    return {"status": TaskResultStatus.FAILED, "finished_at": timezone.now(), "traceback": REASON}


def tell(job):
    """A mail to each administrator, once."""
    for person in get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk"):
        with translation.override(person.language):
            text = _(
                "The worker was ended while it did the job “%(job)s”, begun at %(moment)s UTC. It was not begun anew, "
                "for it may have been done in part. Please look at what it was to do."
            ) % {"job": job.task_path, "moment": f"{job.started_at:%Y-%m-%d %H:%M}"}
            post(
                key=f"job:{job.pk}:{person.pk}",
                to=person.email,
                language=person.language,
                subject=_("A job of the portal was not finished"),
                text=f"{text}\n\n{settings.SITE_URL}\n",
                html="",
                person=person,
            )
