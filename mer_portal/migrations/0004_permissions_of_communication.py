from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ["activity", "indicatortarget", "branditem"]


def give(apps, schema_editor):
    """Coordinators run the log of communication, its targets and what is for the media."""
    create_permissions(installed.get_app_config("projects"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    found = permission.objects.filter(content_type__app_label="projects", content_type__model__in=MODELS)
    for coordinators in group.objects.filter(name="Coordinators"):
        coordinators.permissions.add(*found)


class Migration(migrations.Migration):
    """Communication came after the groups were made."""

    dependencies = [
        ("mer_portal", "0003_permissions_of_promises"),
        ("projects", "0004_communication_and_press"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
