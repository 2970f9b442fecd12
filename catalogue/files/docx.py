"""DOCX, a ZIP archive of XML parts: is it one that can do no harm, and what does it say? Knows nothing of Django."""

import io
import zipfile
import zlib
from xml.parsers import expat

from catalogue.limits import MEGABYTE, MOST_ARCHIVE_PARTS, MOST_UNPACKED_BYTES

MOST_XML = 50 * MEGABYTE  # all parts of XML together: they are parsed while someone waits

BROKEN, TOO_LARGE, MACROS, UNSAFE = "broken", "too_large", "macros", "unsafe"
# Whatever zipfile, zlib and expat raise for files that are broken or made to break.
BREAKAGES = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError)
BREAKAGES += (ValueError, LookupError, OSError, OverflowError)

CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = WORD_TYPES + "document.main+xml"
TEXT_TYPES = [MAIN_TYPE, WORD_TYPES + "footnotes+xml", WORD_TYPES + "endnotes+xml"]
WORD_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
MACRO_SIGNS = ("vbaproject", "vbadata", "macroenabled")
BREAKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": " ", "tc": " "}


class NoDocx(Exception):
    """Why an archive is not taken for a DOCX: one of the four words above."""


class Enough(Exception):
    """As much text is gathered as was asked for."""


def check(data):
    """Raise NoDocx unless it is a whole DOCX without macros, bombs, document types or paths that lead elsewhere."""
    try:
        archive, _types = opened(data)
        for part in archive.infolist():
            if is_xml(part):
                parse(archive, part)
            else:
                read_through(archive, part)
    except BREAKAGES as error:
        raise NoDocx(BROKEN) from error


def text(data, most):
    """At most so many characters of its running text and notes, and whether that cut any."""
    collector = Collector(most)
    try:
        archive, types = opened(data)
        for part in archive.infolist():
            if types.get(part.filename) in TEXT_TYPES:
                parse(archive, part, **collector.handlers())
    except Enough:
        return collector.text()[:most], True
    except BREAKAGES as error:
        raise NoDocx(BROKEN) from error
    return collector.text(), False


def opened(data):
    """The archive, its sizes, names and kinds checked, and the type of each part."""
    if not data.startswith(b"PK\x03\x04"):
        raise NoDocx(BROKEN)
    if data.count(b"PK\x01\x02") > MOST_ARCHIVE_PARTS:  # so each entry of the directory begins; counted unread
        raise NoDocx(TOO_LARGE)
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    sizes = [(part.file_size, is_xml(part)) for part in parts]  # zipfile unpacks no more than is declared
    if sum(size for size, _xml in sizes) > MOST_UNPACKED_BYTES or sum(size for size, xml in sizes if xml) > MOST_XML:
        raise NoDocx(TOO_LARGE)
    if not all(map(is_plain, parts)) or len({part.filename.lower() for part in parts}) < len(parts):
        raise NoDocx(UNSAFE)
    types = part_types(archive)
    if any(sign in name.lower() for name in [*types.values(), *archive.namelist()] for sign in MACRO_SIGNS):
        raise NoDocx(MACROS)
    if [types.get(part.filename) for part in parts].count(MAIN_TYPE) != 1:
        raise NoDocx(BROKEN)
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


def read_through(archive, part):
    """To its end, where zipfile compares the checksum."""
    with archive.open(part) as stream:
        while stream.read(1024 * 1024):
            pass


def parse(archive, part, **handlers):
    """In one piece, so that no long token is looked at again and again; a document type is refused as it begins."""
    if part.file_size > MOST_XML:
        raise NoDocx(TOO_LARGE)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    handlers["StartDoctypeDeclHandler"] = refuse_document_type
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    parser.Parse(archive.read(part), True)


def refuse_document_type(*args):
    raise NoDocx(UNSAFE)


class Collector:
    """Gathers the text of WordprocessingML as its elements go by."""

    def __init__(self, most):
        self.most, self.found, self.letters = most, [], 0
        self.in_text, self.in_fallback = False, 0

    def handlers(self):
        return {
            "StartElementHandler": self.start,
            "EndElementHandler": self.end,
            "CharacterDataHandler": self.characters,
        }

    def start(self, tag, attributes):
        self.in_text = word_name(tag) == "t"
        self.in_fallback += tag == FALLBACK  # what older programs show says the same once more

    def end(self, tag):
        self.in_text = False
        self.in_fallback -= tag == FALLBACK
        if word_name(tag) in BREAKS:
            self.add(BREAKS[word_name(tag)])

    def characters(self, text):
        if self.in_text and not self.in_fallback:
            self.add(text)

    def add(self, text):
        self.found.append(text)
        self.letters += len(text)
        if self.letters > self.most:
            raise Enough

    def text(self):
        return "".join(self.found)


def word_name(tag):
    """The local name of an element of WordprocessingML; else empty."""
    namespace, _space, name = tag.rpartition(" ")
    return name if namespace in WORD_NAMESPACES else ""
