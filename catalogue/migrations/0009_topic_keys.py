from django.db import migrations

from catalogue.languages import LANGUAGES
from catalogue.models.thesaurus import topic_keys


def fill(apps, schema_editor):
    topics, keys = apps.get_model("catalogue", "Topic"), apps.get_model("catalogue", "TopicKey")
    found = {
        (topic.pk, code, key)
        for topic in topics.objects.all()
        for code in LANGUAGES
        for key in topic_keys(getattr(topic, f"name_{code}", ""))
    }
    keys.objects.bulk_create(
        [keys(topic_id=pk, language=code, key=key) for pk, code, key in sorted(found)], batch_size=500
    )


def empty(apps, schema_editor):
    apps.get_model("catalogue", "TopicKey").objects.all().delete()


class Migration(migrations.Migration):
    """The keys of the topics that are there already."""

    dependencies = [("catalogue", "0008_thesaurus")]

    operations = [migrations.RunPython(fill, empty)]
