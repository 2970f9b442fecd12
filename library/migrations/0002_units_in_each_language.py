from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    dependencies = [
        ("library", "0001_squashed_0008_publication_organisation"),
    ]

    operations = [
        migrations.AlterField("evidence", "unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
        migrations.AddField(
            "evidence", "unit_sl", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")
        ),
        migrations.AddField(
            "evidence", "unit_en", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")
        ),
    ]
