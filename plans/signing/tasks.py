"""Work for the background: the certificate of a signature that has come into force."""

from functools import partial

from django.db import transaction
from django_tasks import task

from catalogue.jobs import may_run_twice
from plans.signing.certificates import make_first


@may_run_twice()
@task()
def make_certificate(pk):
    make_first(pk)


def follow(signature, taken):
    """One of `plans.signing.moving.FOLLOWERS`: after the commit, so that it is never made of what was rolled back."""
    if taken.step == "activate":
        transaction.on_commit(partial(make_certificate.enqueue, signature.pk), robust=True)
