import django.utils.timezone
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('catalogue', '0011_harvested'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('with_texts', models.BooleanField(default=False)),
                ('with_entries', models.BooleanField(default=False)),
                ('erased_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='erased')),
            ],
            options={
                'verbose_name': 'forgotten address',
                'verbose_name_plural': 'forgotten addresses',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('actor', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='number of the person')),
                ('unknown', models.CharField(blank=True, max_length=64, verbose_name='digest of an unknown address')),
                ('action', models.CharField(choices=[('sign_in', 'signed in'), ('refused', 'sign-in refused'), ('sign_out', 'signed out'), ('password', 'password changed'), ('second_factor', 'second step of sign-in changed'), ('membership', 'membership changed'), ('group', 'rights changed'), ('step', 'step taken'), ('export', 'exported'), ('import', 'imported'), ('erase', 'person erased'), ('purge', 'purged'), ('backup', 'backed up'), ('restore', 'restored'), ('archive', 'archived')], max_length=20, verbose_name='what was done')),
                ('model', models.CharField(blank=True, max_length=60, verbose_name='kind of the object')),
                ('object_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='number of the object')),
                ('said', models.CharField(blank=True, max_length=200, verbose_name='details')),
                ('network', models.CharField(blank=True, max_length=50, verbose_name='network')),
                ('before', models.CharField(max_length=64, verbose_name='digest of the event before')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
            ],
            options={
                'verbose_name': 'event of the trail',
                'verbose_name_plural': 'events of the trail',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['action', '-id'], name='audit_by_action'), models.Index(fields=['actor', '-id'], name='audit_by_actor'), models.Index(fields=['at'], name='audit_by_time')],
            },
        ),
    ]
