from django.db import models
from django.db.models.functions import Cast


class JSONRow(models.Func):
    """A row as one JSON object: names and columns.

    Django's JSONObject asks SQLite once per process whether it knows JSON, and believes "no" for good if the
    database happens to be locked by a writer just then. Ours does not ask.
    """

    function = "JSON_OBJECT"
    output_field = models.JSONField()

    def __init__(self, **columns):
        pairs = ((Cast(models.Value(name), models.TextField()), column) for name, column in columns.items())
        super().__init__(*(part for pair in pairs for part in pair))

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, function="JSONB_BUILD_OBJECT")


class JSONRows(models.Subquery):
    """A subquery of one JSON column, `row`, as one JSON array: child rows without a further query."""

    output_field = models.JSONField()
    template = '(SELECT JSON_GROUP_ARRAY(JSON(_rows."row")) FROM (%(subquery)s) _rows)'

    def as_postgresql(self, compiler, connection):
        template = "(SELECT COALESCE(JSONB_AGG(_rows.\"row\"), '[]'::jsonb) FROM (%(subquery)s) _rows)"
        return self.as_sql(compiler, connection, template=template)
