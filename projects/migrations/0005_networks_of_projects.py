import django.db.models.deletion
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    dependencies = [
        ("partners", "0003_deadlines_and_ideas"),
        ("projects", "0004_communication_and_press"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="network",
            field=models.ForeignKey(
                blank=True,
                help_text="Whoever takes part in the project is then a member of the network, too.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="projects",
                to="partners.network",
                verbose_name="network",
            ),
        ),
        migrations.AddField(
            model_name="historicalproject",
            name="network",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Whoever takes part in the project is then a member of the network, too.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partners.network",
                verbose_name="network",
            ),
        ),
    ]
