"""Trying a backup: restored into a scratch database and a folder, looked at, and cleared away."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from mer_portal.backup import keys, layout
from mer_portal.backup.engines import engine
from mer_portal.backup.unpacking import unpack
from mer_portal.backup.within import within


@dataclass
class Checked:
    head: dict
    faults: list
    remarks: list
    pages: int
    files: int
    rows: int


def check(path, *, identity=None):
    database = engine()
    with tempfile.TemporaryDirectory(prefix="mer-check-") as place:
        folder = Path(place) / "backup"
        folder.mkdir()
        backup = unpack(path, folder, engine=database.name, identity=identity)
        rows = backup.manifest["rows"]
        key = backup.secret(layout.SECRET_KEY) or settings.SECRET_KEY
        with database.scratch(backup) as url:
            cache = Path(place) / "cache"
            found = within("look", url=url, media=backup.media, cache=cache, key=key, told={"rows": rows})
        files = sum(name.startswith(layout.MEDIA) for name in backup.manifest["members"])
        remarks = [*found["remarks"], *about_the_key(backup)]
        return Checked(backup.head, found["faults"], remarks, found["pages"], files, sum(rows.values()))


def about_the_key(backup):
    if backup.secret(layout.SECRET_KEY) is None and keys.proof_of(settings.SECRET_KEY) != backup.head["key"]:
        yield "It holds no secrets and is of another SECRET_KEY than this portal's: keep that one somewhere else."
