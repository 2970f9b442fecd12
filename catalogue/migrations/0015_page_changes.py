from django.db import migrations, models


class Migration(migrations.Migration):
    """The database counts what changes of that which public pages show."""

    dependencies = [("catalogue", "0014_facet_of_posts")]

    operations = [
        migrations.CreateModel(
            name="PageChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(db_default=1, default=1)),
            ],
            options={"verbose_name": "change of pages", "verbose_name_plural": "changes of pages"},
        ),
    ]
