"""Statements that are written once. For the page of an entry Django takes ten times as long to write its statement as
the database takes to answer it, and but for the address and the time it is the same for every reader.

`Prepared(build)` writes what `build(address)` asks for, with marks where the address and the present moment stand;
`of(address)` is the queryset with these filled in. Whoever builds such a queryset says `present()` and `today()`. A
statement with a moment of its own would go on with the time at which it was written, and is refused.

What is prefetched is written once, too, where it leads from the one entry to its rows (`Beside`). PostgreSQL keeps
long statements for each connection (`OnServer`): reading and planning one takes it three times as long as answering it.
"""

import copy
import datetime as dt
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import count

from django.conf import settings
from django.db import connections
from django.db.models import (
    DateField,
    DateTimeField,
    ManyToManyField,
    ManyToManyRel,
    ManyToOneRel,
    Prefetch,
    Value,
    prefetch_related_objects,
)
from django.utils import timezone

ADDRESS = "address-that-is-filled-in"
KEY = -1_304_921_586  # of the entry whose rows are prefetched, filled in likewise
MOMENT = dt.datetime(2999, 12, 30, 23, 58, 59, 654321, tzinfo=dt.UTC)
DAY = dt.date(2999, 12, 29)
LOOKS_LIKE_TIME = re.compile(r"\d{4}-\d\d-\d\d")
WRITING = ContextVar("WRITING", default=False)
LONG = 1_500  # characters: of shorter statements PostgreSQL has a plan as soon as it has found one that it keeps
NUMBERS = count(1)


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


@contextmanager
def writing():
    token = WRITING.set(True)
    try:
        yield
    finally:
        WRITING.reset(token)


class Statement:
    """What a queryset asks, written once, with an address or a key that is filled in."""

    def __init__(self, queryset):
        self.queryset = queryset
        self.using = queryset.db
        with writing():
            self.compiler = queryset.query.get_compiler(self.using)
            self.sql, params = self.compiler.as_sql()
        self.params = [self.read(param) for param in params]
        self.converters = None
        is_kept = settings.STATEMENTS_ON_SERVER and connections[self.using].vendor == "postgresql"
        self.on_server = OnServer(self.sql, self.params) if is_kept and len(self.sql) >= LONG else None

    def read(self, param):
        """A parameter, or the function that gives it."""
        adapted = connections[self.using].ops.adapt_datetimefield_value
        if param == adapted(MOMENT):
            return lambda _filled: adapted(timezone.now())
        if str(param) == str(DAY):
            return lambda _filled: timezone.localdate().isoformat() if isinstance(param, str) else timezone.localdate()
        if param in (ADDRESS, KEY):
            return lambda filled: filled
        if isinstance(param, dt.date) or (isinstance(param, str) and LOOKS_LIKE_TIME.match(param)):
            raise ValueError(f"A statement that is kept would keep {param}: say present() or today().")
        return param

    def of(self, filled):
        """The queryset for this address or key."""
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.using]
        compiler.as_sql = lambda with_limits=True, with_col_aliases=False: self.asked(compiler.connection, filled)
        compiler.get_converters = self.converters_of
        query = copy.copy(self.compiler.query)
        query.get_compiler = lambda using=None, connection=None, elide_empty=True: compiler
        query.chain = lambda klass=None: query
        found = self.queryset.all()
        found.query = query
        return found

    def asked(self, connection, filled):
        """The statement and its parameters, as the database is asked."""
        if self.on_server:
            return self.on_server.asked(connection, filled)
        return self.sql, tuple(param(filled) if callable(param) else param for param in self.params)

    def converters_of(self, fields):
        """How columns become values, which depends on nothing but the columns."""
        if self.converters is None:
            self.converters = type(self.compiler).get_converters(self.compiler, fields)
        return self.converters


class OnServer:
    """A statement that PostgreSQL reads and plans once for each connection; what is filled in are its parameters."""

    def __init__(self, sql, params):
        self.sql, self.params = sql, params
        self.filled_in = [param for param in params if callable(param)]
        self.name = f"statement_{next(NUMBERS)}"
        self.execute = f"EXECUTE {self.name} ({', '.join(['%s'] * len(self.filled_in))})"

    def asked(self, connection, filled):
        connection.ensure_connection()
        known = connection.__dict__.get("statements_on_server")
        if known is None or known[0] is not connection.connection:  # it has connected anew
            known = connection.statements_on_server = (connection.connection, set())
            with connection.cursor() as cursor:
                cursor.execute("SET plan_cache_mode = force_generic_plan")  # else it plans most of them anew
        if self.name not in known[1]:
            self.prepare(connection)
            known[1].add(self.name)
        return self.execute, tuple(param(filled) for param in self.filled_in)

    def prepare(self, connection):
        marks = [f"filled in, {number}" for number, _param in enumerate(self.filled_in, start=1)]
        left = iter(marks)
        with connection.cursor() as cursor:
            params = [next(left) if callable(param) else param for param in self.params]
            sql = cursor.mogrify(self.sql, params).decode()
            for number, mark in enumerate(marks, start=1):
                sql = sql.replace(f"'{mark}'", f"${number}")
            cursor.execute(f"PREPARE {self.name} AS {sql}")


