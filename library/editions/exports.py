"""A citation for machines: DataCite 4 as XML and JSON, BibTeX, RIS and CSL-JSON, each from one `Cited`."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree import ElementTree

from library.editions.citing import PORTAL

KERNEL = "http://datacite.org/schema/kernel-4"
SCHEMA = f"{KERNEL} https://schema.datacite.org/meta/kernel-4/metadata.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PERSON = re.compile(r"[^,]+,\s*(?:[^\W\d_]\.[\s-]?)+\Z")
SPECIAL = re.compile(r"([\\{}$&#%_^~])")
TEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
RESOURCE = "Book"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_person(name):
    """“Novak, A.” is a person, “Zavod Tovarna” an organisation."""
    return bool(PERSON.match(name))


def creators(cited):
    """Somebody must stand there: without authors, the portal."""
    return [(name, "Personal" if is_person(name) else "Organizational") for name in cited.authors or [PORTAL]]


def identified(cited):
    """(identifier, its type)"""
    return (cited.doi, "DOI") if cited.doi else (cited.address, "URL")


# --- DataCite ---


def datacite_json(cited):
    identifier, kind = identified(cited)
    told = {
        "schemaVersion": KERNEL,
        "identifiers": [{"identifier": identifier, "identifierType": kind}],
        "alternateIdentifiers": [
            {"alternateIdentifier": cited.identifier, "alternateIdentifierType": f"{PORTAL} identifier"}
        ],
        "creators": [{"name": name, "nameType": kind} for name, kind in creators(cited)],
        "titles": [titled(place, *pair) for place, pair in enumerate(cited.titles.items())],
        "publisher": {"name": PORTAL},
        "publicationYear": str(cited.day.year),
        "types": {"resourceTypeGeneral": RESOURCE, "resourceType": kind_of(cited)},
        "language": cited.language,
        "version": str(cited.number) if cited.number else "",
        "dates": [{"date": cited.day.isoformat(), "dateType": "Issued" if cited.number else "Updated"}],
        "formats": list(dict.fromkeys(file.format for file in cited.files)),
        "rightsList": [{"rights": cited.licence}] if cited.licence else [],
        "descriptions": [
            {"description": text, "descriptionType": "Abstract", "lang": code} for code, text in cited.summaries.items()
        ],
        "relatedIdentifiers": [
            {"relatedIdentifier": address, "relatedIdentifierType": "URL", "relationType": relation}
            for relation, address in cited.related
        ],
    }
    return written({name: value for name, value in told.items() if value})


def kind_of(cited):
    return "Edition" if cited.number else "Working text"


def titled(place, code, title):
    return {"title": title, "lang": code} | ({"titleType": "TranslatedTitle"} if place else {})


def written(told):
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def datacite_xml(cited):
    root = ElementTree.Element("resource", {"xmlns": KERNEL, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA})
    identifier, kind = identified(cited)
    below(root, "identifier", identifier, identifierType=kind)
    authors = below(root, "creators")
    for name, kind in creators(cited):
        below(below(authors, "creator"), "creatorName", name, nameType=kind)
    titles = below(root, "titles")
    for place, (code, title) in enumerate(cited.titles.items()):
        below(titles, "title", title, **{XML_LANG: code}, **({"titleType": "TranslatedTitle"} if place else {}))
    below(root, "publisher", PORTAL)
    below(root, "publicationYear", str(cited.day.year))
    below(root, "resourceType", kind_of(cited), resourceTypeGeneral=RESOURCE)
    below(below(root, "dates"), "date", cited.day.isoformat(), dateType="Issued" if cited.number else "Updated")
    below(root, "language", cited.language)
    others = below(root, "alternateIdentifiers")
    below(others, "alternateIdentifier", cited.identifier, alternateIdentifierType=f"{PORTAL} identifier")
    relations = below(root, "relatedIdentifiers") if cited.related else None
    for relation, address in cited.related:
        below(relations, "relatedIdentifier", address, relatedIdentifierType="URL", relationType=relation)
    more_of(root, cited)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def more_of(root, cited):
    """What DataCite does not require."""
    if cited.files:
        formats = below(root, "formats")
        for name in dict.fromkeys(file.format for file in cited.files):
            below(formats, "format", name)
    if cited.number:
        below(root, "version", str(cited.number))
    if cited.licence:
        below(below(root, "rightsList"), "rights", cited.licence)
    if cited.summaries:
        descriptions = below(root, "descriptions")
        for code, text in cited.summaries.items():
            below(descriptions, "description", text, descriptionType="Abstract", **{XML_LANG: code})


def below(parent, name, text="", **attributes):
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = CONTROLS.sub("", text) or None
    return made


# --- What programs for literature read ---


def bibtex(cited):
    fields = {
        "author": " and ".join(
            tex(name) if kind == "Personal" else f"{{{tex(name)}}}" for name, kind in creators(cited)
        ),
        "title": f"{{{tex(cited.title)}}}",
        "edition": str(cited.number) if cited.number else "",
        "publisher": PORTAL,
        "year": str(cited.day.year),
        "month": str(cited.day.month),
        "doi": tex(cited.doi),
        "note": tex(cited.identifier),
        "url": cited.address,
        "language": cited.language,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@book{{{cited.identifier},\n{rows}}}\n"


def tex(text):
    plain = " ".join(text.split())
    return SPECIAL.sub(lambda found: TEX.get(found[1], f"\\{found[1]}"), plain)


def ris(cited):
    rows = [("TY", "BOOK"), ("ID", cited.identifier)]
    rows += [("AU", name) for name, _kind in creators(cited)]
    rows += [("TI", cited.title), ("TT", next(iter(list(cited.titles.values())[1:]), ""))]
    rows += [("ET", str(cited.number) if cited.number else ""), ("PB", PORTAL)]
    rows += [("PY", str(cited.day.year)), ("DA", f"{cited.day:%Y/%m/%d}"), ("LA", cited.language)]
    rows += [("DO", cited.doi), ("UR", cited.address), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in rows if text or tag == "ER")


def csl_json(cited):
    told = {
        "id": cited.identifier,
        "type": "book",
        "title": cited.title,
        "author": [csl_name(*pair) for pair in creators(cited)],
        "edition": str(cited.number) if cited.number else "",
        "publisher": PORTAL,
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
        "language": cited.language,
        "DOI": cited.doi,
        "number": cited.identifier,
        "URL": cited.address,
    }
    return written([{name: value for name, value in told.items() if value}])


def csl_name(name, kind):
    if kind != "Personal":
        return {"literal": name}
    family, _comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()}


class Export(NamedTuple):
    name: str
    ending: str
    content_type: str
    write: Callable


EXPORTS = {
    "datacite-xml": Export("DataCite XML", "xml", "application/xml", datacite_xml),
    "datacite-json": Export("DataCite JSON", "json", "application/json", datacite_json),
    "bibtex": Export("BibTeX", "bib", "application/x-bibtex", bibtex),
    "ris": Export("RIS", "ris", "application/x-research-info-systems", ris),
    "csl-json": Export("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
}
