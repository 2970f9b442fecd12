"""The archive of one's own data: made in the background, fetched by its owner alone, gone after some days."""

import secrets
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from catalogue import audit
from catalogue.jobs import may_run_twice
from catalogue.personal.exporting import exported
from catalogue.personal.person import of_account
from partners.models import PersonalArchive

KEPT = timedelta(days=3)


@transaction.atomic
def ask(person):
    """Whether it is begun by this; one that is being made, or waits to be fetched, is there already."""
    archive, is_new = PersonalArchive.objects.get_or_create(person=person)
    if is_new:
        audit.note(audit.Action.EXPORT, by=person, said=f"person {person.pk}: asked for")
        transaction.on_commit(partial(make_archive.enqueue, archive.pk), robust=True)
    return is_new


@may_run_twice(10)
@task()
def make_archive(pk):
    """Once it is made, doing so again changes nothing."""
    archive = PersonalArchive.objects.select_related("person").filter(pk=pk, made_at=None).first()
    if archive is None:
        return
    content, rows = exported(of_account(archive.person))
    if not keep(archive, content, rows):
        archive.file.delete(save=False)


@transaction.atomic
def keep(archive, content, rows):
    """Whether it is still wanted: meanwhile it may have been dropped, or its owner erased."""
    archive.file.save(f"{secrets.token_urlsafe(24)}.zip", ContentFile(content), save=False)
    told = {"file": archive.file.name, "rows": rows, "made_at": timezone.now()}
    if not PersonalArchive.objects.filter(pk=archive.pk, made_at=None).update(**told):
        return False
    audit.note(audit.Action.EXPORT, by=archive.person, said=f"person {archive.person_id}: made")
    return True


def drop(archives):
    """The rows, and after the commit their files. Returns how many."""
    archives = list(archives)
    for archive in archives:
        if archive.file:
            transaction.on_commit(partial(archive.file.storage.delete, archive.file.name), robust=True)
    return PersonalArchive.objects.filter(pk__in=[archive.pk for archive in archives]).delete()[0]


# --- In the daily round ---


def outdated():
    """Those whose time is over, and those that nobody made in as long."""
    before = timezone.now() - KEPT
    return PersonalArchive.objects.filter(Q(made_at__lt=before) | Q(made_at=None, asked_at__lt=before)).order_by("pk")


@transaction.atomic
def forget(pk):
    return bool(drop(outdated().filter(pk=pk)))


def forget_people(emails):
    asked = Q(pk__in=[])
    for email in emails:
        asked |= Q(person__email__iexact=email)
    drop(PersonalArchive.objects.filter(asked))
