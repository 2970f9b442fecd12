"""The one unit of evidence there was is copied to each language, in entries and in versions."""

from django.db import migrations, models

LANGUAGES = ("sl", "en")


def copy(apps, schema_editor):
    apps.get_model("library", "Evidence").objects.update(**{f"unit_{code}": models.F("unit") for code in LANGUAGES})
    for version, rows in versions(apps):
        for row in rows:
            unit = row.pop("unit", "")
            row |= {f"unit_{code}": unit for code in LANGUAGES}
        version.save(update_fields=["content"])


def take_back(apps, schema_editor):
    for row in apps.get_model("library", "Evidence").objects.all():
        row.unit = (row.unit_sl or row.unit_en or "")[:30]
        row.save(update_fields=["unit"])
    for version, rows in versions(apps):
        for row in rows:
            units = [row.pop(f"unit_{code}", "") for code in LANGUAGES]
            row["unit"] = (next(filter(None, units), ""))[:30]
        version.save(update_fields=["content"])


def versions(apps):
    """Versions of practices that have rows of evidence, with these."""
    found = apps.get_model("publishing", "Version").objects.filter(dossier__kind="practice")
    for version in found.iterator(chunk_size=100):
        if rows := version.content.get("evidence"):
            yield version, rows


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0002_units_in_each_language"),
        ("publishing", "0002_typed_reviews_and_sent_forms"),
    ]

    operations = [migrations.RunPython(copy, take_back)]
