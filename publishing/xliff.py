"""Texts to translate as XLIFF 2.0 and back, so that a translator can work in a tool of their own.

Knows nothing of the database: it writes units and reads what a file says. What becomes of it `translating` decides.
"""

import hashlib
import re
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from django.utils.translation import gettext as _

from catalogue.limits import MOST_XLIFF_BYTES
from publishing.translations import Standing

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
CONTENT_TYPE = "application/xliff+xml"
DEEPEST = 60
LONGEST_NAME = 80
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
STATES = ("initial", "translated", "reviewed", "final")
STATE_OF = {Standing.MISSING: "initial", Standing.OLDER: "initial", Standing.CURRENT: "translated"}
WAS = "mer:translation"  # the category of the note that names the translation as it was when the file was made
FORMER = "mer:former-source"
TRANSPARENT = ("pc", "mrk")  # marks of tools around text that stays


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


def read(data, *, pk, source, target):
    """[Told] of the dossier's file; raises NoXliff with a sentence that says why nothing can be taken."""
    if len(data) > MOST_XLIFF_BYTES:
        raise NoXliff(_("The file is larger than 5 MB."))
    root = parsed(data)
    check_root(root, source, target)
    file = next((found for found in children(root, "file") if found.get("id") == file_id(pk)), None)
    if file is None:
        raise NoXliff(_("The file belongs to another dossier: its “file” is not “%(id)s”.") % {"id": file_id(pk)})
    found = [told(unit) for unit in file.iter() if local(unit) == "unit"]
    return once(found)


def parsed(data):
    try:
        look_over(data)
        return ElementTree.fromstring(data)  # noqa: S314 - looked over: no DOCTYPE, so no entities
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        reason = " ".join(str(error).split())[:120]
        raise NoXliff(_("The file is not whole XML: %(reason)s.") % {"reason": reason}) from error


def look_over(data):
    """Refuse what could do harm, before anything is built of it."""
    parser, depth = expat.ParserCreate(), 0

    def refuse(*_given):
        raise NoXliff(_("The file has a DOCTYPE, which no XLIFF needs; remove it."))

    def begin(_name, _attributes):
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise NoXliff(_("The elements of the file lie too deep in one another."))

    def end(_name):
        nonlocal depth
        depth -= 1

    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(data, True)


def check_root(root, source, target):
    if local(root) != "xliff" or not root.get("version", "").startswith("2."):
        raise NoXliff(_("This is no XLIFF 2 file."))
    for code, attribute in ((source, "srcLang"), (target, "trgLang")):
        if language(root.get(attribute, "")) != code:
            values = {"found": root.get(attribute, "")[:20] or "–", "wanted": code, "attribute": attribute}
            raise NoXliff(
                _("The file is for other languages: %(attribute)s is “%(found)s”, not “%(wanted)s”.") % values
            )


def language(tag):
    """“sl” of sl and sl-SI."""
    return tag.partition("-")[0].lower()


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element, *names):
    return [child for child in element if local(child) in names]


def told(unit):
    """One unit, however many segments a tool has made of it."""
    key, parts = unit.get("id", ""), children(unit, "segment", "ignorable")
    targets = [target_of(part, key) for part in parts]
    segments = children(unit, "segment")
    return Told(
        key=key,
        source="".join(text_of(element, key) for part in parts for element in children(part, "source")),
        target=None if not segments or None in targets else "".join(targets),
        state=min((state_of(segment) for segment in segments), key=STATES.index, default="initial"),
        was=next(
            (note.text or "" for note in unit.iter() if local(note) == "note" and note.get("category") == WAS), ""
        ),
    )


def target_of(part, key):
    """The translation of a segment; what lies between two segments may have none and stays as it is."""
    found = children(part, "target")
    if not found and local(part) == "ignorable":
        found = children(part, "source")
    return text_of(found[0], key) if found else None


def state_of(segment):
    state = segment.get("state", "initial")
    return state if state in STATES else "initial"


def text_of(element, key):
    parts = [element.text or ""]
    for child in element:
        if local(child) == "cp":
            parts.append(character(child, key))
        elif local(child) in TRANSPARENT:
            parts.append(text_of(child, key))
        parts.append(child.tail or "")
    return "".join(parts)


def character(element, key):
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError) as error:
        sentence = _("In the text “%(name)s” a character is named by a number that no character has.")
        raise NoXliff(sentence % {"name": key[:LONGEST_NAME]}) from error


def once(found):
    seen = set()
    for each in found:
        if each.key in seen:
            raise NoXliff(_("The text “%(name)s” stands in the file twice.") % {"name": each.key[:LONGEST_NAME]})
        seen.add(each.key)
    return found
