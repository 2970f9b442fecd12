"""Writing a backup: one part after another, under another name until all of it is safe on the disk."""

import hashlib
import io
import json
import os
import tarfile
from contextlib import contextmanager

from mer_portal.backup import layout
from mer_portal.backup.sealing import sealed


class Pack:
    """An open backup; knows the size and the sum of all that went in."""

    def __init__(self, tar):
        self.tar, self.members = tar, {}

    def add(self, name, stream, *, size, modified=0):
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, modified, 0o600
        summed = Summed(stream)
        self.tar.addfile(info, summed)
        self.members[name] = {"size": size, "sha256": summed.sum.hexdigest()}

    def add_text(self, name, text):
        content = text.encode("utf-8", "surrogateescape")
        self.add(name, io.BytesIO(content), size=len(content))

    def add_json(self, name, value):
        self.add_text(name, json.dumps(value, indent=1))

    def add_file(self, name, path):
        """As long as it is now: it is neither followed where it is a link, nor read further than it reaches."""
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
            found = os.fstat(stream.fileno())
            self.add(name, stream, size=found.st_size, modified=found.st_mtime)


class Summed:
    """A stream that reckons the sum of what is read from it."""

    def __init__(self, stream):
        self.stream, self.sum = stream, hashlib.sha256()

    def read(self, size=-1):
        data = self.stream.read(size)
        self.sum.update(data)
        return data


@contextmanager
def pack(path, keys):
    """A backup at this path, once all went well; otherwise there is none."""
    unfinished = path.with_name(f".{path.name}{layout.UNFINISHED}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            with (
                sealed(target, keys) as sink,
                tarfile.open(fileobj=sink, mode="w|", encoding="utf-8", errors="surrogateescape") as tar,
            ):
                yield Pack(tar)
            target.flush()
            os.fsync(target.fileno())
        os.link(unfinished, path)  # never over another one
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder):
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def forget_unfinished(folder):
    """What a backup that was killed left there."""
    for path in folder.glob(f".{layout.BEGINS}*{layout.UNFINISHED}"):
        path.unlink(missing_ok=True)
