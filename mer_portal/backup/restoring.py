"""Restoring: unpacked and compared beside what is there, made ready, and only then exchanged."""

import sqlite3
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connections

from catalogue.personal.remembering import remembered
from mer_portal.backup import exchanging, forgotten, keys, layout
from mer_portal.backup.engines import engine
from mer_portal.backup.exchanging import root
from mer_portal.backup.refusals import Refused
from mer_portal.backup.unpacking import unpack
from mer_portal.backup.within import within

# What a portal holds that nobody has used yet: migrations fill these.
OF_MIGRATIONS = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "catalogue_cataloguestate",
    "django_content_type",
    "django_migrations",
}
OF_THE_INDEX = "catalogue_terms_"  # tables inside the one of the terms, on SQLite

NOT_EMPTY = (
    "This portal is not empty: {}. With --replace all of it, database and files, gives way to the backup. "
    "Nothing was changed."
)
OTHER_KEY = (
    "This backup is of another SECRET_KEY, which it does not hold: links of surveys, letters and invitations that were "
    "sent, and open sessions, would not work, and who was erased since could not be erased again. Give the key of that "
    "portal as SECRET_KEY, or go on without it by --other-key. Nothing was changed."
)
UNREADABLE = "What this database had forgotten could not be read: erasures count only as far as the backup knows them."


@dataclass
class Restored:
    name: str
    head: dict
    told: dict  # numbers of what was done
    sentences: list


def restore(path, *, replace=False, identity=None, other_key=False, secrets_to):
    """All of it or nothing; returns what was done."""
    database = engine()
    if exchanging.unfinished():
        if not replace:
            raise Refused(exchanging.SENTENCE)
        undo()
    sentences = []
    had_rows = refuse_unless_empty(database, replace)
    further = forgotten.read(path.parent) + (known(sentences) if had_rows else [])
    connections.close_all()
    database.require_nobody()
    root().mkdir(parents=True, exist_ok=True)
    exchanging.clear(database)
    (root() / layout.STAGED).mkdir(mode=0o700)
    try:
        backup = unpack(path, root() / layout.STAGED, engine=database.name, identity=identity)
        key = key_of(backup, other_key)
        told = put_in_place(database, backup, key, {"forgotten": further, "name": path.name})
        sentences += keys.put(backup, secrets_to)
    except BaseException:
        back(database)
        raise
    exchanging.done(database)
    return Restored(path.name, backup.head, told, sentences)


def put_in_place(database, backup, key, told):
    had_database = database.name != "sqlite" or database.path.exists()
    exchanging.mark(had_database=had_database, files=exchanging.OUT)
    url = database.stage(backup)
    told = told | {"keys": list(dict.fromkeys([key, settings.SECRET_KEY]))}
    cache = root() / layout.STAGED / "cache"
    for row in told["forgotten"]:
        row["erased_at"] = str(row["erased_at"])
    done = within("settle", url=url, media=backup.media, cache=cache, key=key, told=told)
    exchanging.exchange(database, backup.media, had_database)
    return done


def back(database):
    """As it was before, where that is still possible: a kill leaves the mark, and the next restore does this."""
    if exchanging.unfinished():
        exchanging.take_back(database)
    else:
        exchanging.clear(database)


def undo():
    """Whether there was anything to take back. What worked upon the new database may have outlived the restore."""
    if not exchanging.unfinished():
        exchanging.forget_staged()
        return False
    database = engine()
    database.require_nobody()
    exchanging.take_back(database)
    return True


# --- Before anything is touched ---


def refuse_unless_empty(database, replace):
    """Whether there are any rows of people."""
    try:
        rows = {table: number for table, number in database.rows().items() if number and is_of_people(table)}
    except (DatabaseError, sqlite3.DatabaseError):
        rows = {"a database that cannot be read": 1}
    files = exchanging.others(root())
    if (rows or files) and not replace:
        held = [f"{number} rows in {table}" for table, number in sorted(rows.items())[:3]]
        held += [f"files in {root()}"] if files else []
        raise Refused(NOT_EMPTY.format(", ".join(held)))
    return bool(rows)


def is_of_people(table):
    return table not in OF_MIGRATIONS and not table.startswith(OF_THE_INDEX)


def known(sentences):
    """Whom the portal in place forgot, as far as it can still be asked."""
    try:
        return remembered()
    except DatabaseError:
        sentences.append(UNREADABLE)
        return []


def key_of(backup, other_key):
    """The secret key by which what is in the backup was signed."""
    if (key := backup.secret(layout.SECRET_KEY)) is not None:
        return key
    if keys.proof_of(settings.SECRET_KEY) != backup.head["key"] and not other_key:
        raise Refused(OTHER_KEY)
    return settings.SECRET_KEY
