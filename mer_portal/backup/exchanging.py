"""What was there steps back for what was restored, and comes back where a restore ends before it is done.

A mark lies beside the files of people from before the first step until after the last. While it lies there the portal
does not start: either the next restore or `restore --undo` takes back what was done.
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings

from mer_portal.backup import layout
from mer_portal.backup.packing import sync_folder

OUT, IN = "out", "in"  # the files step back, the new ones come in


def root():
    return Path(settings.MEDIA_ROOT)


def unfinished():
    """What the mark says; None where no restore is under way."""
    path = root() / layout.MARK
    return json.loads(path.read_text()) if path.exists() else None


SENTENCE = (
    "A restore was interrupted: neither what was there nor what was restored is whole. "
    "Run manage.py restore --undo, which brings back what was there, or restore once more with --replace."
)


def mark(**told):
    """Whole or as before, whenever the machine stops."""
    path, new = root() / layout.MARK, root() / f"{layout.STAGED}/{layout.MARK}"
    new.parent.mkdir(exist_ok=True)
    with new.open("w") as target:
        json.dump(told, target)
        target.flush()
        os.fsync(target.fileno())
    new.rename(path)
    sync_folder(path.parent)


def exchange(database, media, had_database):
    """From here on it is done within moments."""
    before = root() / layout.BEFORE
    before.mkdir()
    move_all(root(), before)
    mark(had_database=had_database, files=IN)
    move_all(media, root())
    database.exchange()
    sync_folder(root())


def done(database):
    """The mark first: what is cleared away after it is nobody's any more."""
    (root() / layout.MARK).unlink()
    sync_folder(root())
    clear(database)


def clear(database):
    """What a restore left behind that is done, or never began to exchange anything."""
    database.forget_before()
    remove(root() / layout.BEFORE)
    forget_staged()


def forget_staged():
    """What was unpacked, secrets among it."""
    remove(root() / layout.STAGED)


def take_back(database):
    """Undo what was done; interrupted, it is done once more from where it was."""
    told = unfinished()
    before = root() / layout.BEFORE
    if told["files"] == IN:
        for path in others(root()):
            remove(path)
        mark(**told | {"files": OUT})
    if before.exists():
        move_all(before, root())
    database.take_back(told["had_database"])
    (root() / layout.MARK).unlink()
    sync_folder(root())
    clear(database)


def move_all(source, target):
    for path in others(source):
        path.rename(target / path.name)


def others(folder):
    """What lies in the folder, but for what belongs to backups."""
    return [path for path in folder.iterdir() if path.name not in layout.OWN_NAMES] if folder.exists() else []


def remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
