"""Work for the background: what fits a listing that has just become public."""

from functools import partial

from django.db import transaction
from django_tasks import task

from catalogue.jobs import may_run_twice
from partners.matching.keeping import refresh
from partners.matching.telling import tell_of_new


@may_run_twice()
@task()
def match_listing(pk):
    refresh(pk)
    tell_of_new()


def in_the_open(version, by):
    """The content of a version has become the public one: its matches follow after the commit."""
    transaction.on_commit(partial(match_listing.enqueue, version.dossier.object_id), robust=True)
