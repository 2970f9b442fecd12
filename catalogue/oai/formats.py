"""The words in which records are told: Dublin Core for all, DataCite for what can be cited as a work."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django_countries import countries

from catalogue import datacite
from catalogue.languages import LANGUAGES
from catalogue.models import Kind
from catalogue.oai.asking import NO_FORMAT, Refused
from catalogue.xml_writing import XSI, below

DUBLIN_CORE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
DUBLIN_CORE_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


class Format(NamedTuple):
    prefix: str
    schema: str
    namespace: str
    write: Callable  # (kind, told) -> element
    told_in: Callable  # records -> those that are or were told in it
    is_gone: Callable  # of a record


def absolute(address):
    return settings.SITE_URL + address if address.startswith("/") else address


# --- Dublin Core ---


def dublin_core(kind, told):
    root = dublin_core_root()
    for name, rows in rows_of(kind, told).items():
        for text, code in rows:
            below(root, f"dc:{name}", text, code)
    return root


def dublin_core_root():
    root = below(None, "oai_dc:dc")
    root.attrib |= {
        "xmlns:oai_dc": DUBLIN_CORE,
        "xmlns:dc": ELEMENTS,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{DUBLIN_CORE} {DUBLIN_CORE_SCHEMA}",
    }
    return root


def rows_of(kind, told):
    """{element: [(text, language)]}"""
    return {
        "title": by_language(told, "titles"),
        "creator": plain(told.get("creators", [])),
        "subject": subjects(told),
        "description": by_language(told, "summaries"),
        "publisher": plain(filter(None, [told.get("publisher")])),
        "date": plain(filter(None, [told.get("issued")])),
        "type": [(text, code) for code, text in names_of_kind(kind).items()],
        "identifier": plain(identifiers(told)),
        "source": plain(told.get("sources", [])),
        "language": plain(told.get("languages", [])),
        "relation": plain(absolute(address) for _relation, address in told.get("related", [])),
        "coverage": [*coverage(told), *plain(when(told))],
        "rights": plain(filter(None, [told.get("rights")])),
    }


def plain(texts):
    return [(text, "") for text in texts]


def subjects(told):
    return [(topic, code) for code, topics in in_order(told, "topics").items() for topic in topics]


def by_language(told, name):
    return [(text, code) for code, text in in_order(told, name).items()]


def in_order(told, name):
    """{language: text} in the order of the portal's languages, which no database keeps."""
    found = told.get(name, {})
    return {code: found[code] for code in (*LANGUAGES, *found) if code in found}


@cache
def names_of_kind(kind):
    """{language: name}"""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = str(Kind(kind).label)
    return found


def identifiers(told):
    """Its page in each language, then what stays whatever becomes of the portal."""
    found = told.get("identifiers", {})
    doi = [f"https://doi.org/{found['DOI']}"] if "DOI" in found else []
    isbn = [f"urn:isbn:{found['ISBN'].replace(' ', '')}"] if "ISBN" in found else []
    others = [text for name, text in found.items() if name not in ("DOI", "ISBN")]
    return [*map(absolute, in_order(told, "pages").values()), *others, *doi, *isbn]


def coverage(told):
    """Where it is: the place and the country."""
    country = told.get("country")
    return by_language(told, "places") + (names_of_country(country) if country else [])


@cache
def names_of_country(country):
    """[(name, language)]"""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found.append((str(countries.name(country)), code))
    return found


def when(told):
    """The time that it is about, where that is not when it came out."""
    date = told.get("date")
    return [date] if date and date != told.get("issued") else []


# --- DataCite ---


def as_datacite(kind, told):
    return datacite.resource(work_of(kind, told))


def work_of(kind, told):
    numbers = told.get("identifiers", {})
    pages = [absolute(page) for page in in_order(told, "pages").values()]
    identifier = (numbers["DOI"], "DOI") if "DOI" in numbers else (pages[0], "URL")
    others = [(page, "URL") for page in pages if page != identifier[0]]
    return datacite.Work(
        identifier=identifier,
        creators=told["creators"],
        titles=in_order(told, "titles"),
        publisher=told.get("publisher", ""),
        year=told["issued"][:4],
        general=told["general_type"],
        kind=names_of_kind(kind)["en"],
        subjects=subjects(told),
        dates=[(told["issued"], "Issued")],
        language=next(iter(told.get("languages", [])), ""),
        others=[*others, *((number, name) for name, number in numbers.items() if name != "DOI")],
        related=[
            *((relation, absolute(address)) for relation, address in told.get("related", [])),
            *(("IsDerivedFrom", address) for address in told.get("sources", [])),
        ],
        rights=told.get("rights", ""),
        summaries=in_order(told, "summaries"),
    )


FORMATS = {
    one.prefix: one
    for one in (
        Format(
            prefix="oai_dc",
            schema=DUBLIN_CORE_SCHEMA,
            namespace=DUBLIN_CORE,
            write=dublin_core,
            told_in=lambda records: records,
            is_gone=lambda record: record.deleted,
        ),
        Format(
            prefix="oai_datacite",
            schema=datacite.SCHEMA,
            namespace=datacite.NAMESPACE,
            write=as_datacite,
            told_in=lambda records: records.exclude(cited=None),
            is_gone=lambda record: record.deleted or not record.cited,
        ),
    )
}


def format_of(prefix):
    if prefix not in FORMATS:
        raise Refused(NO_FORMAT, f"There are {' and '.join(FORMATS)}.")
    return FORMATS[prefix]
