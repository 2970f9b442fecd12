import django.db.models.deletion
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('partners', '0003_deadlines_and_ideas'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExpiryQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expires', models.DateField(verbose_name='end')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days before')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expiry_questions', to='partners.listing', verbose_name='need, offer or search')),
            ],
            options={
                'verbose_name': 'question before the end',
                'verbose_name_plural': 'questions before the end',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('listing', 'expires', 'days'), name='expiry_asked_once')],
            },
        ),
    ]
