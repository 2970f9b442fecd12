from django.db import models


class JSONRows(models.Subquery):
    """A subquery of one JSON column, `row`, as one JSON array: child rows without a further query."""

    output_field = models.JSONField()
    template = '(SELECT JSON_GROUP_ARRAY(JSON(_rows."row")) FROM (%(subquery)s) _rows)'

    def as_postgresql(self, compiler, connection):
        template = "(SELECT COALESCE(JSONB_AGG(_rows.\"row\"), '[]'::jsonb) FROM (%(subquery)s) _rows)"
        return self.as_sql(compiler, connection, template=template)
