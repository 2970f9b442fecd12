from django.db import migrations

FUNCTION = "DROP FUNCTION IF EXISTS note_page_change() CASCADE"  # and the triggers that call it
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'page\\_change\\_%' ESCAPE '\\'"


def drop_triggers(apps, schema_editor):
    """They are made after all migrations, on the tables of all rooms; they cannot stay without the table they fill."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        schema_editor.execute(f'DROP TRIGGER "{name}"')


class Migration(migrations.Migration):
    """Nothing forwards: whatever the tables are by then, the triggers are made after all migrations."""

    dependencies = [("catalogue", "0015_page_changes")]

    operations = [migrations.RunPython(migrations.RunPython.noop, drop_triggers)]
