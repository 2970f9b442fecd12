"""Fields that people fill in with names: topics and other entries, in either language, with suggestions."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from catalogue.models import Topic, TopicLabel
from catalogue.text import fold

MOST_SUGGESTIONS = 400
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
        names = {topic.slug: str(topic) for topic in Topic.objects.filter(slug__in=value or [])}
        return [names.get(text, text) for text in value or []]

    def clean(self, value):
        typed = [" ".join(text.split()) for text in value or [] if text.strip()]
        if len(typed) > self.most:
            raise ValidationError(_("Choose at most %(most)s topics here.") % {"most": self.most})
        known = topics_by_name(typed)
        unknown = [text for text in typed if fold(text) not in known]
        if unknown:
            text = _("“%(name)s” is no topic of the portal. Choose one from the list that opens while you type.")
            raise ValidationError(text % {"name": unknown[0][:LONGEST_NAME]})
        return list(dict.fromkeys(known[fold(text)] for text in typed))


def topics_by_name(names):
    """{folded name: slug} of the topics that bear one of these names."""
    wanted = {fold(name[:LONGEST_NAME].replace("\0", "")) for name in names}
    if not wanted:
        return {}
    found = {}
    for slug, *labels in Topic.objects.values_list("slug", *(f"name_{code}" for code in LANGUAGES)):
        found |= {fold(label): slug for label in [slug, *labels] if label and fold(label) in wanted}
    for text, slug in TopicLabel.objects.filter(hidden=False).values_list("text", "topic__slug"):
        if fold(text) in wanted:
            found.setdefault(fold(text), slug)
    return found


def topic_suggestions():
    """(name, name in another language) of the topics, for the list that opens while one types."""
    columns = [f"name_{code}" for code in LANGUAGES]
    found = []
    for topic in Topic.objects.order_by("slug")[:MOST_SUGGESTIONS]:
        names = [name for name in (getattr(topic, column) for column in columns) if name]
        found += [(name, ", ".join(other for other in names if other != name)) for name in dict.fromkeys(names)]
    return found


class EntryField(forms.CharField):
    """The name of a public entry of the portal; its primary key."""

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
        return self.found(text).pk if text else None

    def found(self, text):
        """The one public entry of this name; a place of the same name twice is asked for by its address."""
        names = Q(*((f"title_{code}", text) for code in LANGUAGES), _connector=Q.OR)
        names |= Q(*((f"slug_{code}", text.rstrip("/").rpartition("/")[2]) for code in LANGUAGES), _connector=Q.OR)
        entries = list(self.model.objects.published().filter(names)[:2])
        if not entries:
            raise ValidationError(_("“%(name)s” is not in the portal. Copy its title or its address.") % {"name": text})
        if len(entries) > 1:
            raise ValidationError(_("“%(name)s” is there twice: give its address instead.") % {"name": text})
        return entries[0]


class EntriesField(EntryField):
    """Names of entries, one a line; their primary keys."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, model, **kwargs):
        super().__init__(model, **kwargs)
        self.max_length, self.validators = None, []

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(str(entry) for entry in self.model._base_manager.filter(pk__in=value).order_by("pk"))
        return value

    def clean(self, value):
        lines = [line.strip() for line in forms.CharField.clean(self, value).splitlines() if line.strip()]
        if len(lines) > 50:
            raise ValidationError(_("At most 50 lines are taken here."))
        return sorted({self.found(line[:LONGEST_NAME]).pk for line in lines})
