from django.db import migrations

BEFORE, NOW = "tools.runs.background.compute_work", "tools.work.background.compute_work"


def move(before, now):
    def moved(apps, schema_editor):
        apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(task_path=before).update(task_path=now)

    return moved


class Migration(migrations.Migration):
    """Computations that wait are found by the name of their module, which has moved."""

    dependencies = [
        ("tools", "0001_squashed_0006_indicators"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(move(BEFORE, NOW), move(NOW, BEFORE))]
