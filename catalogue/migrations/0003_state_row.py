from django.db import migrations


def add_row(apps, schema_editor):
    apps.get_model("catalogue", "CatalogueState").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """The one row that holds the version of the catalogue."""

    dependencies = [("catalogue", "0002_search_terms")]

    operations = [migrations.RunPython(add_row, migrations.RunPython.noop)]
