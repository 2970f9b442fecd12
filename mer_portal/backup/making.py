"""Making a backup: the database first, then the files, so that no row lacks its file."""

import os
import platform
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

import django
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from catalogue import audit
from catalogue.files.removing import all_stay
from mer_portal.backup import forgotten, keeping, keys, layout, packing, sealing
from mer_portal.backup.engines import engine
from mer_portal.backup.refusals import Refused

BUSY = "Another backup is being made, or files are being removed: come again in a while."
SCRATCH = "backup-"


@dataclass
class Made:
    path: Path
    size: int = 0
    tables: int = 0
    rows: int = 0
    files: int = 0
    vanished: list = field(default_factory=list)  # named while the folder was walked, gone when it was read
    outdated: list = field(default_factory=list)  # earlier backups that went when this one was whole


def backup(folder, *, with_secrets=True):
    """Write a backup into the folder; earlier ones stay for their time."""
    recipients = sealing.recipients(settings.BACKUP_RECIPIENT)
    database = engine()
    folder.mkdir(parents=True, exist_ok=True)
    moment = timezone.now()
    name = f"{layout.BEGINS}{moment:%Y%m%dT%H%M%SZ}"
    made = Made(folder / (name + (layout.SEALED if recipients else layout.ENDING)))
    if made.path.exists():
        raise Refused(f"{made.path} is there already: come again in a second.")
    with all_stay() as alone:
        if not alone:
            raise Refused(BUSY)
        packing.forget_unfinished(folder)
        write(made, database, recipients, moment, with_secrets)
        made.outdated = keeping.forget_outdated(folder, moment)
    made.size = made.path.stat().st_size
    forgotten.note(folder)
    audit.note(audit.Action.BACKUP, said=f"{made.path.name}: {made.rows} rows, {made.files} files, {made.size} bytes")
    return made


def write(made, database, recipients, moment, with_secrets):
    with scratch() as place, packing.pack(made.path, recipients) as pack:
        copy = place / layout.DATABASES[database.name]
        pack.add_json(layout.HEAD, head(database, moment))
        rows = database.save(copy)
        pack.add_file(copy.name, copy)
        copy.unlink()
        if with_secrets:
            pack.add_text(layout.SECRET_KEY, settings.SECRET_KEY)
            pack.add_text(layout.ENVIRONMENT, keys.environment())
        add_media(pack, made)
        pack.add_json(layout.MANIFEST, {"rows": rows, "members": pack.members, "vanished": made.vanished})
        made.tables, made.rows = len(rows), sum(rows.values())


@contextmanager
def scratch():
    """Where only the portal writes; what a backup that was killed left there goes first, for no other is under way."""
    place = Path(settings.CACHE_ROOT)
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob(f"{SCRATCH}*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=place) as made:
        yield Path(made)


def head(database, moment):
    """What a restore wants to know before it reads on."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "portal": "mer",
        "format": layout.FORMAT,
        "made": f"{moment:%Y%m%dT%H%M%SZ}",
        "site": settings.SITE_URL,
        "engine": database.name,
        "server": server_version(),
        "django": django.get_version(),
        "python": platform.python_version(),
        "migrations": sorted(".".join(key) for key in applied),
        "key": keys.proof_of(settings.SECRET_KEY),
    }


def server_version():
    connection.ensure_connection()
    return ".".join(map(str, connection.get_database_version()))


# --- Files ---


def lie_elsewhere():
    """Whether the files of people are in no folder of this machine, so that the backup holds none of them."""
    return not isinstance(storages["default"], FileSystemStorage)


def add_media(pack, made):
    if lie_elsewhere():
        return
    root = Path(settings.MEDIA_ROOT)
    for path in files_below(root):
        name = layout.MEDIA + str(path.relative_to(root))
        try:
            pack.add_file(name, path)
            made.files += 1
        except FileNotFoundError:
            made.vanished.append(name)


def files_below(root):
    """Regular files in a fixed order; links are not followed."""
    for place, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted(name for name in folders if not is_own(root, place, name))
        for name in sorted(names):
            path = Path(place) / name
            if not is_own(root, place, name) and is_regular(path):
                yield path


def refuse(error):
    """A folder that cannot be read would be missing without a word."""
    raise error


def is_own(root, place, name):
    return Path(place) == root and name in layout.OWN_NAMES


def is_regular(path):
    try:
        return S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False
