"""Long computations: begun by the page, done by `manage.py db_worker`, watched and cancelled from the page."""

import logging
import time

from django.db import transaction
from django_tasks import task

from catalogue.jobs import may_run_twice
from tools.asking.base import Trouble
from tools.data.computing import computed, fingerprint, is_current
from tools.methods import MethodError
from tools.models import Work
from tools.work import actions

logger = logging.getLogger(__name__)

LOOK_AGAIN = 0.3  # seconds between two looks at whether somebody cancelled


class Cancelled(Exception):
    """Somebody asked to stop."""


def start(*, work):
    """Compute at once, or hand on what is long. Raises Trouble or MethodError of what is computed at once."""
    if is_current(work):
        return work
    if not work.question.is_long(work.inputs()):
        return actions.compute(work=work)
    return _enqueue(work=work, of=fingerprint(work))


@transaction.atomic
def _enqueue(*, work, of):
    """A computation of the same that waits or runs already is not begun twice."""
    locked = Work.objects.select_for_update().get(pk=work.pk)
    if not (locked.is_busy and locked.job_of == of):
        Work.objects.filter(pk=work.pk).update(job=Work.Job.WAITING, job_of=of, progress=0, message="")
        transaction.on_commit(lambda: compute_work.enqueue(work.pk, of))
    work.refresh_from_db()
    return work


def cancel(*, work):
    """Stop what waits or runs; twice is harmless."""
    busy = Work.objects.filter(pk=work.pk, job__in=[Work.Job.WAITING, Work.Job.RUNNING])
    return bool(busy.update(job=Work.Job.CANCELLED, job_of="", progress=0))


@may_run_twice(30)
@task()
def compute_work(pk, of):
    """Compute the work as it stood when it was handed on; who changed it since begins anew.

    What runs already was begun by a worker that was killed: of a job there is one at a time.
    """
    wanted = Work.objects.filter(pk=pk, job__in=[Work.Job.WAITING, Work.Job.RUNNING], job_of=of)
    taken = wanted.update(job=Work.Job.RUNNING)
    work = Work.objects.filter(pk=pk).first()
    if not taken or work is None:
        return
    if fingerprint(work) != of:
        _end(work, of, job=Work.Job.CANCELLED)
        return
    try:
        results = computed(work.content_object, work.cleaned_options(), Progress(pk, of))
    except Cancelled:
        return
    except (Trouble, MethodError) as error:
        _end(work, of, job=Work.Job.FAILED, message="\n".join(actions.stopped_by(error)))
    except Exception:
        _end(work, of, job=Work.Job.FAILED)
        logger.exception("The computation of work %s failed", pk)
    else:
        _end(work, of, job=Work.Job.NONE, results=results, results_of=of)


def _end(work, of, **fields):
    """Note the end, unless it was cancelled or begun anew in the meantime."""
    Work.objects.filter(pk=work.pk, job=Work.Job.RUNNING, job_of=of).update(**fields | {"job_of": "", "progress": 0})


class Progress:
    """Notes how far a computation is, now and then, and stops it when somebody cancelled."""

    def __init__(self, pk, of):
        self.mine = Work.objects.filter(pk=pk, job=Work.Job.RUNNING, job_of=of)
        self.looked = 0.0

    def __call__(self, share):
        if time.monotonic() - self.looked < LOOK_AGAIN:
            return
        self.looked = time.monotonic()
        if not self.mine.update(progress=min(max(float(share), 0.0), 1.0)):
            raise Cancelled
