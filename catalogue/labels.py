"""Words for the values of facets, in the reader's language."""

from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, gettext
from django_countries import countries

from catalogue.models import Card, Facet, Kind, Topic
from catalogue.text import alphabet_key

YEARS = range(1900, 2101)


def labels(facet, version):
    """{value: label} of a facet in the active language; kept until the catalogue changes."""
    return _labels(facet, version, get_language())


@lru_cache(maxsize=64)
def _labels(facet, _version, _language):
    return FACET_LABELS[facet]()


def project_labels():
    projects = Card.objects.live().of_kind(Kind.PROJECT).values_list("object_id", "detail")
    return in_alphabet((str(pk), acronym) for pk, acronym in projects)


def language_labels():
    return in_alphabet((code, language_name(code)) for code in LANG_INFO if "name" in LANG_INFO[code])


FACET_LABELS = {
    Facet.KIND: lambda: {kind.value: str(kind.plural) for kind in Kind},
    Facet.TOPIC: lambda: in_alphabet((topic.slug, topic.name) for topic in Topic.objects.all()),
    Facet.COUNTRY: lambda: in_alphabet((code, str(name)) for code, name in countries),
    Facet.PROJECT: project_labels,
    Facet.LANGUAGE: language_labels,
    Facet.YEAR: lambda: {str(year): str(year) for year in YEARS},
}


def in_alphabet(pairs):
    return dict(sorted(pairs, key=lambda pair: alphabet_key(pair[1])))


def language_name(code):
    """“Slovenian”, “slovenščina”; Django translates the names of its languages."""
    name = gettext(LANG_INFO.get(code, {}).get("name", code))
    return name[:1].upper() + name[1:]


def country_name(code):
    return str(countries.name(code)) if code else ""
