import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from catalogue.creation import RenderedOnce


class Migration(RenderedOnce):
    """Cards, topics and what the search keeps."""

    replaces = [('catalogue', '0001_cards_and_topics'), ('catalogue', '0005_index_design'), ('catalogue', '0007_file_texts'), ('catalogue', '0008_thesaurus'), ('catalogue', '0010_card_for_machines'), ('catalogue', '0012_kind_run')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('practice', 'Good practice'), ('guideline', 'Guidelines'), ('chapter', 'Chapter of guidelines'), ('publication', 'Publication'), ('tool', 'Tool'), ('run', 'Analysis'), ('project', 'Project'), ('plan', 'Action plan'), ('commitment', 'Commitment'), ('event', 'Event'), ('place', 'Place'), ('partner', 'Partner'), ('post', 'Post'), ('term', 'Glossary term')], max_length=20)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('object_id', models.PositiveBigIntegerField()),
                ('published_at', models.DateTimeField(db_index=True)),
                ('waiting', models.BooleanField(default=False)),
                ('title', models.CharField(max_length=300)),
                ('title_sl', models.CharField(max_length=300, null=True)),
                ('title_en', models.CharField(max_length=300, null=True)),
                ('title_key', models.CharField(max_length=620)),
                ('title_key_sl', models.CharField(max_length=620, null=True)),
                ('title_key_en', models.CharField(max_length=620, null=True)),
                ('summary', models.TextField()),
                ('summary_sl', models.TextField(null=True)),
                ('summary_en', models.TextField(null=True)),
                ('address', models.CharField(max_length=500)),
                ('address_sl', models.CharField(max_length=500, null=True)),
                ('address_en', models.CharField(max_length=500, null=True)),
                ('detail', models.CharField(max_length=300)),
                ('detail_sl', models.CharField(max_length=300, null=True)),
                ('detail_en', models.CharField(max_length=300, null=True)),
                ('title_language', models.CharField(max_length=5)),
                ('country', models.CharField(max_length=2)),
                ('place', models.CharField(max_length=200)),
                ('place_sl', models.CharField(max_length=200, null=True)),
                ('place_en', models.CharField(max_length=200, null=True)),
                ('by', models.CharField(max_length=300)),
                ('by_sl', models.CharField(max_length=300, null=True)),
                ('by_en', models.CharField(max_length=300, null=True)),
                ('date', models.CharField(max_length=10)),
                ('date_rising', models.CharField(default='9999', max_length=10)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('confidence', models.CharField(max_length=10)),
                ('related_case', models.BooleanField(default=False)),
                ('failure', models.BooleanField(default=False)),
                ('score', models.PositiveIntegerField(default=0)),
                ('external_id', models.CharField(default='', max_length=80)),
                ('licence', models.CharField(default='', max_length=100)),
                ('source', models.CharField(default='', max_length=500)),
                ('updated_at', models.DateTimeField(null=True)),
                ('facets', models.TextField(default='')),
            ],
            options={
                'verbose_name': 'card',
                'verbose_name_plural': 'cards',
                'indexes': [models.Index(fields=['-score', 'id'], name='card_by_score'), models.Index(fields=['kind', '-score', 'id'], name='card_by_kind_and_score'), models.Index(fields=['-date', '-score', 'id'], name='card_newest_first'), models.Index(fields=['date_rising', '-score', 'id'], name='card_oldest_first')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='card_of_one_entry')],
            },
        ),
        migrations.CreateModel(
            name='CardText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='catalogue.card')),
                ('language', models.CharField(blank=True, max_length=5)),
                ('text', models.TextField()),
            ],
            options={
                'verbose_name': 'text of a card',
                'verbose_name_plural': 'texts of cards',
                'constraints': [models.UniqueConstraint(fields=('card', 'language'), name='card_text_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FacetCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('practice', 'Good practice'), ('guideline', 'Guidelines'), ('chapter', 'Chapter of guidelines'), ('publication', 'Publication'), ('tool', 'Tool'), ('run', 'Analysis'), ('project', 'Project'), ('plan', 'Action plan'), ('commitment', 'Commitment'), ('event', 'Event'), ('place', 'Place'), ('partner', 'Partner'), ('post', 'Post'), ('term', 'Glossary term')], max_length=20)),
                ('facet', models.CharField(choices=[('kind', 'Kind'), ('topic', 'Topic'), ('country', 'Country'), ('project', 'Project'), ('language', 'Language'), ('year', 'Year')], max_length=10)),
                ('value', models.CharField(max_length=100)),
                ('number', models.IntegerField(default=0)),
            ],
            options={
                'verbose_name': 'number of cards',
                'verbose_name_plural': 'numbers of cards',
                'constraints': [models.UniqueConstraint(fields=('kind', 'facet', 'value'), name='facet_count_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CatalogueState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveBigIntegerField(default=0)),
                ('analyzer', models.CharField(blank=True, max_length=100, verbose_name='version of the analyzer')),
                ('due', models.DateTimeField(blank=True, null=True, verbose_name='next card to become public')),
                ('best_10', models.PositiveIntegerField(default=0)),
                ('best_1', models.PositiveIntegerField(default=0)),
                ('rebuilt_to', models.CharField(blank=True, max_length=200, verbose_name='where an interrupted rebuild goes on')),
            ],
            options={
                'verbose_name': 'state of the catalogue',
                'verbose_name_plural': 'state of the catalogue',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='catalogue_state_is_one_row')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('object_id', models.PositiveBigIntegerField()),
                ('field', models.CharField(max_length=50, verbose_name='field')),
                ('name', models.CharField(max_length=300, verbose_name='stored name')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('read', 'read'), ('empty', 'without text'), ('failed', 'not read')], db_index=True, default='waiting', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, choices=[('encrypted', 'the file is encrypted'), ('unreadable', 'the file is damaged or of another kind'), ('too_large', 'the file is too large or too intricate'), ('too_long', 'reading it took too long'), ('missing', 'the file is gone')], max_length=10, verbose_name='reason')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='pages')),
                ('cut', models.BooleanField(default=False, verbose_name='read in part')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'text of a file',
                'verbose_name_plural': 'texts of files',
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'field'), name='text_of_one_file')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('term', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('shown', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'word of the catalogue',
                'verbose_name_plural': 'words of the catalogue',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='WordPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='catalogue.word')),
                ('piece', models.CharField(db_index=True, max_length=60)),
            ],
            options={
                'verbose_name': 'piece of a word',
                'verbose_name_plural': 'pieces of words',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                ('name_sl', models.CharField(blank=True, max_length=100, null=True, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=100, null=True, verbose_name='name')),
                ('hint', models.CharField(blank=True, max_length=200, verbose_name='what belongs here')),
                ('hint_sl', models.CharField(blank=True, max_length=200, null=True, verbose_name='what belongs here')),
                ('hint_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='what belongs here')),
                ('origin', models.CharField(blank=True, max_length=60, verbose_name='where the topic comes from')),
                ('uri', models.CharField(blank=True, help_text='Its lasting address in a public vocabulary (SKOS).', max_length=500, null=True, unique=True, validators=[django.core.validators.RegexValidator('\\A(?:https?://|urn:)[^\\s<>\\"{}|\\\\^`]+\\Z', 'Write an address that begins with http://, https:// or urn:.')], verbose_name='address of the concept')),
                ('broader', models.ManyToManyField(blank=True, related_name='narrower', through='catalogue.BroaderTopic', through_fields=('topic', 'broader'), to='catalogue.topic', verbose_name='broader topics')),
                ('related', models.ManyToManyField(blank=True, through='catalogue.RelatedTopic', through_fields=('topic', 'related'), to='catalogue.topic', verbose_name='related topics')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['slug'],
                'constraints': [models.UniqueConstraint(fields=('name_sl',), name='topic_name_sl'), models.UniqueConstraint(fields=('name_en',), name='topic_name_en')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='TopicLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='catalogue.topic', verbose_name='topic')),
                ('language', models.CharField(choices=[('sl', 'Slovenščina'), ('en', 'English')], max_length=5, verbose_name='language')),
                ('text', models.CharField(max_length=200, verbose_name='label')),
                ('hidden', models.BooleanField(default=False, help_text='Such as a common misspelling.', verbose_name='only for finding')),
                ('origin', models.CharField(blank=True, editable=False, max_length=60, verbose_name='vocabulary it came with')),
            ],
            options={
                'verbose_name': 'alternative label',
                'verbose_name_plural': 'alternative labels',
                'ordering': ['language', 'text'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('topic', 'language', 'text'), name='topic_label_once', violation_error_message='The topic has this label in this language already.')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='BroaderTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.topic', verbose_name='topic')),
                ('broader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.topic', verbose_name='broader topic')),
                ('origin', models.CharField(blank=True, editable=False, max_length=60, verbose_name='vocabulary it came with')),
            ],
            options={
                'verbose_name': 'broader topic',
                'verbose_name_plural': 'broader topics',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('topic', 'broader'), name='broader_topic_once'), models.CheckConstraint(condition=models.Q(('topic', models.F('broader')), _negated=True), name='broader_topic_is_another')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RelatedTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.topic', verbose_name='topic')),
                ('related', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.topic', verbose_name='related topic')),
                ('origin', models.CharField(blank=True, editable=False, max_length=60, verbose_name='vocabulary it came with')),
            ],
            options={
                'verbose_name': 'related topic',
                'verbose_name_plural': 'related topics',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('topic', 'related'), name='related_topic_once'), models.CheckConstraint(condition=models.Q(('topic', models.F('related')), _negated=True), name='related_topic_is_another')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='TopicKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='catalogue.topic')),
                ('language', models.CharField(max_length=5)),
                ('key', models.CharField(db_index=True, max_length=400)),
            ],
            options={
                'verbose_name': 'key of a topic',
                'verbose_name_plural': 'keys of topics',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('topic', 'language', 'key'), name='topic_key_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='TaggedTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_tagged_items', to='contenttypes.contenttype', verbose_name='content type')),
                ('object_id', models.IntegerField(db_index=True, verbose_name='object ID')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='catalogue.topic', verbose_name='topic')),
                ('main', models.BooleanField(default=True, verbose_name='main topic')),
            ],
            options={
                'verbose_name': 'topic of an entry',
                'verbose_name_plural': 'topics of entries',
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='tagged_topic_entry')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'tag'), name='tagged_topic_once')],
            },
        ),
        migrations.CreateModel(
            name='LoadedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='file and record')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('object_id', models.PositiveBigIntegerField()),
                ('parts', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'loaded record',
                'verbose_name_plural': 'loaded records',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='Part of the address; do not change it.', unique=True, verbose_name='key')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('title_sl', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('body', models.TextField(help_text='Markdown: headings, lists, links and emphasis.', verbose_name='text')),
                ('body_sl', models.TextField(help_text='Markdown: headings, lists, links and emphasis.', null=True, verbose_name='text')),
                ('body_en', models.TextField(help_text='Markdown: headings, lists, links and emphasis.', null=True, verbose_name='text')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['key'],
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