class Prepared(Statement):
    """A queryset for one address, written once; `build` makes it, in the language that is active."""

    def __init__(self, build):
        with writing():
            queryset = build(ADDRESS)
        super().__init__(queryset)
        lookups = [as_prefetch(lookup) for lookup in queryset._prefetch_related_lookups]
        self.beside = [Beside(queryset.model, lookup) for lookup in lookups if leads_to_rows(queryset.model, lookup)]
        self.others = [lookup for lookup in lookups if not leads_to_rows(queryset.model, lookup)]
        self.look_through_others()

    def look_through_others(self):
        """Their statements are written for each reader, but their conditions were built once, too."""
        with writing():
            for lookup in self.others:
                if lookup.queryset is not None:
                    for param in lookup.queryset.query.sql_with_params()[1]:
                        self.read(param)

    def of(self, address):
        found = super().of(address)
        found._prefetch_related_objects = partial(self.fetch_beside, found)
        return found

    def fetch_beside(self, found):
        found._prefetch_done = True
        for entry in found._result_cache:
            for beside in self.beside:
                beside.fetch(entry)
            if self.others:
                prefetch_related_objects([entry], *map(own, self.others))


class Beside:
    """The rows of one entry, or of what one of its columns leads to, by a statement that is written once."""

    def __init__(self, model, lookup):
        self.lookup = lookup
        self.field = last_field(model, lookup)
        *self.way, self.name = lookup.prefetch_through.split("__")
        rows = self.field.related_model._default_manager.all() if lookup.queryset is None else lookup.queryset
        with writing():
            self.statement = Statement(rows.filter(**{back_from(self.field): KEY}))

    def fetch(self, entry):
        """Put the rows where `prefetch_related` would put them."""
        for name in self.way:
            entry = getattr(entry, name)
            if entry is None:
                return
        found = self.statement.of(entry.pk)
        found._fetch_all()
        if isinstance(self.field, ManyToOneRel):
            for row in found._result_cache:
                self.field.field.set_cached_value(row, entry)
        found._chain = partial(self.asked_anew, entry)
        entry.__dict__.setdefault("_prefetched_objects_cache", {})[cache_name(self.field)] = found

    def asked_anew(self, entry):
        """For whoever narrows the rows further; what Django would have left there."""
        manager = getattr(entry, self.name)
        rows = manager.model._default_manager.all() if self.lookup.queryset is None else self.lookup.queryset.all()
        return manager._apply_rel_filters(rows)


def as_prefetch(lookup):
    return lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)


def leads_to_rows(model, lookup):
    """Whether it leads, by columns that are fetched with the entry, to rows of another table."""
    return lookup.to_attr is None and last_field(model, lookup) is not None


def last_field(model, lookup):
    """The relation at the end of a lookup; None where it is one of several steps through rows, or none of Django's."""
    *way, name = lookup.prefetch_through.split("__")
    for step in way:
        field = model._meta.get_field(step)
        if not (field.concrete and field.many_to_one):
            return None
        model = field.related_model
    field = model._meta.get_field(name)
    return field if type(field) in (ManyToOneRel, ManyToManyRel, ManyToManyField) else None


def back_from(field):
    """By what the rows of a relation are narrowed to those of one entry."""
    return field.related_query_name() if isinstance(field, ManyToManyField) else field.field.name


def cache_name(field):
    """Where an entry keeps the rows that were prefetched."""
    if isinstance(field, ManyToManyRel):
        return field.field.related_query_name()
    return field.name if isinstance(field, ManyToManyField) else field.cache_name


def own(lookup):
    """What is prefetched, with a queryset that nobody else is given."""
    if lookup.queryset is None:
        return copy.copy(lookup)
    lookup = copy.copy(lookup)
    lookup.queryset = lookup.queryset.all()
    return lookup
