from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

READ = ["network", "networkmembership", "networklink", "listing"]  # what everybody who judges content may read
LETTERS = ["letter", "issue", "issueitem"]


def give(apps, schema_editor):
    """Coordinators run networks, listings and letters; what people write to each other is theirs to see alone."""
    for app in ("partners", "publishing"):
        create_permissions(installed.get_app_config(app), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    of_partners = permission.objects.filter(content_type__app_label="partners")
    of_letters = permission.objects.filter(content_type__app_label="publishing", content_type__model__in=LETTERS)
    histories = of_partners.filter(
        content_type__model__in=["historicalnetwork", "historicallisting"], codename__startswith="view_"
    )
    for coordinators in group.objects.filter(name="Coordinators"):
        coordinators.permissions.add(*of_partners.filter(content_type__model__in=READ), *of_letters, *histories)
    for reviewers in group.objects.filter(name="Reviewers"):
        read = of_partners.filter(content_type__model__in=READ, codename__startswith="view_")
        reviewers.permissions.add(*read, *histories)


class Migration(migrations.Migration):
    """Networks, listings and letters came after the groups were made."""

    dependencies = [
        ("mer_portal", "0004_permissions_of_communication"),
        ("partners", "0003_deadlines_and_ideas"),
        ("publishing", "0009_letters"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
