import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('partners', '0004_listings_asked'),
    ]

    operations = [
        migrations.CreateModel(
            name='IdeaLife',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='what came of it')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='life', to='partners.post', verbose_name='idea')),
            ],
            options={
                'verbose_name': 'answer to an idea',
                'verbose_name_plural': 'answers to ideas',
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(editable=False, max_length=150, unique=True)),
                ('moment', models.DateTimeField(null=True, verbose_name='deadline')),
                ('zone', models.CharField(editable=False, max_length=40)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last changed in calendars')),
                ('told_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='told of')),
                ('listing', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deadline', to='partners.listing', verbose_name='listing')),
                ('post', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deadline', to='partners.post', verbose_name='opportunity')),
            ],
            options={
                'verbose_name': 'deadline',
                'verbose_name_plural': 'deadlines',
                'indexes': [models.Index(fields=['moment'], name='deadline_by_moment')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('listing__isnull', False), ('post', None)), models.Q(('listing', None), ('post__isnull', False)), _connector='OR'), name='deadline_of_one_entry')],
            },
        ),
    ]
