"""A citation for machines: DataCite 4 as XML and JSON, BibTeX, RIS and CSL-JSON, each from one `Cited`."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from catalogue.datacite import NAMESPACE, OWN_IDENTIFIER, PORTAL, Work, kind_of_name, resource
from catalogue.xml_writing import document

SPECIAL = re.compile(r"([\\{}$&#%_^~])")
TEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
RESOURCE = "Book"


def creators(cited):
    """Somebody must stand there: without authors, the portal."""
    return [(name, kind_of_name(name)) for name in cited.authors or [PORTAL]]


def identified(cited):
    """(identifier, its type)"""
    return (cited.doi, "DOI") if cited.doi else (cited.address, "URL")


# --- DataCite ---


def datacite_json(cited):
    identifier, kind = identified(cited)
    told = {
        "schemaVersion": NAMESPACE,
        "identifiers": [{"identifier": identifier, "identifierType": kind}],
        "alternateIdentifiers": [{"alternateIdentifier": cited.identifier, "alternateIdentifierType": OWN_IDENTIFIER}],
        "creators": [{"name": name, "nameType": kind} for name, kind in creators(cited)],
        "titles": [titled(place, *pair) for place, pair in enumerate(cited.titles.items())],
        "publisher": {"name": PORTAL},
        "publicationYear": str(cited.day.year),
        "types": {"resourceTypeGeneral": RESOURCE, "resourceType": kind_of(cited)},
        "language": cited.language,
        "version": str(cited.number) if cited.number else "",
        "dates": [{"date": cited.day.isoformat(), "dateType": "Issued" if cited.number else "Updated"}],
        "formats": formats(cited),
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
    return document(
        resource(
            Work(
                identifier=identified(cited),
                creators=cited.authors or [PORTAL],
                titles=cited.titles,
                year=str(cited.day.year),
                general=RESOURCE,
                kind=kind_of(cited),
                dates=[(cited.day.isoformat(), "Issued" if cited.number else "Updated")],
                language=cited.language,
                others=[(cited.identifier, OWN_IDENTIFIER)],
                related=cited.related,
                formats=formats(cited),
                version=str(cited.number) if cited.number else "",
                rights=cited.licence,
                summaries=cited.summaries,
            )
        )
    )


def formats(cited):
    return list(dict.fromkeys(file.format for file in cited.files))


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
