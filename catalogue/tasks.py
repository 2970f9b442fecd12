"""Work for the background: reading the text of files. `manage.py db_worker` does it, or `manage.py read_files`."""

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from catalogue.apart import TOO_LARGE, Refused
from catalogue.files.extraction import extract, kind_of
from catalogue.filing import filing
from catalogue.jobs import may_run_twice
from catalogue.limits import MOST_FILE_BYTES
from catalogue.models.card import CatalogueState
from catalogue.models.file_text import FileText

BATCH = 200


@may_run_twice()
@task()
def read_file(pk):
    """Read the file of one row, then file the card of its entry. Once it is read, doing so again changes nothing."""
    row = FileText.objects.waiting().filter(pk=pk).first()
    if row:
        keep(row, outcome(row))


@may_run_twice()
@task()
def file_cards(label, pks):
    """Write the cards of entries of a model, in small transactions."""
    for start in range(0, len(pks), BATCH):
        filing.file_entries(apps.get_model(label), pks[start : start + BATCH])


def outcome(row):
    """What the row is to hold: the text, or the reason why there is none."""
    values = {"state": FileText.State.FAILED, "reason": "", "text": "", "pages": 0, "cut": False}
    try:
        text, pages, cut = extract(content(row), kind_of(row.name))
    except Refused as error:
        return values | {"reason": str(error)}
    except (OSError, SuspiciousFileOperation):
        return values | {"reason": FileText.Reason.MISSING}
    state = FileText.State.READ if text else FileText.State.EMPTY
    return values | {"state": state, "text": text, "pages": pages, "cut": cut}


def content(row):
    model = row.content_type.model_class()
    if model is None:
        raise FileNotFoundError
    with model._meta.get_field(row.field).storage.open(row.name) as stored:
        if stored.size > MOST_FILE_BYTES:
            raise Refused(TOO_LARGE)
        return stored.read()


@transaction.atomic
def keep(row, values):
    """Unless the file was replaced or removed meanwhile: the task of the new one is on its way."""
    CatalogueState.lock()
    if not FileText.objects.filter(pk=row.pk, name=row.name).update(**values, updated_at=timezone.now()):
        return
    if row.entry is None:
        row.delete()
    else:
        row.entry.file_card()
