"""What rows of a plan point at outside of it: fetched for all of a list at once."""

from django.db.models import prefetch_related_objects


def with_neighbours(standing, rows):
    """The rows of a relation, as `Rows` declare it, with partners, topics, places and indicators at hand."""
    found = standing.rows[rows.relation]
    fields = (found[0]._meta.get_field(name) for name in rows.fields) if found else ()
    prefetch_related_objects(found, *(f.name for f in fields if f.is_relation and f.name not in rows.links))
    return found
