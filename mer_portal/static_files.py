"""Static files under names that change with their content, compressed once when they are collected.

A page that somebody has open, or that a node of the release before is still sending, asks for files of that release:
they stay for a month after the last release that named them.
"""

import datetime as dt
import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import timezone
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAYS = dt.timedelta(days=30)
HASHED = re.compile(r"\.[0-9a-f]{12}(\.[a-z0-9]+)*$")


class HashedAndCompressed(CompressedManifestStaticFilesStorage):
    """Compresses what pages ask for: names with a hash. The rest is half of all files and is asked for by nobody."""

    def compress_files(self, paths):
        asked = set(self.hashed_files.values())
        yield from super().compress_files([path for path in paths if path in asked and not path.endswith(".map")])


def sweep():
    """Removes what no release has named for a month; returns its names. Since when each was not is noted."""
    folder, noted, today = Path(settings.STATIC_ROOT), notes(), timezone.localdate()
    left = {name: noted.get(name, today.isoformat()) for name in left_over(folder)}
    gone = sorted(name for name, day in left.items() if dt.date.fromisoformat(day) + STAYS <= today)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        del left[name]
    note(left)
    return gone


def left_over(folder):
    """The files under names with a hash that the present release does not name, packed ones with them."""
    named = {*staticfiles_storage.hashed_files, *staticfiles_storage.hashed_files.values()}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if HASHED.search(name) and not {name, name.removesuffix(".gz").removesuffix(".br")} & named and path.is_file():
            yield name


def notes():
    try:
        return json.loads(file_of_notes().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # lost ones only make what is old stay longer


def note(left):
    made = file_of_notes().with_suffix(".new")
    made.write_text(json.dumps(left, indent=0, sort_keys=True), encoding="utf-8")
    made.replace(file_of_notes())


def file_of_notes():
    """Beside the folder, for all that is in it is sent out."""
    return Path(settings.STATIC_ROOT).with_name("static_left.json")
