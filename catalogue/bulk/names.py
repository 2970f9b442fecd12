"""What cells name: kinds, countries and topics."""

from functools import cache

from django.utils import translation
from django_countries import countries

from catalogue.filing.filing import entry_models
from catalogue.languages import LANGUAGES
from catalogue.models import Topic
from catalogue.text import Named

EU_CODES = {"el": "GR", "uk": "GB"}  # the Union's own codes, where ISO has others


@cache
def models_by_kind():
    return {model.kind.value: model for model in entry_models()}


def country_of(text):
    """The code of a country by its code or its name in any language of the portal; None where it is none."""
    found = country_names().find(text)
    return found[0] if found else None


@cache
def country_names():
    named = []
    for language in LANGUAGES:
        with translation.override(language):
            named += [(str(name), code) for code, name in countries]
    return Named([(code, code) for code, _name in countries], list(EU_CODES.items()), named)


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
        self.topics = list(Topic.objects.order_by("slug"))
        self.name()

    def name(self):
        names = [(getattr(topic, f"name_{code}"), topic) for topic in self.topics for code in LANGUAGES]
        self.alike = cache(Named([(topic.slug, topic) for topic in self.topics], names).find)

    def get(self, name):
        """The one topic of this name."""
        found = self.alike(name)
        return found[0] if len(found) == 1 else None

    def made(self, name, language):
        """The topic of this name, made now if there is none."""
        topic = self.get(name)
        if topic is None:
            topic = Topic.objects.create(**{"name": name, f"name_{language}": name})
            self.topics.append(topic)
            self.name()
        return topic
