import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    """Who changed which page."""

    replaces = [('catalogue', '0004_history_of_pages')]

    initial = True

    dependencies = [
        ('catalogue', '0002_search_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.SlugField(help_text='Part of the address; do not change it.', verbose_name='key')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('title_sl', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('body', models.TextField(help_text='Markdown: headings, lists, links and emphasis.', verbose_name='text')),
                ('body_sl', models.TextField(help_text='Markdown: headings, lists, links and emphasis.', null=True, verbose_name='text')),
                ('body_en', models.TextField(help_text='Markdown: headings, lists, links and emphasis.', null=True, verbose_name='text')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='last changed')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'history: page',
                'verbose_name_plural': 'history: pages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
