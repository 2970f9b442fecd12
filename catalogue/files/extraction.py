"""The text of an uploaded PDF, DOCX or plain-text file, for the search. Knows nothing of Django."""

import re
import unicodedata
from typing import NamedTuple

from catalogue.apart import ENCRYPTED, TOO_LARGE, TOO_LONG, UNREADABLE, Limits, Refused, apart
from catalogue.files import docx
from catalogue.limits import MOST_FILE_BYTES

KINDS = ("pdf", "docx", "txt")
MOST_CHARACTERS = 1_000_000
MOST_SECONDS = 60  # until the process is ended
MOST_MEMORY = 1024**3  # bytes

REASONS = (ENCRYPTED, UNREADABLE, TOO_LARGE, TOO_LONG)
WORDS = {word: word for word in REASONS} | {docx.UNPACKED: TOO_LARGE}

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# With limits to each repetition, so that the time they take grows no faster than the text.
HYPHENATED = re.compile(r"([^\W\d_]{2,40})[-\u00ad\u2010][ \t]{0,20}\r?\n[ \t]{0,20}([^\W\d_]{2,40})")
COMPOUND = re.compile(r"[^\W\d_]{1,40}-[^\W\d_]{1,40}")
SPACING_CARON = re.compile("\u02c7([cszCSZ])")  # how TeX's older fonts write č š ž
# What a reader does not see: a place where a word may break, or where two may not be parted.
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
HYPHEN = re.compile("[\u2010\u2011]")  # the same as the one that is typed
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Extract(NamedTuple):
    text: str
    pages: int  # so many were read; 0 where the kind has none
    cut: bool  # whether a limit was reached


def kind_of(name):
    """The kind of a file by the end of its name; empty where no text is read from it."""
    kind = name.rpartition(".")[2].lower()
    return kind if kind in KINDS else ""


def extract(data, kind, *, seconds=MOST_SECONDS):
    """The text of a file, or Refused. Takes no longer than it may, whatever the file is."""
    if len(data) > MOST_FILE_BYTES:
        raise Refused(TOO_LARGE)
    try:
        limits = Limits(seconds, MOST_MEMORY, somebody_waits=False)
        return Extract(*apart("catalogue.files.extraction:read", data, kind, limits=limits))
    except Refused as refusal:
        raise Refused(WORDS.get(refusal.word, UNREADABLE)) from refusal


# --- In the process that reads ---


def read(data, kind):
    """The text of a file, made fit for the search."""
    text, pages, cut = READERS[kind](data)
    text = tidied(text)
    return Extract(text[:MOST_CHARACTERS], pages, cut or len(text) > MOST_CHARACTERS)


def read_pdf(data):
    from catalogue.files import pdf  # here only: a library of 5 MB, which no other kind needs

    return pdf.text(data, MOST_CHARACTERS)


def read_docx(data):
    text, cut = docx.text(data, MOST_CHARACTERS)
    return text, 0, cut


def read_txt(data):
    return decoded(data), 0, False


def decoded(data):
    """UTF-8 with or without a byte order mark, UTF-16 with one, or else Windows-1250."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "")
    for encoding in [marked] if marked else ["utf-8", "cp1250"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(UNREADABLE)


def tidied(text):
    """Composed letters, no control characters, and words whole that a line's end had broken."""
    text = NO_TEXT.sub("", SPACING_CARON.sub("\\1\u030c", text))
    text = unicodedata.normalize("NFKC", text)
    compounds = {word.lower() for word in COMPOUND.findall(text)}

    def joined(broken):
        first, second = broken.groups()
        kept = f"{first}-{second}".lower() in compounds or not second[0].islower()
        return f"{first}-{second}" if kept else first + second

    return HYPHEN.sub("-", UNSEEN.sub("", HYPHENATED.sub(joined, text))).strip()


READERS = {"pdf": read_pdf, "docx": read_docx, "txt": read_txt}
