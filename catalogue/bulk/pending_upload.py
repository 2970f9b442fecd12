"""An upload between its preview and the confirmation: in a file of its own, under a name nobody can guess.

The token that leads to it is signed, holds for an hour, and only for the person who uploaded it.
"""

import secrets
import tempfile
import time
from pathlib import Path

from django.core import signing

HOUR = 3600
SALT = "import of entries"
PREFIX = "portal-import-"


def keep(content, user, **choices):
    """A token for the content; what nobody confirmed goes after an hour."""
    forget_old()
    name = secrets.token_hex(16)
    path = path_of(name)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
    return signing.dumps({"name": name, "user": user.pk, **choices}, salt=SALT)


def taken(token, user):
    """(content, choices), once; None for a token that is forged, too old, another person's or used."""
    try:
        choices = signing.loads(token, salt=SALT, max_age=HOUR)
        if choices.pop("user") != user.pk:
            return None
        path = path_of(choices.pop("name"))
        content = path.read_bytes()
        path.unlink()  # of two clicks at once only one gets further
    except (signing.BadSignature, FileNotFoundError):
        return None
    return content, choices


def forget_old():
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if path.stat().st_mtime < time.time() - HOUR:
                path.unlink()
        except OSError:  # gone meanwhile, or another program's
            continue


def path_of(name):
    return Path(tempfile.gettempdir()) / f"{PREFIX}{name}"
