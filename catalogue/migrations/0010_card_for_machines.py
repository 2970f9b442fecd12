from django.db import migrations, models


class Migration(migrations.Migration):
    """What lists for machines say of an entry; `rebuild_catalogue` fills it."""

    dependencies = [("catalogue", "0009_topic_keys")]

    operations = [
        migrations.AddField("card", "external_id", models.CharField(default="", max_length=80)),
        migrations.AddField("card", "licence", models.CharField(default="", max_length=100)),
        migrations.AddField("card", "source", models.CharField(default="", max_length=500)),
        migrations.AddField("card", "updated_at", models.DateTimeField(null=True)),
    ]
