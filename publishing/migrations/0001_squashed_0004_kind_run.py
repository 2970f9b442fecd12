import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    """Dossiers, versions, reviews, notices and mail."""

    replaces = [('publishing', '0001_publishing'), ('publishing', '0002_notice_people'), ('publishing', '0003_desk_indexes'), ('publishing', '0004_kind_run')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('partners', '0001_squashed_0006_place_organisation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('practice', 'Good practice'), ('guideline', 'Guidelines'), ('chapter', 'Chapter of guidelines'), ('publication', 'Publication'), ('tool', 'Tool'), ('run', 'Analysis'), ('project', 'Project'), ('plan', 'Action plan'), ('commitment', 'Commitment'), ('event', 'Event'), ('place', 'Place'), ('partner', 'Partner'), ('post', 'Post'), ('term', 'Glossary term')], max_length=20, verbose_name='kind')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='dossiers', to='partners.partner', verbose_name='organisation')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                ('language', models.CharField(choices=[('sl', 'Slovenščina'), ('en', 'English')], max_length=5, verbose_name='language it is written in')),
                ('content_type', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('object_id', models.PositiveBigIntegerField(editable=False, null=True)),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('title_sl', models.CharField(blank=True, max_length=300, null=True, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='title')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='last confirmed')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked whether it is still true')),
                ('asked', models.PositiveSmallIntegerField(default=0, verbose_name='times asked')),
            ],
            options={
                'verbose_name': 'dossier',
                'verbose_name_plural': 'dossiers',
                'ordering': ['-updated_at', '-pk'],
                'indexes': [models.Index(fields=['-updated_at'], name='dossier_changed_last')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='dossier_of_one_entry'), models.CheckConstraint(condition=models.Q(models.Q(('content_type', None), ('object_id', None)), models.Q(('content_type__isnull', False), ('object_id__isnull', False)), _connector='OR'), name='dossier_entry_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='publishing.dossier', verbose_name='dossier')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('changes', 'Changes requested'), ('declined', 'Declined'), ('published', 'Published by the partner'), ('review', 'In expert review'), ('validated', 'Validated by the network'), ('not_selected', 'Not selected for validation'), ('refresh', 'Needs refresh'), ('withdrawn', 'Withdrawn'), ('replaced', 'Replaced by a newer version')], default='draft', max_length=20, verbose_name='state')),
                ('content', models.JSONField(default=dict, verbose_name='content')),
                ('typed', models.JSONField(default=dict)),
                ('saves', models.PositiveIntegerField(default=0)),
                ('based_on', models.PositiveIntegerField(blank=True, null=True, verbose_name='based on version')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='what changed and why')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='opened')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('review_due', models.DateField(blank=True, null=True, verbose_name='review due')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('validated', models.BooleanField(default=False, verbose_name='validated by the network')),
                ('means', models.JSONField(default=dict, verbose_name='mean scores')),
                ('opinion', models.TextField(blank=True, verbose_name='expert opinion')),
                ('opinion_sl', models.TextField(blank=True, null=True, verbose_name='expert opinion')),
                ('opinion_en', models.TextField(blank=True, null=True, verbose_name='expert opinion')),
                ('checked', models.JSONField(default=dict, verbose_name='translation checked')),
                ('contributors', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['dossier', '-number'],
                'indexes': [models.Index(fields=['state', '-updated_at'], name='version_state_changed_last')],
                'constraints': [models.UniqueConstraint(fields=('dossier', 'number'), name='version_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'changes'))), fields=('dossier',), name='version_open_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('published', 'review', 'validated', 'not_selected', 'refresh', 'withdrawn'))), fields=('dossier',), name='version_leading_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('published', 'review', 'validated', 'not_selected', 'refresh', 'withdrawn', 'replaced')), _negated=True), ('published_at__isnull', False), _connector='OR'), name='version_public_has_a_date'), models.CheckConstraint(condition=models.Q(('validated', False), models.Q(models.Q(models.Q(('opinion_sl', ''), _negated=True), ('opinion_sl__isnull', False)), models.Q(models.Q(('opinion_en', ''), _negated=True), ('opinion_en__isnull', False)), ('decided_at__isnull', False)), _connector='OR'), name='version_validated_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='publishing.version', verbose_name='version')),
                ('step', models.CharField(max_length=20, verbose_name='step')),
                ('source', models.CharField(blank=True, choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('changes', 'Changes requested'), ('declined', 'Declined'), ('published', 'Published by the partner'), ('review', 'In expert review'), ('validated', 'Validated by the network'), ('not_selected', 'Not selected for validation'), ('refresh', 'Needs refresh'), ('withdrawn', 'Withdrawn'), ('replaced', 'Replaced by a newer version')], max_length=20, verbose_name='from')),
                ('target', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('changes', 'Changes requested'), ('declined', 'Declined'), ('published', 'Published by the partner'), ('review', 'In expert review'), ('validated', 'Validated by the network'), ('not_selected', 'Not selected for validation'), ('refresh', 'Needs refresh'), ('withdrawn', 'Withdrawn'), ('replaced', 'Replaced by a newer version')], max_length=20, verbose_name='to')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
            ],
            options={
                'verbose_name': 'step taken',
                'verbose_name_plural': 'steps taken',
                'ordering': ['-at', '-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='publishing.version', verbose_name='version')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('as_reviewer', models.BooleanField(default=False, verbose_name='said as a reviewer')),
                ('text', models.TextField(verbose_name='comment')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['at', 'pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True, verbose_name='key')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('html', models.TextField(verbose_name='HTML')),
                ('unsubscribe', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Given up')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_try', models.DateTimeField(blank=True, null=True, verbose_name='next try')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'next_try'], name='mail_waiting')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('kind', models.CharField(choices=[('submitted', 'Something of my organisation was submitted'), ('decided', 'Something I wrote was published, declined or needs changes'), ('review', 'I was asked for a review, or reminded of it'), ('reviewed', 'Reviews came in or were refused; a decision is due'), ('comment', 'Somebody commented on what I work on'), ('freshness', 'Something of my organisation is due for a check: still true?'), ('translation', 'A translation waits or was checked'), ('people', 'Somebody accepted my invitation')], max_length=20, verbose_name='kind')),
                ('sentence', models.CharField(max_length=30)),
                ('values', models.JSONField(default=dict)),
                ('dossier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='publishing.dossier', verbose_name='dossier')),
                ('address', models.CharField(max_length=300)),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('daily', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['person', 'read_at'], name='notice_unread')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('kind', models.CharField(choices=[('submitted', 'Something of my organisation was submitted'), ('decided', 'Something I wrote was published, declined or needs changes'), ('review', 'I was asked for a review, or reminded of it'), ('reviewed', 'Reviews came in or were refused; a decision is due'), ('comment', 'Somebody commented on what I work on'), ('freshness', 'Something of my organisation is due for a check: still true?'), ('translation', 'A translation waits or was checked'), ('people', 'Somebody accepted my invitation')], max_length=20, verbose_name='kind')),
                ('how', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day, together'), ('never', 'Never; I look in the portal')], default='at_once', max_length=10, verbose_name='how often')),
            ],
            options={
                'verbose_name': 'wish for mail',
                'verbose_name_plural': 'wishes for mail',
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='wish_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='publishing.version', verbose_name='version')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
                ('state', models.CharField(choices=[('assigned', 'Assigned'), ('refused', 'Refused by the reviewer'), ('handed_in', 'Handed in'), ('cancelled', 'Cancelled')], default='assigned', max_length=12, verbose_name='state')),
                ('due', models.DateField(verbose_name='due')),
                ('opinion', models.TextField(blank=True, verbose_name='opinion')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='why refused')),
                ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned by')),
                ('assigned_at', models.DateTimeField(auto_now_add=True, verbose_name='assigned')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in')),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'reviewer'), name='review_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'handed_in'), _negated=True), ('handed_in_at__isnull', False), _connector='OR'), name='review_handed_in_has_a_date')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='publishing.review', verbose_name='review')),
                ('criterion', models.CharField(choices=[('definition', 'Fits the definition of a good practice'), ('evidence', 'Evidence'), ('impact', 'Local impact'), ('participation', 'Participation and integrated approach'), ('europe', 'European relevance'), ('transfer', 'Transferability'), ('clarity', 'Clarity and completeness'), ('honesty', 'Honesty about difficulties')], max_length=20, verbose_name='criterion')),
                ('points', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(4)], verbose_name='points')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('review', 'criterion'), name='score_once'), models.CheckConstraint(condition=models.Q(('points', None), ('points__lte', 4), _connector='OR'), name='score_within_rubric')],
                'indexes': [],
            },
        ),
    ]
