"""A portal installed from commit 3c23d79 becomes today's: every row stays, and its tables are those of a new portal.

`data/portal-3c23d79.*` is such a portal: the shipped content, the demo accounts, dossiers in every state, reviews,
saved and published runs, unfinished work and a survey. Its pieces of words, which a rebuild makes anew, are left out.
"""

import json
import lzma
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler
from environ import Env

from tests.databases import database

DATA = Path(__file__).parent / "data"
# What an upgrade itself writes.
WRITTEN = {"django_migrations", "django_content_type", "auth_permission", "auth_group_permissions", "sqlite_sequence"}
INDEX_OF_SQLITE = "catalogue_terms_"  # tables inside the one of the terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_portal(tmp_path, worker_id):
    """The address of a database as such a portal left it."""
    kind = "sqlite3" if connection.vendor == "sqlite" else "sql"
    kept = lzma.decompress((DATA / f"portal-3c23d79.{kind}.xz").read_bytes())
    if kind == "sqlite3":
        (tmp_path / "portal.sqlite3").write_bytes(kept)
    with database(tmp_path, f"upgrade_{worker_id}", script=kept.decode() if kind == "sql" else "") as url:
        yield url


def manage(url, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    env = os.environ | {"DATABASE_URL": url}
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=True).stdout


def opened(url):
    return closing(ConnectionHandler({"default": Env.db_url_config(url)})["default"])


def rows_of(database):
    """{table: {column: values}} of what people and the portal wrote."""
    with database.cursor() as cursor:
        tables = {table.name for table in database.introspection.get_table_list(cursor)} - WRITTEN
        found = {}
        for table in sorted(table for table in tables if not table.startswith(INDEX_OF_SQLITE)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a table of ours
            columns = [column[0] for column in cursor.description]
            rows = [[told(table, *cell) for cell in zip(columns, row, strict=True)] for row in cursor.fetchall()]
            found[table] = columns, [tuple(row) for row in rows]
        return found


def told(table, column, value):
    """A value as text; what an upgrade moves within it reads the same before and after."""
    if (table, column) != ("publishing_version", "content"):
        return repr(value)
    content = json.loads(value)
    for row in content.get("evidence") or []:
        if "unit" in row:  # one for all languages, until each had its own
            row |= dict.fromkeys(("unit_sl", "unit_en"), row.pop("unit"))
    return json.dumps(content, sort_keys=True)


# Columns that have another name since: what a source records of the actions of a plan is no list of its actions.
RENAMED = {
    (table, f"actions{ending}"): f"recorded_actions{ending}"
    for table in ("plans_actionplan", "plans_historicalactionplan")
    for ending in ("", "_sl", "_en")
}


def lost(before, after):
    """(table, number of rows) of what was there before and is not there now, in the columns of before."""
    for table, (columns, rows) in before.items():
        now, standing = after.get(table, ([], []))
        names = [RENAMED.get((table, column), column) for column in columns]
        places = [now.index(name) for name in names if name in now]
        kept = {tuple(row[place] for place in places) for row in standing}
        missing = [row for row in rows if row not in kept]
        if missing or len(places) < len(columns):
            yield table, len(missing)


def shape_of(database):
    """{table: columns, indexes and constraints, and how many checks}, whatever these are called."""
    with database.cursor() as cursor:
        tables = [table.name for table in database.introspection.get_table_list(cursor)]
        return {
            table: (columns_of(database, cursor, table), *rules_of(database, cursor, table))
            for table in tables
            if not table.startswith(("catalogue_terms", "sqlite_"))  # the index itself, which no migration alters
        }


def columns_of(database, cursor, table):
    description = database.introspection.get_table_description(cursor, table)
    return sorted((column.name, str(column.type_code), column.null_ok) for column in description)


def rules_of(database, cursor, table):
    rules = database.introspection.get_constraints(cursor, table).values()
    asked = ("columns", "unique", "primary_key", "foreign_key", "index")
    named = sorted(repr([rule[part] for part in asked]) for rule in rules if not rule["check"])
    return named, sum(rule["check"] for rule in rules)


def test_an_upgrade_keeps_every_row_and_ends_with_the_tables_and_the_index_of_a_new_portal(old_portal):
    with opened(old_portal) as installed:
        before = rows_of(installed)

    manage(old_portal, "migrate", "--verbosity=0")
    with opened(old_portal) as upgraded:
        after, shape = rows_of(upgraded), shape_of(upgraded)
    manage(old_portal, "rebuild_catalogue")

    assert len(before["library_practice"][1]) > 40
    assert list(lost(before, after)) == []
    assert shape == {**shape_of(connection), "portal_cache": shape["portal_cache"]}
    assert manage(old_portal, "rebuild_catalogue", "--check") == "Cards and entries agree.\n"
