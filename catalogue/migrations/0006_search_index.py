from django.db import migrations

from catalogue.search import INDEXES

KEYS = ("title_key_sl", "title_key_en")
BYTES = {"sqlite": "BINARY", "postgresql": '"C"'}
FORMER_TABLE = (
    "CREATE VIRTUAL TABLE catalogue_terms USING fts5("
    "a, b, d, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\", prefix = '2 3')"
)


def create(apps, schema_editor):
    """Filters, titles, tiers and samples are terms too: the index starts empty, `rebuild_catalogue` fills it."""
    index = INDEXES[schema_editor.connection.vendor]
    index.drop(schema_editor.execute)
    index.create(schema_editor.execute)
    for key in KEYS:  # by bytes, whatever collation the database was made with: the key is plain ASCII
        collation = BYTES[schema_editor.connection.vendor]
        schema_editor.execute(
            f"CREATE INDEX catalogue_card_{key} ON catalogue_card ({key} COLLATE {collation}, id)"
        )


def restore(apps, schema_editor):
    for key in KEYS:
        schema_editor.execute(f"DROP INDEX catalogue_card_{key}")
    index = INDEXES[schema_editor.connection.vendor]
    index.drop(schema_editor.execute)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(FORMER_TABLE)
        index.create_trigger(schema_editor.execute)
    else:
        index.create(schema_editor.execute)


class Migration(migrations.Migration):
    """The index of finished terms in its new form."""

    dependencies = [("catalogue", "0005_index_design")]

    operations = [migrations.RunPython(create, restore)]
