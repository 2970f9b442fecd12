import django.db.models.deletion
from django.db import migrations, models

from catalogue.creation import RenderedOnce

KINDS = [
    ("ratings", "ratings of factors"),
    ("figures", "figures of towns or zones"),
    ("proposals", "proposals for the lists of a SWOT"),
    ("weights", "weights of the items of a SWOT"),
]
WAYS = [
    ("points", "100 points for each list: quick, for many people"),
    ("pairs", "pairs: slower, for few; at most five items a list"),
]


class Migration(RenderedOnce):
    """A survey of each kind for one piece of work. The way back needs one survey a piece of work at most."""

    dependencies = [("tools", "0003_table_that_is_asked_about")]

    operations = [
        migrations.AlterField(
            "survey",
            "work",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="surveys",
                to="tools.work",
                verbose_name="unfinished work",
            ),
        ),
        migrations.AlterField("survey", "kind", models.CharField(choices=KINDS, max_length=10, verbose_name="kind")),
        migrations.AddField(
            "survey",
            "way",
            models.CharField(choices=WAYS, default="points", max_length=10, verbose_name="how weights are asked for"),
        ),
        migrations.AddConstraint(
            "survey", models.UniqueConstraint(fields=["work", "kind"], name="survey_one_of_a_kind")
        ),
    ]
