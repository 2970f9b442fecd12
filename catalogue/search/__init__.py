"""The search index beside the cards: finished terms in FTS5 on SQLite, in a tsvector with GIN on PostgreSQL.

Both indexes have the same methods, so nobody else asks which database it is. What is asked is a tree
(`expressions.py`), made from what a reader types (`query.py`) and answered by `finding.py`.
"""

from django.db import connection

from catalogue.search.postgres import PostgresIndex
from catalogue.search.sqlite import SqliteIndex

INDEXES = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


def index_of_database():
    return INDEXES[connection.vendor]
