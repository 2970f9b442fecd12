from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_notice_people")]

    operations = [
        migrations.AddIndex("dossier", models.Index(fields=["-updated_at"], name="dossier_changed_last")),
        migrations.AddIndex("version", models.Index(fields=["state", "-updated_at"], name="version_state_changed_last")),
    ]
