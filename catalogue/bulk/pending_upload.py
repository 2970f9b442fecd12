"""An upload between its preview and the confirmation: beside the files of people, for another node may hear of that.

It lies under a name nobody can guess. The token that leads to it is signed, holds for an hour, and only for the
person who uploaded it.
"""

import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.core import signing
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

HOUR = 3600
SALT = "import of entries"
FOLDER = "imports"


def keep(content, user, **choices):
    """A token for the content; what nobody confirmed goes after an hour."""
    forget_old()
    name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", ContentFile(content))
    with suppress(NotImplementedError):  # what lies in a bucket has no path, and nobody else to read it
        Path(default_storage.path(name)).chmod(0o600)
    return signing.dumps({"name": name, "user": user.pk, **choices}, salt=SALT)


def taken(token, user):
    """(content, choices), once; None for a token that is forged, too old, another person's or used."""
    try:
        choices = signing.loads(token, salt=SALT, max_age=HOUR)
        if choices.pop("user") != user.pk:
            return None
        name = choices.pop("name")
        if not cache.add(f"taken-{name}", True, HOUR):  # of two clicks at once only one gets further, on whatever node
            return None
        with default_storage.open(name) as kept:
            content = kept.read()
        default_storage.delete(name)
    except (signing.BadSignature, FileNotFoundError):
        return None
    return content, choices


def forget_old():
    with suppress(FileNotFoundError):  # nobody has imported anything yet
        for name in default_storage.listdir(FOLDER)[1]:
            with suppress(FileNotFoundError):  # gone meanwhile
                forget_if_old(f"{FOLDER}/{name}")


def forget_if_old(name):
    if default_storage.get_modified_time(name).timestamp() < time.time() - HOUR:
        default_storage.delete(name)
