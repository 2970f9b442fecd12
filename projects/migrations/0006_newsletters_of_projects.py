import django.db.models.deletion
from django.db import migrations, models

import catalogue.codes
from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('projects', '0005_networks_of_projects'),
        ('publishing', '0011_notice_kind_deadline'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProjectLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audiences', catalogue.codes.CodeListField(blank=True, default=list, verbose_name='target groups')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='of_project', to='publishing.letter', verbose_name='newsletter')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='projects.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'newsletter of a project',
                'verbose_name_plural': 'newsletters of projects',
                'ordering': ['project', 'letter'],
            },
        ),
    ]
