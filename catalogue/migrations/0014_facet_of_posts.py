from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('catalogue', '0013_trail_stays'),
    ]

    operations = [
        migrations.AlterField(
            model_name='facetcount',
            name='facet',
            field=models.CharField(choices=[('kind', 'Kind'), ('topic', 'Topic'), ('country', 'Country'), ('project', 'Project'), ('language', 'Language'), ('year', 'Year'), ('stage', 'Stage'), ('standing', 'Confirmation'), ('direction', 'Need or offer'), ('place_type', 'Type of place'), ('post_type', 'Type of post')], max_length=10),
        ),
    ]
