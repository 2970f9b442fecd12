import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0011_notice_kind_deadline'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('backup', models.CharField(max_length=200, verbose_name='backup')),
            ],
            options={
                'verbose_name': 'hold on mails',
                'verbose_name_plural': 'holds on mails',
                'ordering': ['pk'],
            },
        ),
    ]
