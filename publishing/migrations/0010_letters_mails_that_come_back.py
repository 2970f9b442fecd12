from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):

    dependencies = [
        ('publishing', '0009_letters'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='envelope',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=254),
        ),
        migrations.AddField(
            model_name='mail',
            name='headers',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Something of my organisation was submitted'), ('decided', 'Something I wrote was published, declined or needs changes'), ('review', 'I was asked for a review, or reminded of it'), ('reviewed', 'Reviews came in or were refused; a decision is due'), ('comment', 'Somebody commented on what I work on'), ('suggested', 'A reader suggested a correction to what I work on'), ('freshness', 'Something of my organisation is due for a check: still true?'), ('translation', 'A translation waits or was checked'), ('people', 'Somebody accepted my invitation'), ('plan', 'A plan of my organisation: a new stage, a consultation, what is due'), ('event', 'An event that I run: registrations, changes, what is due'), ('commitment', 'A commitment that my organisation signed or keeps: what is due, a new state'), ('recommendation', 'A recommendation of my organisation: a next step, an endorsement'), ('network', 'A network of my organisation: who asks to join, who invites us, who leaves'), ('match', 'Something fits a need, an offer or a search of my organisation'), ('contact', 'Somebody writes to my organisation, or answers me'), ('idea', 'An idea of my organisation: support, remarks, an answer that is due'), ('letter', 'A newsletter that I look after: an issue that waits'), ('transfer', 'Somebody takes over a practice of my organisation')], max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='wish',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Something of my organisation was submitted'), ('decided', 'Something I wrote was published, declined or needs changes'), ('review', 'I was asked for a review, or reminded of it'), ('reviewed', 'Reviews came in or were refused; a decision is due'), ('comment', 'Somebody commented on what I work on'), ('suggested', 'A reader suggested a correction to what I work on'), ('freshness', 'Something of my organisation is due for a check: still true?'), ('translation', 'A translation waits or was checked'), ('people', 'Somebody accepted my invitation'), ('plan', 'A plan of my organisation: a new stage, a consultation, what is due'), ('event', 'An event that I run: registrations, changes, what is due'), ('commitment', 'A commitment that my organisation signed or keeps: what is due, a new state'), ('recommendation', 'A recommendation of my organisation: a next step, an endorsement'), ('network', 'A network of my organisation: who asks to join, who invites us, who leaves'), ('match', 'Something fits a need, an offer or a search of my organisation'), ('contact', 'Somebody writes to my organisation, or answers me'), ('idea', 'An idea of my organisation: support, remarks, an answer that is due'), ('letter', 'A newsletter that I look after: an issue that waits'), ('transfer', 'Somebody takes over a practice of my organisation')], max_length=20, verbose_name='kind'),
        ),
    ]
