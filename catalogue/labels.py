"""Words for the values of facets, in the reader's language."""

from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import get_language, gettext, gettext_lazy
from django_countries import countries

from catalogue.caches import kept_per_version
from catalogue.languages import in_order
from catalogue.models import Card, Facet, Kind, Topic
from catalogue.text import alphabet_key

YEARS = range(1900, 2101)


def labels(facet, version):
    """{value: label} of a facet in the active language; kept until the catalogue changes."""
    if facet in {Facet.TOPIC, Facet.PROJECT}:
        return _stored_labels(version, get_language())[facet]
    return _fixed_labels(facet, get_language())


@kept_per_version(8)
def _stored_labels(_version, _language):
    """Topics and projects in one query."""
    topics = rows(Topic.objects.all(), Facet.TOPIC, F("slug"), "name")
    projects = rows(Card.objects.live().of_kind(Kind.PROJECT), Facet.PROJECT, Cast("object_id", CharField()), "detail")
    found = {Facet.TOPIC: [], Facet.PROJECT: []}
    for facet, value, label in topics.union(projects, all=True):
        found[Facet(facet)].append((value, label))
    return {facet: in_alphabet(pairs) for facet, pairs in found.items()}


def rows(queryset, facet, value, field):
    """Rows (facet, value, label), the label in the first language that has it."""
    labels = [NullIf(f"{field}_{code}", Value("")) for code in in_order()]
    label = Coalesce(*labels, Value(""), output_field=CharField())
    named = queryset.order_by().annotate(the_facet=Value(facet.value), the_value=value, the_label=label)
    return named.values_list("the_facet", "the_value", "the_label")


@lru_cache(maxsize=32)
def _fixed_labels(facet, _language):
    return FIXED_LABELS[facet]()


def language_labels():
    return in_alphabet((code, language_name(code)) for code in LANG_INFO if "name" in LANG_INFO[code])


FIXED_LABELS = {
    Facet.KIND: lambda: {kind.value: str(kind.plural) for kind in Kind},
    Facet.COUNTRY: lambda: in_alphabet((code, str(name)) for code, name in countries),
    Facet.LANGUAGE: language_labels,
    Facet.YEAR: lambda: {str(year): str(year) for year in YEARS},
}


def in_alphabet(pairs):
    return dict(sorted(pairs, key=lambda pair: alphabet_key(pair[1])))


def language_name(code):
    """“Slovenian”, “slovenščina”; Django translates the names of its languages."""
    name = gettext(LANG_INFO.get(code, {}).get("name", code))
    return name[:1].upper() + name[1:]


def language_word(code):
    """The same within a sentence: in Slovenian with a small letter."""
    name = language_name(code)
    return name.lower() if get_language() == "sl" else name


# Whole sentences, for a language's name has cases; a further language falls back to its plain name.
SHOWN_IN = {"sl": gettext_lazy("shown in Slovenian"), "en": gettext_lazy("shown in English")}


def shown_in(code):
    """What is said of a text that is not in the page's language."""
    known = SHOWN_IN.get(code)
    return (
        str(known) if known else gettext("shown in another language: %(language)s") % {"language": language_name(code)}
    )


def country_name(code):
    return str(countries.name(code)) if code else ""
