"""Statements that are written once. For the page of an entry Django takes ten times as long to write its statement as
the database takes to answer it, and but for the address and the time it is the same for every reader.

`Prepared(build)` writes what `build(address)` asks for, with marks where the address and the present moment stand;
`of(address)` is the queryset with these filled in. Whoever builds such a queryset says `present()` and `today()`. A
statement with a moment of its own would go on with the time at which it was written, and is refused.
"""

import copy
import datetime as dt
import re
from contextvars import ContextVar

from django.db import connections
from django.utils import timezone

ADDRESS = "address-that-is-filled-in"
MOMENT = dt.datetime(2999, 12, 30, 23, 58, 59, 654321, tzinfo=dt.UTC)
DAY = dt.date(2999, 12, 29)
LOOKS_LIKE_TIME = re.compile(r"\d{4}-\d\d-\d\d")
WRITING = ContextVar("WRITING", default=False)


def present():
    """The present moment, for a condition of a query."""
    return MOMENT if WRITING.get() else timezone.now()


def today():
    """The present day, for a condition of a query."""
    return DAY if WRITING.get() else timezone.localdate()


class Prepared:
    """A queryset for one address, written once; `build` makes it, in the language that is active."""

    def __init__(self, build):
        token = WRITING.set(True)
        try:
            self.queryset = build(ADDRESS)
            self.using = self.queryset.db
            self.compiler = self.queryset.query.get_compiler(self.using)
            self.sql, params = self.compiler.as_sql()
        finally:
            WRITING.reset(token)
        self.params = [self.read(param) for param in params]

    def read(self, param):
        """A parameter, or the function that gives it."""
        adapted = connections[self.using].ops.adapt_datetimefield_value
        if param == adapted(MOMENT):
            return lambda _address: adapted(timezone.now())
        if str(param) == str(DAY):
            return lambda _address: type(param)(timezone.localdate().isoformat()) if isinstance(param, str) else today()
        if param == ADDRESS:
            return lambda address: address
        if isinstance(param, dt.date) or (isinstance(param, str) and LOOKS_LIKE_TIME.match(param)):
            raise ValueError(f"A statement that is kept would keep {param}: say present() or today().")
        return param

    def of(self, address):
        """The queryset for this address."""
        params = tuple(param(address) if callable(param) else param for param in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.using]
        compiler.as_sql = lambda with_limits=True, with_col_aliases=False: (self.sql, params)
        query = copy.copy(self.compiler.query)
        query.get_compiler = lambda using=None, connection=None, elide_empty=True: compiler
        query.chain = lambda klass=None: query
        found = self.queryset.all()
        found.query = query
        return found
