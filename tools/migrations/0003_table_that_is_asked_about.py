from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    dependencies = [("tools", "0002_place_of_the_worker")]

    operations = [
        migrations.AddField("work", "given", models.JSONField(blank=True, editable=False, null=True)),
    ]
