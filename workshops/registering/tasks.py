"""What happens at a moment: an offer that was not taken goes to the next. `manage.py db_worker` does it.

Where no worker runs at that moment the daily round does it later; nobody can accept the offer in between.
"""

from functools import partial

from django.db import transaction
from django_tasks import task

from catalogue.jobs import may_run_twice
from workshops.models import RegistrationState
from workshops.registering.steps import lapse


@may_run_twice()
@task()
def end_offer(pk):
    lapse(pk)


def plan_end(registration, step):
    """Every offer plans its own end, in the transaction that makes it."""
    if step.target == RegistrationState.OFFERED:
        plan = end_offer.using(run_after=registration.offer_until)
        transaction.on_commit(partial(plan.enqueue, registration.pk), robust=True)
