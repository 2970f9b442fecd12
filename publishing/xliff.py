"""Texts to translate as XLIFF 2.0 and back, so that a translator can work in a tool of their own.

Knows nothing of the database: it writes units, and has a file read. What becomes of it `translating` decides.
"""

import hashlib
from typing import NamedTuple
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.apart import Refused, apart
from catalogue.limits import MOST_XLIFF_BYTES
from catalogue.reader_refusals import REFUSALS
from catalogue.xml_writing import NOT_IN_XML
from publishing import xliff_reading as told
from publishing.translations import Standing
from publishing.xliff_reading import SPACE

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
CONTENT_TYPE = "application/xliff+xml"
STATE_OF = {Standing.MISSING: "initial", Standing.OLDER: "initial", Standing.CURRENT: "translated"}
WAS = "mer:translation"  # the category of the note that names the translation as it was when the file was made
FORMER = "mer:former-source"


class NoXliff(Exception):
    """A sentence about a file that cannot be used."""


class Told(NamedTuple):
    """What a file says about one text; `was` is the digest of its translation when the file was made."""

    key: str
    source: str
    target: str | None
    state: str
    was: str


def digest(text):
    """A short name for a text, to see later whether it is still the same."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def file_id(pk):
    return f"dossier-{pk}"


# --- Writing ---


def written(*, pk, original, title, units, source, target, checked=False):
    """The texts of one dossier as the bytes of an XLIFF file."""
    root = ElementTree.Element("xliff", {"xmlns": NAMESPACE, "version": "2.0", "srcLang": source, "trgLang": target})
    file = ElementTree.SubElement(root, "file", {"id": file_id(pk), "original": original})
    add_notes(file, [("title", "mer:title", title)])
    for unit in units:
        add_unit(file, unit, checked)
    # A carriage return would come back as a line feed unless it is written as a reference.
    text = ElementTree.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode()


def add_unit(file, unit, checked):
    element = ElementTree.SubElement(file, "unit", {"id": unit.key, "canResegment": "no"})
    notes = [("label", "mer:label", unit.label), ("was", WAS, digest(unit.target))]
    if unit.limit:
        notes.append(("limit", "mer:limit", _("At most %(count)s characters.") % {"count": unit.limit}))
    if unit.before:
        notes.append(("former", FORMER, unit.before))
    add_notes(element, notes)
    state = "reviewed" if checked and unit.standing == Standing.CURRENT else STATE_OF[unit.standing]
    segment = ElementTree.SubElement(element, "segment", {"id": "s1", "state": state})
    add_text(segment, "source", unit.source)
    if unit.target:
        add_text(segment, "target", unit.target)


def add_notes(parent, notes):
    holder = ElementTree.SubElement(parent, "notes")
    for name, category, text in notes:
        note = ElementTree.SubElement(holder, "note", {"id": name, "category": category})
        note.text = NOT_IN_XML.sub("\ufffd", str(text))


def add_text(parent, name, text):
    """Characters that XML cannot hold become the `cp` elements that XLIFF has for them."""
    element = ElementTree.SubElement(parent, name, {SPACE: "preserve"})
    start = 0
    for match in NOT_IN_XML.finditer(text):
        append(element, text[start : match.start()])
        ElementTree.SubElement(element, "cp", {"hex": f"{ord(match[0]):04X}"})
        start = match.end()
    append(element, text[start:])


def append(element, text):
    if len(element):
        element[-1].tail = text
    else:
        element.text = text


# --- Reading ---


SENTENCES = REFUSALS | {
    told.UNREADABLE: gettext_lazy("The file is not whole XML."),
    told.NOT_XML: gettext_lazy("The file is not whole XML: %(reason)s."),
    told.DOCTYPE: gettext_lazy("The file has a DOCTYPE, which no XLIFF needs; remove it."),
    told.TOO_DEEP: gettext_lazy("The elements of the file lie too deep in one another."),
    told.NO_XLIFF: gettext_lazy("This is no XLIFF 2 file."),
    told.LANGUAGES: gettext_lazy("The file is for other languages: %(attribute)s is “%(found)s”, not “%(wanted)s”."),
    told.OTHER_FILE: gettext_lazy("The file belongs to another dossier: its “file” is not “%(id)s”."),
    told.NO_CHARACTER: gettext_lazy("In the text “%(name)s” a character is named by a number that no character has."),
    told.TWICE: gettext_lazy("The text “%(name)s” stands in the file twice."),
    told.ORDER: gettext_lazy("The parts of the text “%(name)s” are numbered in an order that is none."),
}


def read(data, *, pk, source, target):
    """[Told] of the dossier's file; raises NoXliff with a sentence that says why nothing can be taken."""
    if len(data) > MOST_XLIFF_BYTES:
        raise NoXliff(_("The file is larger than 5 MB."))
    try:
        found = apart("publishing.xliff_reading:read", data, file_id(pk), source, target, WAS)
    except Refused as refusal:
        raise NoXliff(str(SENTENCES[refusal.word]) % refusal.values) from refusal
    return [Told(*each) for each in found]
