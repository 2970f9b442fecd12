"""Many new rows at once: what `bulk_create` does, without a statement that Django writes value by value.

For who writes thousands within a transaction that holds the state of the catalogue: no signal is sent.
"""

from functools import cache

from django.db import connection, models
from django.db.models.base import ModelState

PAGE = 500  # rows of one statement of PostgreSQL
# Values that both databases take as they are, by the kind of the field that holds them.
AS_THEY_ARE = {
    **dict.fromkeys(("CharField", "TextField", "SlugField"), str),
    **dict.fromkeys(("IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "BigIntegerField"), int),
    "PositiveBigIntegerField": int,
    "ForeignKey": int,
    "BooleanField": bool,
    "FloatField": float,
}


def blank(model, **values):
    """A new instance; making one by its constructor takes longer than all else that is done with it."""
    pattern, made = patterns(model)
    found = model.__new__(model)
    found.__dict__.update(pattern)
    found.__dict__.update({name: make() for name, make in made})
    found.__dict__.update(values)
    found._state = ModelState()
    return found


@cache
def patterns(model):
    """(what all new instances hold alike, [(name, what makes the value that each has for itself)])."""
    made = {field.attname: field.get_default for field in model._meta.concrete_fields if not is_shared(field)}
    kept = {name: value for name, value in model().__dict__.items() if name not in made and name != "_state"}
    return kept, list(made.items())


def is_shared(field):
    return not isinstance(field, models.FileField) and not (field.has_default() and callable(field.default))


def insert(model, objects, conflict="", without_keys=False, **further):
    """Write new rows; `conflict` says what happens where one stands, `further` are {column: its values in order}.

    Objects know their primary keys afterwards, unless nobody needs them.
    """
    if not objects:
        return
    if not without_keys:
        for one, pk in zip(objects, next_keys(model._meta.db_table, len(objects)), strict=True):
            one.pk = pk
    columns = [column for column in columns_of(model) if not (without_keys and column[0].primary_key)]
    names = [field.column for field, _value in columns] + [*further]
    values = [value for _field, value in columns]
    rows = [[value(one) for value in values] for one in objects]
    if further:
        rows = [[*row, *rest] for row, rest in zip(rows, zip(*further.values(), strict=True), strict=True)]
    insert_rows(model._meta.db_table, names, rows, conflict)
    for one in objects:
        one._state.adding, one._state.db = False, connection.alias


def insert_rows(table, names, rows, conflict=""):
    """Rows of finished values."""
    if not rows:
        return
    listed = ", ".join(f'"{name}"' for name in names)
    one = f"({', '.join(['%s'] * len(names))})"
    begins = f'INSERT INTO "{table}" ({listed}) VALUES'
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{begins} {one} {conflict}", rows)
            return
        for start in range(0, len(rows), PAGE):
            page = rows[start : start + PAGE]
            values = [value for row in page for value in row]
            cursor.execute(f"{begins} {', '.join([one] * len(page))} {conflict}", values)


def next_keys(table, number):
    """Primary keys that nobody has; on SQLite within a transaction, which has no other writer beside it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', number]
            )
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return range(last + 1, last + 1 + number)


@cache
def columns_of(model):
    """[(field, function of an object that gives the value for the database)]."""
    return [(field, reader(field)) for field in model._meta.concrete_fields]


def reader(field):
    name, plain = field.attname, AS_THEY_ARE.get(field.get_internal_type())
    stands = type(field).pre_save is models.Field.pre_save

    def value(one):
        found = getattr(one, name) if stands else field.pre_save(one, add=True)
        return found if found is None or type(found) is plain else field.get_db_prep_save(found, connection)

    return value
