"""Encryption in the format of age: what is written for a public key, only its private key opens."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from mer_portal.backup.refusals import DAMAGED, Refused

BEGINS = b"age-encryption.org/"
AT_ONCE = 1 << 20
DISAGREES = DAMAGED.format("its encryption does not agree")
UNWRITTEN = "The backup could not be written: {}."
MISSING = "pyrage is not installed, without which backups are neither encrypted nor opened: install requirements.txt."


def library():
    try:
        import pyrage  # a part of the portal that only this room needs
    except ImportError as error:
        raise Refused(MISSING) from error
    return pyrage


def recipients(text):
    """Public keys, with commas between them: age1… or ssh-ed25519 …"""
    return [recipient(one.strip()) for one in text.split(",") if one.strip()]


def recipient(text):
    pyrage = library()
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise Refused("BACKUP_RECIPIENT is no public key: write age1…, or one of SSH as ssh-ed25519 …") from error


def identities(path):
    """The private keys of a file, as age-keygen or ssh-keygen write them."""
    pyrage = library()
    try:
        text = Path(path).read_text()
        if "PRIVATE KEY-----" in text:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise Refused(f"{path} cannot be read as a private key.") from error
    if not found:
        raise Refused(f"{path} holds no private key.")
    return found


@contextmanager
def sealed(target, keys):
    """What is written into this goes into the target, encrypted; as it is where there are no keys."""
    if not keys:
        yield target
        return
    source, sink = map(os.fdopen, os.pipe(), ("rb", "wb"))
    with ThreadPoolExecutor(1) as beside:
        job = beside.submit(closing_after, source, library().encrypt_io, source, target, keys)
        try:
            with sink:
                yield sink
        except BrokenPipeError:
            refuse_if_failed(job, UNWRITTEN)
            raise
        refuse_if_failed(job, UNWRITTEN)


@contextmanager
def unsealed(source, path_of_key):
    """What can be read from this is what was written, whether it is encrypted or not."""
    begins = source.read(len(BEGINS))
    source.seek(0)
    if begins != BEGINS:
        yield source
        return
    if path_of_key is None:
        raise Refused("This backup is encrypted: name the file of the private key with --identity.")
    keys = identities(path_of_key)
    plain, sink = map(os.fdopen, os.pipe(), ("rb", "wb"))
    with ThreadPoolExecutor(1) as beside:
        job = beside.submit(closing_after, sink, library().decrypt_io, source, sink, keys)
        try:
            with plain:
                yield plain
                drain(plain)  # to the seal at the end
        except Exception:
            refuse_if_failed(job)  # what stopped there is the cause of what was missing here
            raise
        refuse_if_failed(job)


def drain(stream):
    while stream.read(AT_ONCE):
        pass


def closing_after(stream, work, *given):
    with stream:
        work(*given)


def refuse_if_failed(job, sentence=DISAGREES):
    error = job.exception()
    if error is None or isinstance(error, BrokenPipeError):
        return
    if "No matching keys" in str(error):
        raise Refused("This private key does not open the backup: it was encrypted to another one.") from error
    if "roken pipe" not in str(error):
        raise Refused(sentence.format(error)) from error
