"""Files stay while a backup copies them: whoever removes one asks here first, and what stays is swept later.

The lock is the process's own: a backup that is killed leaves none behind.
"""

import fcntl
import os
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

LOCK = ".lock"  # made by the first backup
PATIENCE = 60  # seconds
PAUSE = 0.1


@contextmanager
def removing():
    """Whether files may be removed, which stays so until the end."""
    path = Path(settings.MEDIA_ROOT) / LOCK
    if not path.exists():
        yield True
        return
    with path.open() as lock:
        yield is_taken(lock, fcntl.LOCK_SH)


@contextmanager
def all_stay():
    """Whether nothing removes files until the end; not where another one asked for that and is not done."""
    path = Path(settings.MEDIA_ROOT) / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        until = time.monotonic() + PATIENCE
        while not (taken := is_taken(lock, fcntl.LOCK_EX)) and time.monotonic() < until:
            time.sleep(PAUSE)
        yield taken


def is_taken(lock, how):
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class PortalStorage(FileSystemStorage):
    def listdir(self, path):
        """What lies there itself: what a link leads to is not the portal's."""
        place = Path(self.path(path))
        if place.resolve() != Path(self.location).resolve() / path:
            return [], []
        with os.scandir(place) as found:
            entries = list(found)
        folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        return folders, [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]

    def delete(self, name):
        """During a backup the file stays: the row that named it may be in the backup. Sweeping removes it later."""
        with removing() as allowed:
            if allowed:
                super().delete(name)
