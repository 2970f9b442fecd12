import django.core.validators
from django.db import migrations, models

import workshops.models.zones
from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    """When sessions end and in which zone; what is handed out may be a file, and not for everybody."""

    dependencies = [
        ('catalogue', '0005_kind_transfer'),
        ('workshops', '0001_squashed_0003_identifier'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='material',
            name='material_leads_somewhere',
        ),
        migrations.AddField(
            model_name='event',
            name='languages',
            field=models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(\\s*,\\s*[a-z]{2,3})*\\Z', 'Write codes of languages with commas between: en, fr')], verbose_name='languages spoken'),
        ),
        migrations.AddField(
            model_name='event',
            name='timezone',
            field=workshops.models.zones.ZoneField(default='Europe/Ljubljana', max_length=40, verbose_name='time zone'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='languages',
            field=models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('\\A[a-z]{2,3}(\\s*,\\s*[a-z]{2,3})*\\Z', 'Write codes of languages with commas between: en, fr')], verbose_name='languages spoken'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='timezone',
            field=workshops.models.zones.ZoneField(default='Europe/Ljubljana', max_length=40, verbose_name='time zone'),
        ),
        migrations.AddField(
            model_name='material',
            name='access',
            field=models.CharField(choices=[('public', 'everybody'), ('registered', 'those who are registered'), ('attended', 'those who were there')], default='public', max_length=10, verbose_name='for whom'),
        ),
        migrations.AddField(
            model_name='material',
            name='file',
            field=models.FileField(blank=True, upload_to='materials/', verbose_name='file'),
        ),
        migrations.AddField(
            model_name='session',
            name='ends',
            field=models.TimeField(blank=True, help_text='A time before the beginning means the next day.', null=True, verbose_name='until'),
        ),
        migrations.AddField(
            model_name='session',
            name='room',
            field=models.CharField(blank=True, max_length=100, verbose_name='room'),
        ),
        migrations.AddField(
            model_name='session',
            name='speakers',
            field=models.CharField(blank=True, max_length=300, verbose_name='speakers'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('link', ''), _negated=True), ('publication__isnull', False), models.Q(('file', ''), _negated=True), _connector='OR'), name='material_leads_somewhere', violation_error_message='Give a link, choose a publication or add a file.'),
        ),
    ]
