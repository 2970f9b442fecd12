"""Whom the portal forgot, noted beside its backups too: a machine that is lost takes what it remembered with it.

An older backup brings people back who were erased after it was made. `restore` makes it forget them again by the
digests in this file, which tell nothing to whoever lacks the portal's secret key.
"""

import json
import logging
import os
from pathlib import Path

from django.conf import settings

from catalogue.personal.remembering import SAID, remembered
from mer_portal.backup.packing import sync_folder
from mer_portal.backup.refusals import Refused

logger = logging.getLogger(__name__)

FILE = "forgotten.jsonl"


def note(folder):
    """Keep what is there and add what this portal knows."""
    path = folder / FILE
    rows = {row["digest"]: row for row in read(folder)}
    for row in remembered():
        before = rows.get(row["digest"], {})
        with_more = {name: row[name] or before.get(name, False) for name in ("with_texts", "with_entries")}
        rows[row["digest"]] = row | with_more | {"erased_at": row["erased_at"].isoformat()}
    if not rows:
        return
    new = path.with_name(f".{FILE}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as target:
        target.writelines(json.dumps(row) + "\n" for row in rows.values())
        target.flush()
        os.fsync(target.fileno())
    new.rename(path)
    sync_folder(folder)


def read(folder):
    """The rows of the file beside a backup; none where there is no file."""
    path = folder / FILE
    try:
        lines = path.read_text().splitlines() if path.exists() else []
        return [{name: row[name] for name in SAID} for row in map(json.loads, filter(None, lines))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path} cannot be read: it names, by digests, whom this portal forgot.") from error


def note_at_once():
    """After each erasing, so that it need not wait for the next backup; what fails here waits for that."""
    if not settings.BACKUP_FOLDER:
        return
    try:
        note(Path(settings.BACKUP_FOLDER))
    except (OSError, Refused):
        logger.exception("The digest of an erased address could not be noted beside the backups.")
