from django.db import migrations

from catalogue.search import INDEXES

KEYS = ("title_key_sl", "title_key_en")
BYTES = {"sqlite": "BINARY", "postgresql": '"C"'}


def create(apps, schema_editor):
    """What Django's models do not know of: the index of finished terms, and titles sorted by bytes."""
    vendor = schema_editor.connection.vendor
    INDEXES[vendor].create(schema_editor.execute)
    for key in KEYS:  # whatever collation the database was made with: the key is plain ASCII
        schema_editor.execute(f"CREATE INDEX catalogue_card_{key} ON catalogue_card ({key} COLLATE {BYTES[vendor]}, id)")
    apps.get_model("catalogue", "CatalogueState").objects.get_or_create(pk=1)


def drop(apps, schema_editor):
    for key in KEYS:
        schema_editor.execute(f"DROP INDEX catalogue_card_{key}")
    INDEXES[schema_editor.connection.vendor].drop(schema_editor.execute)


class Migration(migrations.Migration):
    """The index, which starts empty, and the one row that holds the version of the catalogue."""

    replaces = [
        ("catalogue", "0002_search_terms"),
        ("catalogue", "0003_state_row"),
        ("catalogue", "0006_search_index"),
        ("catalogue", "0009_topic_keys"),
        ("catalogue", "0011_index_of_cards_again"),
    ]

    dependencies = [("catalogue", "0001_squashed_0012_kind_run")]

    operations = [migrations.RunPython(create, drop)]
