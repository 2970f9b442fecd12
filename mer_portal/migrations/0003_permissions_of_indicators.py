from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ["indicator", "figure"]


def granted(apps):
    """(group, permissions): coordinators keep indicators and figures, reviewers read them."""
    create_permissions(installed.get_app_config("tools"), verbosity=0, apps=apps)
    permission = apps.get_model("auth", "Permission").objects
    found = permission.filter(content_type__app_label="tools", content_type__model__in=MODELS)
    wanted = {"Coordinators": [*found], "Reviewers": [*found.filter(codename__startswith="view_")]}
    for group in apps.get_model("auth", "Group").objects.filter(name__in=wanted):  # a flushed database has none
        yield group, wanted[group.name]


def grant(apps, schema_editor):
    for group, permissions in granted(apps):
        group.permissions.add(*permissions)


def take_back(apps, schema_editor):
    for group, permissions in granted(apps):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    """Coordinators keep indicators and their figures; reviewers see them."""

    dependencies = [("mer_portal", "0002_permissions_of_runs"), ("tools", "0006_indicators")]

    operations = [migrations.RunPython(grant, take_back)]
