"""The database that this portal runs on."""

from django.db import connection

from mer_portal.backup.postgres import Postgres
from mer_portal.backup.sqlite import Sqlite

ENGINES = {engine.name: engine for engine in (Sqlite, Postgres)}


def engine():
    return ENGINES[connection.vendor]()
