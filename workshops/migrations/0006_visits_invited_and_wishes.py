from django.db import migrations, models

from catalogue.creation import AlterTables


class Migration(AlterTables):
    """Partners that the host invites, practices that a report will use, and of what an organisation was reminded."""

    dependencies = [
        ('library', '0009_editions'),
        ('partners', '0001_squashed_0006_place_organisation'),
        ('workshops', '0005_registration_and_transfers'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='invited',
            field=models.ManyToManyField(blank=True, related_name='+', to='partners.partner', verbose_name='invited partners'),
        ),
        migrations.AddField(
            model_name='visitreport',
            name='practices',
            field=models.ManyToManyField(blank=True, related_name='+', to='library.practice', verbose_name='good practices that we will use'),
        ),
        migrations.AddField(
            model_name='visitreport',
            name='reminded',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
    ]
