import django.db.models.deletion
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    """What was recorded wrongly of an answer stays readable, beside what corrects it."""

    dependencies = [("plans", "0008_commitment_texts")]

    operations = [
        migrations.AddField(
            model_name="response",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="corrected_by",
                to="plans.response",
                verbose_name="corrects",
            ),
        )
    ]
