from django.db import migrations

from catalogue.search import INDEXES


def create(apps, schema_editor):
    INDEXES[schema_editor.connection.vendor].create(schema_editor.execute)


def drop(apps, schema_editor):
    INDEXES[schema_editor.connection.vendor].drop(schema_editor.execute)


class Migration(migrations.Migration):
    """The term column: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

    dependencies = [("catalogue", "0001_cards_and_topics")]

    operations = [migrations.RunPython(create, drop)]
