"""The secrets of a portal: its key and the environment that its settings read. Where they go when they come back."""

import os
import shlex
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from mer_portal.backup import layout

SALT = "mer_portal.backup.key"
PASSING = "only-for-this-command-"  # how the key begins that manage.py makes up where there is none yet
STORED = "secret_key"
KEY_DIFFERS = (
    "The key in use is another one, and stays: until SECRET_KEY is that of the backup, links of surveys, letters and "
    "invitations that were sent before do not work, sessions are lost, and nobody who was erased is known."
)


def proof_of(key):
    """By this a key is known to be the one of a backup; the key itself cannot be told from it."""
    return salted_hmac(SALT, "key", secret=key, algorithm="sha256").hexdigest()


def environment():
    """As lines of a shell and of systemd: what was given to this process of what the settings read."""
    given = {name: os.environ[name] for name in settings.ENVIRONMENT_READ if name in os.environ}
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in given.items())


def put(backup, folder):
    """Write the secrets of a backup below the folder, never over others. Returns sentences about where they are."""
    key = backup.secret(layout.SECRET_KEY)
    if key is None:
        return []
    place = new_folder(folder, f"restored-{backup.head['made']}")
    write(place / "environment", backup.secret(layout.ENVIRONMENT) or "")
    write(place / STORED, f"{key}\n")
    said = [f"The secrets of the backup are in {place}: environment, secret_key."]
    if key == settings.SECRET_KEY:
        return said
    if settings.SECRET_KEY.startswith(PASSING) and not (folder / STORED).exists():
        write(folder / STORED, f"{key}\n")
        return [*said, f"{folder / STORED} is the key of the backup from now on."]
    return [*said, KEY_DIFFERS]


def new_folder(parent, name):
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(1, 1000):
        place = parent / (name if number == 1 else f"{name}-{number}")
        try:
            place.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return place
    raise FileExistsError(parent / name)


def write(path: Path, text):
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", errors="surrogateescape") as target:
        target.write(text)
