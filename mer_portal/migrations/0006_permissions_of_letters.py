from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

WANTED = Q(content_type__app_label="projects", content_type__model="projectletter")
WANTED |= Q(codename__in=["view_blockedsender", "delete_blockedsender"])


def give(apps, schema_editor):
    """Coordinators say whose project a newsletter is, and take a block off a sender who was blocked by mistake."""
    for app in ("partners", "projects"):
        create_permissions(installed.get_app_config(app), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for coordinators in group.objects.filter(name="Coordinators"):
        coordinators.permissions.add(*permission.objects.filter(WANTED))


class Migration(migrations.Migration):
    """These came after the groups were made."""

    dependencies = [
        ("mer_portal", "0005_permissions_of_networks"),
        ("partners", "0005_deadlines_and_answers"),
        ("projects", "0006_newsletters_of_projects"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
