"""Fields that people fill in with names: topics and other entries, in either language, with suggestions."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from catalogue.models import Topic, TopicLabel
from catalogue.text import Named, alphabet_key, kept_line
from catalogue.thesaurus import in_alphabet

MOST_SUGGESTIONS = 400
MOST_ALIKE = 5  # topics that are named where one name may mean several
LONGEST_NAME = 200


class SeveralInputs(forms.Widget):
    """A few text inputs of the same name; more of them appear as they are filled."""

    template_name = "publishing/widgets/several.html"

    def __init__(self, most, spare, **kwargs):
        super().__init__(**kwargs)
        self.most, self.spare = most, spare

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        values = [text for text in value or [] if text]
        context["widget"]["inputs"] = (values + [""] * self.spare)[: max(self.most, len(values))]
        return context

    def id_for_label(self, id_, index=0):
        return f"{id_}_1"


class TopicsField(forms.Field):
    """Names of topics, in any language of the portal or by another label; their slugs."""

    def __init__(self, most, spare, **kwargs):
        self.most = most
        super().__init__(widget=SeveralInputs(most, spare, attrs={"list": "all-topics"}), required=False, **kwargs)

    def prepare_value(self, value):
        """Slugs are shown by their names; what was typed stays as it was."""
        value = typed_names(value)
        names = {topic.slug: str(topic) for topic in Topic.objects.filter(slug__in=value)}
        return [names.get(text, text) for text in value]

    def clean(self, value):
        typed = typed_names(value)
        if len(typed) > self.most:
            raise ValidationError(_("Choose at most %(most)s topics here.") % {"most": self.most})
        topics = topic_names() if typed else None
        return list(dict.fromkeys(the_one_topic(text, topics.find(text)) for text in typed))


def typed_names(texts):
    """What stands in the inputs; a null character is in no name."""
    return [name for text in texts or [] if (name := kept_line(text.replace("\0", " "))[:LONGEST_NAME])]


def topic_names():
    """The slugs of all topics by their names, and by their other labels where no name is as near."""
    rows = list(Topic.objects.order_by("slug").values_list("slug", *(f"name_{code}" for code in LANGUAGES)))
    labels = TopicLabel.objects.filter(hidden=False).order_by("pk").values_list("text", "topic__slug")
    return Named([(name, slug) for slug, *names in rows for name in (slug, *names)], labels)


def the_one_topic(text, found):
    if not found:
        sentence = _("“%(name)s” is no topic of the portal. Choose one from the list that opens while you type.")
        raise ValidationError(sentence % {"name": text})
    if len(found) > 1:
        topics = ", ".join(
            _("“%(name)s”") % {"name": topic}
            for topic in in_alphabet(Topic.objects.filter(slug__in=found[:MOST_ALIKE]))
        )
        sentence = _("“%(name)s” may be one of several topics: %(topics)s. Write it as it stands there.")
        raise ValidationError(sentence % {"name": text, "topics": topics})
    return found[0]


def topic_suggestions():
    """(name, name in another language) of the topics, for the list that opens while one types."""
    columns = [f"name_{code}" for code in LANGUAGES]
    found = []
    for topic in Topic.objects.order_by("slug")[:MOST_SUGGESTIONS]:
        names = [name for name in (getattr(topic, column) for column in columns) if name]
        found += [(name, ", ".join(other for other in names if other != name)) for name in dict.fromkeys(names)]
    return sorted(found, key=lambda pair: alphabet_key(pair[0]))


class TopicField(forms.CharField):
    """The name of one topic; its primary key."""

    standing = None  # the key that is stored: what it is shown as is taken as it stands

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=LONGEST_NAME, **kwargs)
        self.widget.attrs["list"] = "all-topics"

    def prepare_value(self, value):
        if isinstance(value, int):
            topic = Topic.objects.filter(pk=value).first()
            return str(topic) if topic else ""
        return value

    def clean(self, value):
        text = kept_line((super().clean(value) or "").replace("\0", " "))
        if not text:
            return None
        if self.standing and text == self.prepare_value(self.standing):
            return self.standing
        return Topic.objects.get(slug=the_one_topic(text, topic_names().find(text))).pk


class EntryNames:
    """The keys of all public entries of a kind by their titles; read once, and only where it is asked for."""

    def __init__(self, model):
        self.model = model

    @cached_property
    def titles(self):
        rows = self.model.objects.published().order_by("pk").values_list("pk", *(f"title_{code}" for code in LANGUAGES))
        return Named([(title, pk) for pk, *titles in rows.iterator() for title in titles])

    def find(self, text):
        return self.titles.find(text)


class EntryField(forms.CharField):
    """The name of a public entry of the portal; its primary key."""

    standing = None  # the key that is stored: what it is shown as is taken as it stands

    def __init__(self, model, **kwargs):
        self.model = model
        super().__init__(required=False, max_length=LONGEST_NAME, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int):
            entry = self.model._base_manager.filter(pk=value).first()
            return str(entry) if entry else ""
        return value

    def clean(self, value):
        text = super().clean(value)
        if text and self.standing and text == self.prepare_value(self.standing):
            return self.standing
        self.names = EntryNames(self.model)
        return self.found(text) if text else None

    def found(self, text):
        """The key of the one public entry of this name; one of two of the same name is asked for by its address."""
        entries = self.titled(text) or self.names.find(text) or self.at(text)
        if not entries:
            raise ValidationError(_("“%(name)s” is not in the portal. Copy its title or its address.") % {"name": text})
        if len(entries) > 1:
            raise ValidationError(_("“%(name)s” is there twice: give its address instead.") % {"name": text})
        return entries[0]

    def titled(self, text):
        """By the title as it stands, which the database finds at once."""
        return self.keys(*((f"title_{code}", text) for code in LANGUAGES))

    def at(self, text):
        """By the address or its last part."""
        return self.keys(*((f"slug_{code}", text.rstrip("/").rpartition("/")[2]) for code in LANGUAGES))

    def keys(self, *any_of):
        return list(self.model.objects.published().filter(Q(*any_of, _connector=Q.OR)).values_list("pk", flat=True)[:2])


class EntriesField(EntryField):
    """Names of entries, one a line; their primary keys."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, model, **kwargs):
        super().__init__(model, **kwargs)
        self.max_length, self.validators = None, [ProhibitNullCharactersValidator()]

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(str(entry) for entry in self.model._base_manager.filter(pk__in=value).order_by("pk"))
        return value

    def clean(self, value):
        lines = list(filter(None, map(kept_line, forms.CharField.clean(self, value).splitlines())))
        if len(lines) > 50:
            raise ValidationError(_("At most 50 lines are taken here."))
        self.names = EntryNames(self.model)
        return sorted({self.found(line[:LONGEST_NAME]) for line in lines})


NEIGHBOURS = {Topic: TopicField}  # {model of no entries: the field in which one is named}; rooms add their own


def neighbour_field(model, label):
    """The field in which what a foreign key points at is named; of entries a list opens while one types."""
    if model in NEIGHBOURS:
        return NEIGHBOURS[model](label=label)
    field = EntryField(model, label=label)
    field.widget.attrs["list"] = f"all-{model.kind}"
    return field


def entry_suggestions(fields):
    """{id of a list: titles of public entries} for the lists that these fields open."""
    models = {field.model for field in fields if isinstance(field, EntryField)}
    return {f"all-{model.kind}": titles_of(model) for model in sorted(models, key=lambda model: model.kind)}


def titles_of(model):
    columns = [f"title_{code}" for code in LANGUAGES]
    rows = model.objects.published().order_by("pk").values_list(*columns)[:MOST_SUGGESTIONS]
    return sorted({title for titles in rows for title in titles if title}, key=alphabet_key)
