"""The text of an uploaded PDF, DOCX or plain-text file, for the search. Knows nothing of Django.

A file is read in a process of its own, with limits of time and memory: an endless, greedy or crashing file ends
that process and nothing else. Run as a program, this module is that process: the file comes in at its standard
input, the text goes out as JSON.
"""

import io
import json
import re
import resource
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import NamedTuple

from catalogue.files import docx
from catalogue.limits import MOST_FILE_BYTES

KINDS = ("pdf", "docx", "txt")
MOST_PAGES = 300
MOST_CHARACTERS = 1_000_000
MOST_SECONDS = 60  # until the process is ended
MOST_PAGE_SECONDS = 40  # until no further page is begun, and what is read so far is kept
MOST_MEMORY = 1024**3  # bytes

ENCRYPTED, UNREADABLE, TOO_LARGE, TOO_LONG = "encrypted", "unreadable", "too_large", "too_long"
REASONS = (ENCRYPTED, UNREADABLE, TOO_LARGE, TOO_LONG)

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# With limits to each repetition, so that the time they take grows no faster than the text.
HYPHENATED = re.compile(r"([^\W\d_]{2,40})[-\u00ad\u2010][ \t]{0,20}\r?\n[ \t]{0,20}([^\W\d_]{2,40})")
COMPOUND = re.compile(r"[^\W\d_]{1,40}-[^\W\d_]{1,40}")
SPACING_CARON = re.compile("\u02c7([cszCSZ])")  # how TeX's older fonts write č š ž
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Unreadable(Exception):
    """Why there is no text: one of REASONS."""


class Extract(NamedTuple):
    text: str
    pages: int  # so many were read; 0 where the kind has none
    cut: bool  # whether a limit was reached


def kind_of(name):
    """The kind of a file by the end of its name; empty where no text is read from it."""
    kind = name.rpartition(".")[2].lower()
    return kind if kind in KINDS else ""


def extract(data, kind, *, seconds=MOST_SECONDS):
    """The text of a file, or Unreadable. Takes no longer than it may, whatever the file is."""
    if len(data) > MOST_FILE_BYTES:
        raise Unreadable(TOO_LARGE)
    try:
        done = subprocess.run(  # noqa: S603  our own program, in an environment that holds no secret
            [sys.executable, "-B", "-E", "-s", "-X", "utf8", "-m", "catalogue.files.extraction", kind],
            cwd=Path(__file__).resolve().parents[2],
            env={"LC_ALL": "C.UTF-8"},
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG) from error
    return answer(done)


def answer(done):
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable(TOO_LONG)
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise Unreadable(UNREADABLE) from error
    if "reason" in said:
        raise Unreadable(said["reason"])
    return Extract(**said)


# --- In the process that reads ---


def main(kind):
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = read(sys.stdin.buffer.read(), kind)._asdict()
    except Unreadable as error:
        said = {"reason": str(error)}
    except MemoryError:
        said = {"reason": TOO_LARGE}
    sys.stdout.write(json.dumps(said))


def read(data, kind):
    """The text of a file, read in this process, made fit for the search."""
    text, pages, cut = READERS[kind](data)
    text = tidied(text)
    return Extract(text[:MOST_CHARACTERS], pages, cut or len(text) > MOST_CHARACTERS)


def read_pdf(data):
    from pypdf import PdfReader, errors  # here only: slow to load, and used by no other process

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(ENCRYPTED)
        return text_of_pages(reader.pages)
    except (Unreadable, MemoryError):
        raise
    except (errors.FileNotDecryptedError, errors.DependencyError) as error:
        raise Unreadable(ENCRYPTED) from error
    except errors.LimitReachedError as error:
        raise Unreadable(TOO_LARGE) from error
    except Exception as error:  # pypdf raises many kinds for broken files
        raise Unreadable(UNREADABLE) from error


def text_of_pages(pages):
    """Page by page up to the limits. A page that cannot be read is passed over, unless none can."""
    texts, letters, faults, until = [], 0, [], time.monotonic() + MOST_PAGE_SECONDS
    for page in pages[:MOST_PAGES]:
        if letters > MOST_CHARACTERS or time.monotonic() > until:
            break
        try:
            texts.append(page.extract_text())
        except Exception as error:  # as above
            texts.append("")
            faults.append(error)
        letters += len(texts[-1])
    if faults and len(faults) == len(texts):
        raise faults[0]
    return "\n".join(texts), len(texts), len(texts) < len(pages) or bool(faults)


def read_docx(data):
    try:
        text, cut = docx.text(data, MOST_CHARACTERS)
    except docx.NoDocx as fault:
        raise Unreadable(TOO_LARGE if str(fault) == docx.TOO_LARGE else UNREADABLE) from fault
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
    raise Unreadable(UNREADABLE)


def tidied(text):
    """Composed letters, no control characters, and words whole that a line's end had broken."""
    text = NO_TEXT.sub("", SPACING_CARON.sub("\\1\u030c", text))
    text = unicodedata.normalize("NFKC", text)
    compounds = {word.lower() for word in COMPOUND.findall(text)}

    def joined(broken):
        first, second = broken.groups()
        kept = f"{first}-{second}".lower() in compounds or not second[0].islower()
        return f"{first}-{second}" if kept else first + second

    return HYPHENATED.sub(joined, text).strip()


READERS = {"pdf": read_pdf, "docx": read_docx, "txt": read_txt}

if __name__ == "__main__":
    main(sys.argv[1])
