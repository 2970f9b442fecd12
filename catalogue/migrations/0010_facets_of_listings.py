from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('catalogue', '0009_kinds_of_networks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='facetcount',
            name='facet',
            field=models.CharField(choices=[('kind', 'Kind'), ('topic', 'Topic'), ('country', 'Country'), ('project', 'Project'), ('language', 'Language'), ('year', 'Year'), ('stage', 'Stage'), ('standing', 'Confirmation'), ('direction', 'Need or offer'), ('place_type', 'Type of place')], max_length=10),
        ),
    ]
