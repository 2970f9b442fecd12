"""May a PDF come in: is it whole, and does it do nothing by itself? Knows nothing of Django; run by `apart` alone.

PDFium opens it. Then its bytes are looked through, and those of every stream unpacked, as scanners do: walking through
the objects of a long, tagged report would take far longer.
"""

import io
import re
import zlib

import pypdfium2

from catalogue.apart import ENCRYPTED, UNREADABLE, Refused
from catalogue.files import danger
from catalogue.files.danger import ACTS, CUT
from catalogue.files.pdf import MOST_PAGES, from_header, opened


def spelled(name):
    """A name as it may stand in a file: any of its letters may be a number (#4A)."""
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)
    return f"/{letters}(?![\\w#])".encode()


ACTION = re.compile(b"|".join(map(spelled, ("JavaScript", "Launch"))))
SCRIPT_ADDRESS = re.compile(rb"/URI\s*\(\s*javascript:", re.IGNORECASE)
SCRIPTS = (b"application/x-javascript", b"text/javascript")  # of forms in XFA
FILE_NAME = re.compile(rb"/U?F\s*(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,1600})>)", re.DOTALL)
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PACKED_OBJECTS, ATTACHMENT, LOCKED = spelled("ObjStm"), spelled("EmbeddedFile"), re.compile(spelled("Encrypt"))
PACKED_OTHERWISE = re.compile(rb"(?:ASCIIHex|ASCII85|LZW|RunLength)Decode|/(?:AHx|A85|LZW|RL)\b|DecodeParms|#")
DICTIONARY = 2_000  # bytes before a stream in which what is said about it stands
CHUNK = 1024 * 1024


def check(data):
    """Refuse what no reader opens, what was cut off, and what acts by itself: scripts, programs, files to be run."""
    whole = from_header(data)
    if danger.is_another_kind(data):
        raise Refused(danger.INFECTED)
    check_end(whole)
    check_pages(opened(whole))
    check_bytes(data)
    streams = list(streams_of(whole))
    if LOCKED.search(whole) or any(is_hidden(about) for about, _start in streams):
        whole = written_plainly(whole)
        check_bytes(whole)
        streams = streams_of(whole)
    for about, start in streams:
        check_stream(about, whole, start)


def check_end(data):
    """After the last object there is an end, however it is written and whatever follows; else the rest is missing."""
    rest = data[max(data.rfind(b"endobj"), 0) :]
    if re.search(rb"\d\s+obj\b", rest) or not re.search(rb"startxref|trailer|%%EOF", rest):
        raise Refused(CUT)


def check_pages(document):
    """That they are there; what they show is not looked at."""
    for number in range(min(len(document), MOST_PAGES)):
        try:
            document.get_page_size(number)
        except pypdfium2.PdfiumError as error:
            raise Refused(CUT) from error


def check_bytes(data):
    """What is written in the file itself, or in objects that were packed into it."""
    if ACTION.search(data) or SCRIPT_ADDRESS.search(data):
        raise Refused(ACTS)
    if danger.is_test(data) or any(map(danger.names_program, file_names(data))):
        raise Refused(danger.INFECTED)


def file_names(data):
    for plain, hexadecimal in FILE_NAME.findall(data):
        name = plain or bytes.fromhex(hexadecimal.decode().ljust(2, "0")[: len(hexadecimal) // 2 * 2])
        text = name.decode("utf-16" if name.startswith(b"\xfe\xff") else "latin-1", errors="replace")
        if "://" not in text:
            yield text


def streams_of(data):
    """(what is said about it, where it begins) of every stream."""
    for found in STREAM.finditer(data):
        said = data[max(0, found.start() - DICTIONARY) : found.start()]
        yield said.rpartition(b"obj")[2], found.end()


def is_hidden(about):
    """Whether it holds objects, packed in a way that is not looked through."""
    return bool(re.search(PACKED_OBJECTS, about) and PACKED_OTHERWISE.search(about))


def check_stream(about, data, start):
    objects, attachment = re.search(PACKED_OBJECTS, about), re.search(ATTACHMENT, about)
    rest = b""
    if attachment and danger.is_program(data[start : start + 10]):
        raise Refused(danger.INFECTED)
    for chunk in unpacked(data, start):
        if attachment and not rest and danger.is_program(chunk):
            raise Refused(danger.INFECTED)
        rest = rest[-danger.LONGEST :] + chunk
        if any(script in rest for script in SCRIPTS):
            raise Refused(ACTS)
        if danger.is_test(rest):
            raise Refused(danger.INFECTED)
        if objects:
            check_bytes(rest)


def unpacked(data, start):
    """Piece by piece, so that a stream that unpacks to far too much takes time only."""
    packer, rest = zlib.decompressobj(), memoryview(data)[start : start + CHUNK]
    try:
        while not packer.eof and (rest or start < len(data)):
            yield packer.decompress(rest, CHUNK)
            start += len(rest) - len(packer.unconsumed_tail)
            rest = memoryview(data)[start : start + CHUNK]
    except zlib.error:
        return


def written_plainly(data):
    """The same file as pypdf writes it: without a password where none is needed, and with no object packed."""
    from pypdf import PdfReader, PdfWriter  # here only: few files need it

    try:
        reader = PdfReader(io.BytesIO(to_end_mark(data)))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(ENCRYPTED)
        stream = io.BytesIO()
        PdfWriter(clone_from=reader).write(stream)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # pypdf raises many kinds for broken files
        raise Refused(UNREADABLE) from error
    return stream.getvalue()


def to_end_mark(data):
    """Without bytes behind it, and with one where it is missing: pypdf looks for it."""
    end = data.rfind(b"%%EOF")
    return data[: end + 5] if end > data.rfind(b"startxref") else data + b"\n%%EOF\n"
