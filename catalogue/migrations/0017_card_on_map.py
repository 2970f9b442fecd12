from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    dependencies = [("catalogue", "0016_page_triggers")]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["kind"], name="card_on_map", condition=models.Q(("latitude__isnull", False))),
        ),
    ]
