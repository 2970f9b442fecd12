from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

KINDS = ["recommendation", "recommendationevidence", "duty"]


def give(apps, schema_editor):
    """Coordinators run recommendations and duties, reviewers read them; what is signed is looked at without any."""
    create_permissions(installed.get_app_config("plans"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    of_room = permission.objects.filter(content_type__app_label="plans")
    histories = of_room.filter(content_type__model="historicalrecommendation", codename__startswith="view_")
    for coordinators in group.objects.filter(name="Coordinators"):
        coordinators.permissions.add(*of_room.filter(content_type__model__in=KINDS), *histories)
    for reviewers in group.objects.filter(name="Reviewers"):
        read = of_room.filter(content_type__model__in=KINDS, codename__startswith="view_")
        reviewers.permissions.add(*read, *histories)


class Migration(migrations.Migration):
    """Recommendations and the duties of commitments came after the groups were made."""

    dependencies = [
        ("mer_portal", "0002_permissions_of_events"),
        ("plans", "0008_commitment_texts"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
