from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

KEPT = ["indicator", "figure"]
READ_ONLY = ["run", "work", "historicalpublicrun"]


def granted(apps):
    """(group, permissions) for what coordinators and reviewers may do with runs, indicators and figures."""
    create_permissions(installed.get_app_config("tools"), verbosity=0, apps=apps)
    permission = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="tools")
    of_entries = permission.filter(content_type__model="publicrun").exclude(codename__startswith="add_")
    kept = permission.filter(content_type__model__in=KEPT)
    seen = permission.filter(content_type__model__in=READ_ONLY, codename__startswith="view_")
    views = {"codename__startswith": "view_"}
    wanted = {
        "Coordinators": [*of_entries, *kept, *seen],
        "Reviewers": [*of_entries.filter(**views), *kept.filter(**views)],
    }
    for group in apps.get_model("auth", "Group").objects.filter(name__in=wanted):  # a flushed database has none
        yield group, wanted[group.name]


def grant(apps, schema_editor):
    for group, permissions in granted(apps):
        group.permissions.add(*permissions)


def take_back(apps, schema_editor):
    for group, permissions in granted(apps):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    """Coordinators describe and withdraw public analyses, keep indicators, and see that runs are there."""

    dependencies = [("mer_portal", "0001_groups"), ("tools", "0006_indicators")]

    operations = [migrations.RunPython(grant, take_back)]
