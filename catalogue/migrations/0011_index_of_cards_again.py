from django.db import migrations

from catalogue.search import INDEXES

KEYS = ("title_key_sl", "title_key_en")
BYTES = {"sqlite": "BINARY", "postgresql": '"C"'}


def restore(apps, schema_editor):
    """On SQLite a table with a new column is a new table: what Django's models do not see of it was lost."""
    vendor = schema_editor.connection.vendor
    INDEXES[vendor].create(schema_editor.execute)
    for key in KEYS:
        schema_editor.execute(
            f"CREATE INDEX IF NOT EXISTS catalogue_card_{key} ON catalogue_card ({key} COLLATE {BYTES[vendor]}, id)"
        )
    # Cards that were there say nothing of what is new: `rebuild_catalogue --if-stale` and the checks hear of it.
    apps.get_model("catalogue", "CatalogueState").objects.exclude(analyzer="").update(analyzer="before 0010")


class Migration(migrations.Migration):
    """The trigger and the indexes beside the cards, as in 0006; existing cards are to be written anew."""

    dependencies = [("catalogue", "0010_card_for_machines")]

    operations = [migrations.RunPython(restore, migrations.RunPython.noop)]
