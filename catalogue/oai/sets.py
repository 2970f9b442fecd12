"""The sets that can be harvested: each kind and each topic that something public carries."""

from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.filing import counts
from catalogue.labels import labels
from catalogue.languages import LANGUAGES
from catalogue.models import Facet, Kind


class Set(NamedTuple):
    spec: str
    names: dict  # by language
    descriptions: dict


def all_sets(version):
    """In the order of their names."""
    by_language = {code: sets_in(code, version) for code in LANGUAGES}
    return [
        Set(
            spec,
            {code: by_language[code][spec][0] for code in LANGUAGES},
            {code: by_language[code][spec][1] for code in LANGUAGES},
        )
        for spec in sorted(by_language[LANGUAGES[0]])
    ]


def sets_in(language, version):
    """{set: (name, description)}"""
    with translation.override(language):
        found = {"kind": (_("Kinds"), _("All records by the kind of their entries."))}
        found |= {f"kind:{kind.value}": (str(kind.plural), str(kind.sentence)) for kind in Kind}
        found["topic"] = (_("Topics"), _("All records of entries that carry a topic."))
        carried, names = counts.numbers(version)[Facet.TOPIC], labels(Facet.TOPIC, version)
        for slug in sorted(set(carried) & set(names)):
            found[f"topic:{slug}"] = (names[slug], _("Entries on the topic “%(topic)s”.") % {"topic": names[slug]})
        return found
