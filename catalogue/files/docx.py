"""DOCX, a ZIP archive of XML parts: is it one that can do no harm, and what does it say? Run by `apart` alone.

Knows nothing of Django.
"""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from catalogue.apart import UNREADABLE, Refused
from catalogue.files import danger
from catalogue.files.docx_text import Collector, Enough, word_value
from catalogue.limits import MEGABYTE, MOST_ARCHIVE_PARTS, MOST_UNPACKED_BYTES

MOST_XML = 50 * MEGABYTE  # all parts of XML together: they are parsed while someone waits
CHUNK = MEGABYTE

UNPACKED, MACROS, UNSAFE, FETCHES, OBJECTS = "unpacked", "macros", "unsafe", "fetches", "objects"
# Whatever zipfile, zlib and expat raise for files that are broken or made to break.
BREAKAGES = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError)
BREAKAGES += (ValueError, LookupError, OSError, OverflowError)

CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = WORD_TYPES + "document.main+xml"
TEXT_TYPES = [MAIN_TYPE, WORD_TYPES + "footnotes+xml", WORD_TYPES + "endnotes+xml"]
STYLES_TYPE = WORD_TYPES + "styles+xml"
MACRO_SIGNS = ("vbaproject", "vbadata", "macroenabled")
# Relationships by the last word of their type: what Word fetches unasked, and programs that live in a document.
FETCHED = {"attachedTemplate", "frame", "subDocument", "aFChunk", "webSettings"}
PROGRAMS = {"oleObject", "control", "activeXControlBinary"}
STARTS_PROGRAM = re.compile(r"(?<!\w)DDE(?:AUTO)?\s", re.IGNORECASE)  # a field that has another program run
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how a part begins that holds an object of another program


def check(data):
    """Refuse what is no whole DOCX, and one with macros, bombs, document types, objects or ways that lead elsewhere."""
    try:
        archive, _types = opened(data)
        codes = FieldCodes()
        for part in archive.infolist():
            look_through(archive, part)
            if is_xml(part):
                parse(archive, part, **RELATIONS if part.filename.lower().endswith(".rels") else codes.handlers())
        if STARTS_PROGRAM.search("".join(codes.found)):
            raise Refused(OBJECTS)
    except BREAKAGES as error:
        raise Refused(UNREADABLE) from error


def text(data, most):
    """[at most so many characters of its running text and notes, whether that cut any]."""
    collector = Collector(most)
    try:
        archive, types = opened(data)
        parts = archive.infolist()
        for part in (part for part in parts if types.get(part.filename) == STYLES_TYPE):
            parse(archive, part, StartElementHandler=collector.styles.start, EndElementHandler=collector.styles.end)
        for part in (part for part in parts if types.get(part.filename) in TEXT_TYPES):
            parse(archive, part, **collector.handlers())
    except Enough:
        return [collector.text()[:most], True]
    except BREAKAGES as error:
        raise Refused(UNREADABLE) from error
    return [collector.text(), False]


def check_relationship(tag, attributes):
    """A hyperlink leads elsewhere when somebody follows it, and a picture may; nothing else does."""
    if tag.rpartition(" ")[2] != "Relationship":
        return
    kind = attributes.get("Type", "").rpartition("/")[2]
    if kind in PROGRAMS:
        raise Refused(OBJECTS)
    if kind in FETCHED and attributes.get("TargetMode") == "External":
        raise Refused(FETCHES)


class FieldCodes:
    """What fields are told to do, however many pieces their codes are written in."""

    def __init__(self):
        self.found, self.inside = [], False

    def handlers(self):
        return {"StartElementHandler": self.start, "CharacterDataHandler": self.characters}

    def start(self, tag, attributes):
        self.inside = tag.endswith(" instrText")
        if tag.endswith((" fldSimple", " fldChar")):
            self.found.append(f" {word_value(attributes, 'instr')} ")

    def characters(self, text):
        if self.inside:
            self.found.append(text)


RELATIONS = {"StartElementHandler": check_relationship}


def opened(data):
    """The archive, its sizes, names and kinds checked, and the type of each part."""
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(UNREADABLE)
    if data.count(b"PK\x01\x02") > MOST_ARCHIVE_PARTS:  # so each entry of the directory begins; counted unread
        raise Refused(UNPACKED)
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    sizes = [(part.file_size, is_xml(part)) for part in parts]  # zipfile unpacks no more than is declared
    if sum(size for size, _xml in sizes) > MOST_UNPACKED_BYTES or sum(size for size, xml in sizes if xml) > MOST_XML:
        raise Refused(UNPACKED)
    if not all(map(is_plain, parts)) or len({part.filename.lower() for part in parts}) < len(parts):
        raise Refused(UNSAFE)
    types = part_types(archive)
    if any(sign in name.lower() for name in [*types.values(), *archive.namelist()] for sign in MACRO_SIGNS):
        raise Refused(MACROS)
    if [types.get(part.filename) for part in parts].count(MAIN_TYPE) != 1:
        raise Refused(UNREADABLE)
    return archive, types


def is_plain(part):
    """Whether the name leads nowhere but into the archive and the part is not encrypted."""
    name = part.orig_filename
    steps = name.split("/")
    odd = any(mark in name for mark in "\\\0:")
    return not odd and steps[0] != "" and ".." not in steps and not part.flag_bits & 0x1


def is_xml(part):
    return part.filename.lower().endswith((".xml", ".rels"))


def part_types(archive):
    """What [Content_Types].xml says of each part that it names, and of each ending."""
    types = {}

    def start(tag, attributes):
        if "ContentType" in attributes:
            name = attributes.get("PartName") or f"*.{attributes.get('Extension')}"
            types[name.removeprefix("/")] = attributes["ContentType"]

    parse(archive, archive.getinfo(CONTENT_TYPES), StartElementHandler=start)
    return types


def look_through(archive, part):
    """To its end, where zipfile compares the checksum; a program, an object or a scanner's test is not taken."""
    begin, rest = b"", b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            begin, rest = begin or chunk, rest[-danger.LONGEST :] + chunk
            if danger.is_test(rest):
                raise Refused(danger.INFECTED)
    if begin.startswith(OLE):
        raise Refused(OBJECTS)
    if danger.is_program(begin):
        raise Refused(danger.INFECTED)


def parse(archive, part, **handlers):
    """In one piece, so that no long token is looked at again and again; a document type is refused as it begins."""
    if part.file_size > MOST_XML:
        raise Refused(UNPACKED)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    handlers["StartDoctypeDeclHandler"] = refuse_document_type
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    parser.Parse(archive.read(part), True)


def refuse_document_type(*args):
    raise Refused(UNSAFE)
