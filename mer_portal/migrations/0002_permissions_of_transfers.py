from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ["transfer", "transferevidence"]


def permissions_of(apps):
    create_permissions(installed.get_app_config("workshops"), verbosity=0, apps=apps)
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="workshops")
    return found.filter(content_type__model__in=MODELS)


def permit(apps, schema_editor):
    """Coordinators run transfers as all content; reviewers read them."""
    permissions, groups = permissions_of(apps), apps.get_model("auth", "Group").objects
    groups.get(name="Coordinators").permissions.add(*permissions)
    groups.get(name="Reviewers").permissions.add(*permissions.filter(codename__startswith="view_"))


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Coordinators", "Reviewers"]):
        group.permissions.remove(*permissions_of(apps))


class Migration(migrations.Migration):
    """The groups of people who work on the content know of transfers."""

    dependencies = [
        ("mer_portal", "0001_squashed_0002_permissions_of_tools"),
        ("workshops", "0005_registration_and_transfers"),
    ]

    operations = [migrations.RunPython(permit, forbid)]
