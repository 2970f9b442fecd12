"""What cells name: kinds, countries and topics."""

from functools import cache

from django.utils import translation
from django_countries import countries

from catalogue.filing.filing import entry_models
from catalogue.languages import LANGUAGES
from catalogue.models import Topic
from catalogue.text import fold

EU_CODES = {"el": "GR", "uk": "GB"}  # the Union's own codes, where ISO has others


@cache
def models_by_kind():
    return {model.kind.value: model for model in entry_models()}


@cache
def country_codes():
    """{folded code or name in any language of the portal: code}."""
    found = dict(EU_CODES)
    for language in LANGUAGES:
        with translation.override(language):
            found |= {fold(str(name)): code for code, name in countries}
    return found | {code.lower(): code for code, _name in countries}


def importable_by(user):
    """Kinds of which the user may make and change entries."""
    return frozenset(
        kind
        for kind, model in models_by_kind().items()
        if not model.import_hindrance and all(user.has_perm(permission(model, step)) for step in ("add", "change"))
    )


def permission(model, step):
    return f"{model._meta.app_label}.{step}_{model._meta.model_name}"


class Topics:
    """Topics by slug and by label in any language; those to be made are kept as labels until a batch is written."""

    def __init__(self):
        self.load()

    def load(self):
        self.found = {}
        for topic in Topic.objects.order_by("-slug"):
            self.add(topic)

    def add(self, topic):
        labels = (getattr(topic, f"name_{code}") for code in LANGUAGES)
        self.found |= {fold(label): topic for label in labels if label}
        self.found[topic.slug] = topic

    def get(self, name):
        return self.found.get(name) or self.found.get(fold(name))

    def made(self, name, language):
        """The topic of this name, made now if there is none."""
        topic = self.get(name)
        if topic is None:
            topic = Topic.objects.create(**{"name": name, f"name_{language}": name})
            self.add(topic)
        return topic
