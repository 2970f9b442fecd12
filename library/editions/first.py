"""The first edition of the handbook that the portal ships: prepared and approved by the portal, as initial content."""

from django.db import transaction
from django_tasks import task

from catalogue.jobs import may_run_twice
from library.books.loading import HANDBOOK
from library.editions import steps
from library.editions.setting import set_edition
from library.models import Book, Edition


def handbook():
    """The shipped handbook, where it is public."""
    return Book.objects.published().filter(external_id=HANDBOOK).first()


@may_run_twice(40)
@task()
def approve_handbook():
    """What the command does, by the worker."""
    if book := handbook():
        first_edition(book)


def first_edition(book):
    """Edition 1, as it stands or made here and now; None where people prepare one. Refused says what hinders it."""
    if standing := book.editions.public().first():
        return standing
    edition = book.editions.open().first() or steps.begin(book=book, by=None)
    if edition.prepared_by_id or edition.state != Edition.State.DRAFT:
        return None
    for name in ("refresh", "propose"):
        done_by_portal(name, edition)
    set_edition.func(edition.pk)
    return done_by_portal("approve", edition)


@transaction.atomic
def done_by_portal(name, edition):
    return steps.done(steps.STEPS[name], steps.locked(edition), None)
