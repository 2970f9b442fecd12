"""What lies in a backup under which name, and what of it a name may say."""

from pathlib import PurePosixPath

FORMAT = 1  # grows when an older portal could not read it any more
HEAD = "mer-backup.json"  # first: what is needed before anything is read
MANIFEST = "manifest.json"  # last: with it the backup is whole
MEDIA = "media/"
SECRET_KEY = "secrets/secret_key"  # noqa: S105  where it lies
ENVIRONMENT = "secrets/environment"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
SINGLE = {HEAD, MANIFEST, SECRET_KEY, ENVIRONMENT, *DATABASES.values()}

BEGINS, ENDING, SEALED = "mer-", ".tar", ".tar.age"
STAMPED = f"{BEGINS}%Y%m%dT%H%M%S%z"  # of the moment at which it was begun; %z reads the Z of UTC
UNFINISHED = ".part"

# Beside the files of people: the lock, and what a restore leaves there while it is under way.
STAGED, BEFORE, MARK, LOCK = ".restoring", ".before-restore", ".restore-unfinished", ".lock"
OWN_NAMES = {STAGED, BEFORE, MARK, LOCK}


def is_allowed(name):
    """Whether a backup may hold this: nothing that leads out of its folder."""
    if name in SINGLE:
        return True
    inner = name.removeprefix(MEDIA)
    if inner == name or "\0" in name or str(PurePosixPath(inner)) != inner:
        return False
    parts = PurePosixPath(inner).parts
    return bool(parts) and parts[0] not in {"/", *OWN_NAMES} and ".." not in parts
