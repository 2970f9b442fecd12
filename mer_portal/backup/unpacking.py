"""Reading a backup: everything into a folder of its own, each part compared by size and sum, or none of it counts."""

import hashlib
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from mer_portal.backup import layout
from mer_portal.backup.refusals import DAMAGED, Refused
from mer_portal.backup.sealing import unsealed

AT_ONCE = 1 << 20
FOREIGN = "This is no backup of this portal."
REGULAR = (tarfile.REGTYPE, tarfile.AREGTYPE)


@dataclass(frozen=True)
class Backup:
    """One that was unpacked and is whole."""

    folder: Path
    head: dict
    manifest: dict

    @property
    def database(self):
        return self.folder / layout.DATABASES[self.head["engine"]]

    @property
    def media(self):
        return self.folder / layout.MEDIA

    def secret(self, name):
        """A text of the secrets; None where the backup holds none."""
        path = self.folder / name
        return path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else None


def unpack(path, folder, *, engine, identity=None):
    """The backup, unpacked into an empty folder. `engine` is the database that this portal runs on."""
    try:
        with path.open("rb") as source, unsealed(source, identity) as plain:
            head, manifest = read(plain, folder, engine)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(reason(path, error)) from error
    (folder / layout.MEDIA).mkdir(exist_ok=True)
    return Backup(folder, head, manifest)


def reason(path, error):
    if isinstance(error, OSError) and error.errno:
        return f"{error.filename or path}: {error.strerror}. Nothing was changed."
    return DAMAGED.format("it cannot be read to its end")


def read(plain, folder, engine):
    head, manifest, found = None, None, {}
    with opened(plain) as tar:
        for member in tar:
            if manifest is not None:
                raise Refused(DAMAGED.format("something follows after its end"))
            if head is None and member.name != layout.HEAD:
                raise Refused(FOREIGN)
            found[member.name] = extract(tar, member, folder)
            if member.name == layout.HEAD:
                head = json.loads((folder / layout.HEAD).read_text())
                refuse_other(head, engine)
            elif member.name == layout.MANIFEST:
                manifest = json.loads((folder / layout.MANIFEST).read_text())
    compare(found, manifest, engine)
    return head, manifest


def opened(plain):
    try:
        return tarfile.open(fileobj=plain, mode="r|", encoding="utf-8", errors="surrogateescape")
    except tarfile.ReadError as error:
        raise Refused(FOREIGN) from error


def extract(tar, member, folder):
    """Write one part and say its size and sum."""
    if not layout.is_allowed(member.name) or member.type not in REGULAR or member.sparse:
        raise Refused(f"This backup holds what it must not: {member.name!r}. Nothing was changed.")
    path, told = folder / member.name, hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as target, tar.extractfile(member) as stream:
        while data := stream.read(AT_ONCE):
            told.update(data)
            target.write(data)
    return {"size": member.size, "sha256": told.hexdigest()}


def refuse_other(head, engine):
    """A backup of another portal, of a newer one, or of one on another database."""
    if head["portal"] != "mer" or head["engine"] not in layout.DATABASES:
        raise Refused(FOREIGN)
    if head["format"] > layout.FORMAT or (unknown := unknown_migrations(head["migrations"])):
        told = f" It knows {', '.join(unknown[:3])}." if head["format"] <= layout.FORMAT else ""
        raise Refused(f"This backup was made by a newer portal: bring this one up to date first.{told}")
    if head["engine"] != engine:
        raise Refused(
            f"This backup was made on {head['engine']} and this portal runs on {engine}: a backup goes only into a "
            "database of its own kind. Set DATABASE_URL to one."
        )


def unknown_migrations(names):
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    known = {".".join(key) for key in {*loader.disk_migrations, *replaced}}
    return sorted(set(names) - known)


def compare(found, manifest, engine):
    if manifest is None:
        raise Refused(FOREIGN if not found else DAMAGED.format("its end is missing"))
    wanted = dict(manifest["members"])
    found.pop(layout.MANIFEST)
    if layout.DATABASES[engine] not in found:
        raise Refused(DAMAGED.format("it holds no database"))
    if wrong := sorted(name for name in {*found, *wanted} if found.get(name) != wanted.get(name)):
        raise Refused(DAMAGED.format(f"{len(wrong)} of its parts differ from what was written, first {wrong[0]!r}"))
