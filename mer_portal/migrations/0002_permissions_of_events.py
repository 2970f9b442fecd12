from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["transfer", "transferevidence"]  # what everybody who judges content may read
RUN = [*READ, "eventrole"]


def give(apps, schema_editor):
    """Coordinators run transfers and roles at events; what registration keeps is theirs to look at without any."""
    create_permissions(installed.get_app_config("workshops"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    of_room = permission.objects.filter(content_type__app_label="workshops")
    histories = of_room.filter(content_type__model="historicaltransfer", codename__startswith="view_")
    for coordinators in group.objects.filter(name="Coordinators"):
        coordinators.permissions.add(*of_room.filter(content_type__model__in=RUN), *histories)
    for reviewers in group.objects.filter(name="Reviewers"):
        read = of_room.filter(content_type__model__in=READ, codename__startswith="view_")
        reviewers.permissions.add(*read, *histories)


class Migration(migrations.Migration):
    """Transfers came after the groups were made, and so did roles at events."""

    dependencies = [
        ("mer_portal", "0001_squashed_0002_permissions_of_tools"),
        ("workshops", "0005_registration_and_transfers"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
