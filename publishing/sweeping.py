"""Stored files that nothing names any more: found in the folders that uploads go to, and removed after a day.

Only what the storage listed is ever removed, so no name in the database can lead outside; links are not followed.
"""

import logging
import re
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from catalogue.bulk import pending_upload
from catalogue.files.pictures import NARROWER
from catalogue.files.removing import removing
from catalogue.files.uploads import IMAGE_ENDINGS
from publishing.models import Version

logger = logging.getLogger(__name__)

PATIENCE = timedelta(days=1)  # a file is stored a moment before the row that names it
AT_ONCE = 200  # files for which the fields are asked together
COPY = re.compile(rf"-(?:{'|'.join(map(str, NARROWER))})\.webp\Z")


def sweep(*, delete=False):
    """The names of the files that nothing names; with `delete` they are removed, and only those are named."""
    if not delete:
        return orphans()
    with removing() as allowed:  # while a backup copies them they stay: the next round comes
        return [name for name in orphans() if remove(name)] if allowed else []


def orphans():
    lost = {}
    for names in batches(stored_files()):
        found = without_field(names)
        lost |= {name: found[name] for name in found if is_old(name)}
    return sorted(without_version(lost))


# --- What lies there ---


def stored_files():
    """Names of files below the folders of the file fields, and of imports that nobody confirmed, wherever they lie."""
    for folder in sorted({pending_upload.FOLDER, *(column.upload_to.rstrip("/") for _model, column in file_columns())}):
        yield from filter(can_be_named, below(folder))


def below(folder):
    try:
        folders, names = default_storage.listdir(folder)
    except OSError:
        return  # never made, or gone meanwhile
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from below(f"{folder}/{inner}")


def can_be_named(name):
    """Whether a database could hold the name; what it could not is none of ours and stays."""
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def is_old(name):
    """By the later of its two times: what a backup has just brought back is young, whatever date it bears."""
    try:
        return max(times(name)) < timezone.now() - PATIENCE
    except OSError:
        return False


def times(name):
    yield default_storage.get_modified_time(name)
    with suppress(NotImplementedError):  # a bucket knows only one
        yield default_storage.get_created_time(name)


def batches(names):
    batch = []
    for name in names:
        batch.append(name)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


# --- What is named ---


def file_columns():
    """(model, field) of every file field."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField):
                yield model, column


def keepers(name):
    """The names by which a file is kept: its own and, of a narrower copy, that of its picture."""
    stem = COPY.sub("", name)
    return {name} if stem == name else {name, *(f"{stem}.{ending}" for ending in IMAGE_ENDINGS)}


def without_field(names):
    """{name: its keepers} of those files that no field names."""
    wanted = {name: keepers(name) for name in names}
    asked, named = set().union(*wanted.values()), set()
    for model, column in file_columns():
        stored = model._base_manager.filter(**{f"{column.attname}__in": asked})
        named |= set(stored.values_list(column.attname, flat=True))
    return {name: kept_by for name, kept_by in wanted.items() if not named & kept_by}


def without_version(lost):
    """Those of the files that no version names either, wherever in its content; one version is read after another."""
    left, kept = set(lost), defaultdict(set)
    for name, its_keepers in lost.items():
        for keeper in its_keepers:
            kept[keeper].add(name)
    contents = Version.objects.order_by().values_list("content", flat=True)
    for content in contents.iterator(chunk_size=50) if lost else ():
        left.difference_update(*(kept[text] for text in texts(content) if text in kept))
    return left


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


# --- Removing ---


def remove(name):
    """Whether the file is gone now; one that cannot be removed holds up no other."""
    try:
        default_storage.delete(name)
    except Exception:  # each storage has faults of its own
        logger.exception("A file that nothing names could not be removed: %r.", name)
        return False
    return True
