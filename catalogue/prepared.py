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
from django.db.models import DateField, DateTimeField, Value
from django.utils import timezone

ADDRESS = "address-that-is-filled-in"
MOMENT = dt.datetime(2999, 12, 30, 23, 58, 59, 654321, tzinfo=dt.UTC)
DAY = dt.date(2999, 12, 29)
LOOKS_LIKE_TIME = re.compile(r"\d{4}-\d\d-\d\d")
WRITING = ContextVar("WRITING", default=False)


class Present(Value):
    """The present moment, or day: the one at which the database is asked, not the one at which the query was built."""

    def __init__(self, output_field):
        super().__init__(None, output_field)

    def as_sql(self, compiler, connection):
        is_day = not isinstance(self.output_field, DateTimeField)
        now = (DAY if is_day else MOMENT) if WRITING.get() else (timezone.localdate() if is_day else timezone.now())
        return "%s", [self.output_field.get_db_prep_value(now, connection)]


def present():
    """The present moment, for a condition of a query."""
    return Present(DateTimeField())


def today():
    """The present day, for a condition of a query."""
    return Present(DateField())


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
        self.prefetched = self.queryset._prefetch_related_lookups
        self.look_through_prefetched()

    def look_through_prefetched(self):
        """Their statements are written for each reader, but their conditions were built once, too."""
        token = WRITING.set(True)
        try:
            for lookup in self.prefetched:
                if getattr(lookup, "queryset", None) is not None:
                    for param in lookup.queryset.query.sql_with_params()[1]:
                        self.read(param)
        finally:
            WRITING.reset(token)

    def read(self, param):
        """A parameter, or the function that gives it."""
        adapted = connections[self.using].ops.adapt_datetimefield_value
        if param == adapted(MOMENT):
            return lambda _address: adapted(timezone.now())
        if str(param) == str(DAY):
            return lambda _address: timezone.localdate().isoformat() if isinstance(param, str) else timezone.localdate()
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
        found._prefetch_related_lookups = tuple(map(own, self.prefetched))
        return found


def own(lookup):
    """What is prefetched, with a queryset that nobody else is given."""
    if getattr(lookup, "queryset", None) is None:
        return lookup
    lookup = copy.copy(lookup)
    lookup.queryset = lookup.queryset.all()
    return lookup
