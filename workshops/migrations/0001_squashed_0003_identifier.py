import django.core.validators
import django.db.models.deletion
import django_countries.fields
import simple_history.models
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import catalogue.fields
from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    """Events with programme and materials."""

    replaces = [('workshops', '0001_events'), ('workshops', '0002_licence'), ('workshops', '0003_identifier')]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0012_kind_run'),
        ('library', '0001_squashed_0008_publication_organisation'),
        ('partners', '0001_squashed_0006_place_organisation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('projects', '0001_squashed_0003_identifier'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_sl', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the title; then it stays.', max_length=120, verbose_name='address')),
                ('slug_sl', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the title; then it stays.', max_length=120, null=True, verbose_name='address')),
                ('slug_en', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the title; then it stays.', max_length=120, null=True, verbose_name='address')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('summary_sl', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('summary_en', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('note', models.TextField(blank=True, verbose_name='note on the sources')),
                ('note_sl', models.TextField(blank=True, null=True, verbose_name='note on the sources')),
                ('note_en', models.TextField(blank=True, null=True, verbose_name='note on the sources')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', editable=False, max_length=10, verbose_name='status')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('external_id', models.CharField(blank=True, help_text='Lasting identifier for exchange with other systems.', max_length=80, null=True, unique=True, validators=[django.core.validators.RegexValidator('\\A[A-Za-z0-9_-][A-Za-z0-9_.:/-]*\\Z', 'Write letters, digits and - _ . : / only, beginning with a letter or a digit.')], verbose_name='identifier')),
                ('source', models.URLField(blank=True, help_text='The page the facts rest on.', max_length=500, verbose_name='source')),
                ('more_sources', models.TextField(blank=True, help_text='One address per line.', verbose_name='further sources')),
                ('confidence', models.CharField(choices=[('confirmed', 'Confirmed'), ('partial', 'Partly confirmed'), ('uncertain', 'Uncertain')], default='confirmed', max_length=10, verbose_name='confidence')),
                ('licence', models.CharField(blank=True, help_text='Such as CC BY 4.0.', max_length=100, verbose_name='licence')),
                ('latitude', models.FloatField(blank=True, help_text='Degrees, for example 45.5481.', null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('precision', models.CharField(choices=[('town', 'position of the town'), ('country', 'only the country is known')], default='town', max_length=10, verbose_name='precision of the position')),
                ('type', models.CharField(choices=[('workshop', 'Workshop'), ('study_visit', 'Study visit'), ('training', 'Training'), ('conference', 'Conference'), ('meeting', 'Meeting'), ('public_event', 'Public event')], max_length=20, verbose_name='type')),
                ('start', catalogue.fields.PartialDateField(blank=True, help_text='A year (2014), a month (2014-05) or a day (2014-05-31).', max_length=10, verbose_name='start')),
                ('end', catalogue.fields.PartialDateField(blank=True, help_text='A year (2014), a month (2014-05) or a day (2014-05-31).', max_length=10, verbose_name='end')),
                ('location', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('location_sl', models.CharField(blank=True, max_length=200, null=True, verbose_name='place')),
                ('location_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='place')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='hosted_events', to='partners.partner', verbose_name='host')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='projects.project', verbose_name='project')),
                ('topics', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='catalogue.TaggedTopic', to='catalogue.Topic', verbose_name='topics')),
                ('places', models.ManyToManyField(blank=True, related_name='events', to='partners.place', verbose_name='areas visited')),
                ('practices', models.ManyToManyField(blank=True, related_name='events', to='library.practice', verbose_name='good practices seen')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'publish'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='workshops_event_published_has_a_date'), models.UniqueConstraint(fields=('slug_sl',), name='workshops_event_slug_sl'), models.UniqueConstraint(fields=('slug_en',), name='workshops_event_slug_en'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='workshops_event_position_is_whole', violation_error_message='Fill in both latitude and longitude, or neither.')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='workshops.event', verbose_name='event')),
                ('day', models.DateField(blank=True, null=True, verbose_name='day')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='time')),
                ('title', models.CharField(max_length=300, verbose_name='what happens')),
                ('title_sl', models.CharField(max_length=300, null=True, verbose_name='what happens')),
                ('title_en', models.CharField(max_length=300, null=True, verbose_name='what happens')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'programme',
                'ordering': ['event', 'day', 'time', 'pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='workshops.event', verbose_name='event')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_sl', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.publication', verbose_name='publication')),
            ],
            options={
                'verbose_name': 'material',
                'verbose_name_plural': 'materials',
                'ordering': ['event', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('link', ''), _negated=True), ('publication__isnull', False), _connector='OR'), name='material_leads_somewhere', violation_error_message='Give a link or choose a publication.')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='HistoricalEvent',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_sl', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the title; then it stays.', max_length=120, verbose_name='address')),
                ('slug_sl', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the title; then it stays.', max_length=120, null=True, verbose_name='address')),
                ('slug_en', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the title; then it stays.', max_length=120, null=True, verbose_name='address')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('summary_sl', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('summary_en', models.TextField(blank=True, null=True, verbose_name='summary')),
                ('note', models.TextField(blank=True, verbose_name='note on the sources')),
                ('note_sl', models.TextField(blank=True, null=True, verbose_name='note on the sources')),
                ('note_en', models.TextField(blank=True, null=True, verbose_name='note on the sources')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], db_index=True, default='draft', editable=False, max_length=10, verbose_name='status')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='last changed')),
                ('external_id', models.CharField(blank=True, db_index=True, help_text='Lasting identifier for exchange with other systems.', max_length=80, null=True, validators=[django.core.validators.RegexValidator('\\A[A-Za-z0-9_-][A-Za-z0-9_.:/-]*\\Z', 'Write letters, digits and - _ . : / only, beginning with a letter or a digit.')], verbose_name='identifier')),
                ('source', models.URLField(blank=True, help_text='The page the facts rest on.', max_length=500, verbose_name='source')),
                ('more_sources', models.TextField(blank=True, help_text='One address per line.', verbose_name='further sources')),
                ('confidence', models.CharField(choices=[('confirmed', 'Confirmed'), ('partial', 'Partly confirmed'), ('uncertain', 'Uncertain')], default='confirmed', max_length=10, verbose_name='confidence')),
                ('licence', models.CharField(blank=True, help_text='Such as CC BY 4.0.', max_length=100, verbose_name='licence')),
                ('latitude', models.FloatField(blank=True, help_text='Degrees, for example 45.5481.', null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('precision', models.CharField(choices=[('town', 'position of the town'), ('country', 'only the country is known')], default='town', max_length=10, verbose_name='precision of the position')),
                ('type', models.CharField(choices=[('workshop', 'Workshop'), ('study_visit', 'Study visit'), ('training', 'Training'), ('conference', 'Conference'), ('meeting', 'Meeting'), ('public_event', 'Public event')], max_length=20, verbose_name='type')),
                ('start', catalogue.fields.PartialDateField(blank=True, help_text='A year (2014), a month (2014-05) or a day (2014-05-31).', max_length=10, verbose_name='start')),
                ('end', catalogue.fields.PartialDateField(blank=True, help_text='A year (2014), a month (2014-05) or a day (2014-05-31).', max_length=10, verbose_name='end')),
                ('location', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('location_sl', models.CharField(blank=True, max_length=200, null=True, verbose_name='place')),
                ('location_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='place')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('host', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.partner', verbose_name='host')),
                ('project', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project', verbose_name='project')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'history: event',
                'verbose_name_plural': 'history: events',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
