from django.db import migrations


def levels_of_numbers(apps, schema_editor):
    """Until now the level was told by the number: “2.1” stands at the second."""
    for name in ("Chapter", "HistoricalChapter"):
        for chapter in apps.get_model("library", name).objects.exclude(number=""):
            chapter.level = min(chapter.number.strip(".").count(".") + 1, 3)
            chapter.save(update_fields=["level"])


class Migration(migrations.Migration):
    dependencies = [("library", "0004_books_to_read")]

    operations = [migrations.RunPython(levels_of_numbers, migrations.RunPython.noop)]
