"""A work as DataCite, kernel 4, describes it: for editions of books and for harvesters."""

import re
from typing import NamedTuple

from catalogue.xml_writing import XSI, below

PORTAL = "MER portal"
OWN_IDENTIFIER = f"{PORTAL} identifier"
NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "https://schema.datacite.org/meta/kernel-4/metadata.xsd"
UNKNOWN = ":unav"  # DataCite's own word for a publisher of whom nobody knows
PERSON = re.compile(r"[^,]+,\s*(?:[^\W\d_]\.[\s-]?)+\Z")


class Work(NamedTuple):
    """What is said of a work; pairs are (text, its kind or its language)."""

    identifier: tuple
    creators: list  # names
    titles: dict  # {language: title}, the work's own first
    year: str
    general: str  # a word of DataCite's list
    kind: str
    publisher: str = PORTAL
    subjects: list = ()
    dates: list = ()
    language: str = ""
    others: list = ()  # further identifiers
    related: list = ()  # (relation, address)
    formats: list = ()
    version: str = ""
    rights: str = ""
    summaries: dict = {}


def is_person(name):
    """“Novak, A.” is a person, “Zavod Tovarna” an organisation."""
    return bool(PERSON.match(name))


def kind_of_name(name):
    return "Personal" if is_person(name) else "Organizational"


def resource(work):
    """Its element; names of DataCite need no prefix in it."""
    root = below(None, "resource", xmlns=NAMESPACE)
    root.set("xmlns:xsi", XSI)
    root.set("xsi:schemaLocation", f"{NAMESPACE} {SCHEMA}")
    identifier, kind = work.identifier
    below(root, "identifier", identifier, identifierType=kind)
    creators = below(root, "creators")
    for name in work.creators:
        below(below(creators, "creator"), "creatorName", name, nameType=kind_of_name(name))
    titles = below(root, "titles")
    for place, (code, title) in enumerate(work.titles.items()):
        below(titles, "title", title, code, **({"titleType": "TranslatedTitle"} if place else {}))
    below(root, "publisher", work.publisher or UNKNOWN)
    below(root, "publicationYear", work.year)
    below(root, "resourceType", work.kind, resourceTypeGeneral=work.general)
    add_what_is_not_required(root, work)
    return root


def add_what_is_not_required(root, work):
    for subject, code in in_a_list(root, "subjects", work.subjects):
        below(root[-1], "subject", subject, code)
    for date, kind in in_a_list(root, "dates", work.dates):
        below(root[-1], "date", date, dateType=kind)
    if work.language:
        below(root, "language", work.language)
    for identifier, kind in in_a_list(root, "alternateIdentifiers", work.others):
        below(root[-1], "alternateIdentifier", identifier, alternateIdentifierType=kind)
    for relation, address in in_a_list(root, "relatedIdentifiers", work.related):
        below(root[-1], "relatedIdentifier", address, relatedIdentifierType="URL", relationType=relation)
    for name in in_a_list(root, "formats", work.formats):
        below(root[-1], "format", name)
    if work.version:
        below(root, "version", work.version)
    for rights in in_a_list(root, "rightsList", filter(None, [work.rights])):
        below(root[-1], "rights", rights)
    for code, text in in_a_list(root, "descriptions", work.summaries.items()):
        below(root[-1], "description", text, code, descriptionType="Abstract")


def in_a_list(root, name, rows):
    """The rows, after their list was begun; where there are none, neither is the list."""
    rows = list(rows)
    if rows:
        below(root, name)
    return rows
