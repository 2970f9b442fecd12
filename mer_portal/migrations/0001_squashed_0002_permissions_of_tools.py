from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

ROOMS = ["catalogue", "partners", "projects", "library", "workshops", "tools", "plans"]
DERIVED = ["card", "cataloguestate", "loadedrecord"]


def make_groups(apps, schema_editor):
    """Coordinators run all of the content and see people; reviewers read everything and judge practices."""
    for room in ROOMS:  # permissions are otherwise made only when all migrations are through
        create_permissions(installed.get_app_config(room), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    content = permission.objects.filter(content_type__app_label__in=ROOMS)
    content = content.exclude(content_type__model__in=DERIVED)
    coordinators, _ = group.objects.get_or_create(name="Coordinators")
    coordinators.permissions.add(
        *content.exclude(content_type__model="user").exclude(content_type__model__startswith="historical"),
        *content.filter(content_type__model__startswith="historical", codename__startswith="view_"),
        *content.filter(codename="view_user"),
    )
    reviewers, _ = group.objects.get_or_create(name="Reviewers")
    reviewers.permissions.add(
        *content.filter(codename__startswith="view_").exclude(content_type__model="user"),
        *content.filter(codename__in=["change_practice", "change_evidence", "add_evidence"]),
    )


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Coordinators", "Reviewers"]).delete()


class Migration(migrations.Migration):
    """The two groups of people who work on the content."""

    replaces = [("mer_portal", "0001_groups"), ("mer_portal", "0002_permissions_of_tools")]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("catalogue", "0003_history_of_pages"),
        ("partners", "0001_squashed_0006_place_organisation"),
        ("projects", "0001_squashed_0003_identifier"),
        ("library", "0001_squashed_0008_publication_organisation"),
        ("workshops", "0001_squashed_0003_identifier"),
        ("tools", "0001_squashed_0006_indicators"),
        ("plans", "0001_squashed_0003_identifier"),
    ]

    operations = [migrations.RunPython(make_groups, drop_groups)]
