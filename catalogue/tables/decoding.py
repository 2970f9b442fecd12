"""Bytes of other people as text: UTF-8 with or without a byte order mark, UTF-16, or else Windows-1250.

Small files are decoded whole; large ones line by line, and the first line that is not plain ASCII decides for the rest.
"""

import codecs
import io

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.limits import MOST_LINE_LETTERS
from catalogue.tables.faults import SheetError

BYTE_ORDER_MARK = "\ufeff"
NOT_TEXT = gettext_lazy("This is not a text file. Save it as CSV or XLSX.")
CODINGS = ("utf-8", "cp1250")
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
HEAD = 64 * 1024  # bytes from which the coding is told
CHUNK = 64 * 1024
LOOKED_AT = 5000  # letters


def decoded(data):
    """The whole text, without its byte order mark."""
    wide = wide_coding(data)
    for coding in [wide] if wide else CODINGS:
        try:
            text = data.decode(coding).removeprefix(BYTE_ORDER_MARK)
        except UnicodeDecodeError:
            continue
        return checked(text, coding)
    raise SheetError(str(NOT_TEXT))


def checked(text, coding):
    """Nearly all bytes are letters in Windows-1250 and UTF-16: there, controls tell programs and pictures from text."""
    controls = coding != "utf-8" and any(letter < " " and letter not in "\t\r\n" for letter in text[:LOOKED_AT])
    if controls or "\0" in text:
        raise SheetError(str(NOT_TEXT))
    return text


def wide_coding(head):
    """UTF-16 by its mark, or by the zeros beside plain letters; empty where it is neither."""
    zeros = head[0:1] == b"\0", head[1:2] == b"\0"
    bare = {(False, True): "utf-16-le", (True, False): "utf-16-be"}.get(zeros, "")
    return UTF_16.get(head[:2], bare)


class TooLong(ValueError):
    """A line or a record longer than it may be; the next one can be read."""


class Undecodable(ValueError):
    """A line that is not in the coding of those before it; the next one can be read."""


class TextLines:
    """Iterates over the lines of a text, their ends untouched; `number` is that of the line last read."""

    def __init__(self, text):
        self.number, self.stream = 0, io.StringIO(text, newline="")

    def __iter__(self):
        return self

    def __next__(self):
        line = next(self.stream)
        self.number += 1
        return line


class StreamLines:
    """The same of a binary stream of any length, of which no more than a line is held; goes on after a bad one."""

    def __init__(self, stream, not_text=NOT_TEXT):
        self.number = 0
        self.bytes_read = 0
        self.coding = None
        stream = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
        self.stream, head = Counted(stream), stream.peek(HEAD)[:HEAD]
        if not head:
            raise SheetError(_("The file is empty."))
        if wide := wide_coding(head):
            self.coding, self.stream = wide, Recoded(stream, wide)
        elif b"\0" in head.partition(b"\n")[0]:
            raise SheetError(str(not_text))

    def __iter__(self):
        return self

    def __next__(self):
        raw = self.stream.readline(MOST_LINE_LETTERS + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        self.bytes_read = self.stream.taken
        if len(raw) > MOST_LINE_LETTERS:
            self.skip_rest(raw)
            raise TooLong
        text = raw if isinstance(raw, str) else self.decoded(raw)
        return text.removeprefix(BYTE_ORDER_MARK) if self.number == 1 else text

    def skip_rest(self, raw):
        end = "\n" if isinstance(raw, str) else b"\n"
        while raw and not raw.endswith(end):
            raw = self.stream.readline(MOST_LINE_LETTERS)

    def decoded(self, raw):
        """Lines of plain ASCII tell nothing; the first other one decides."""
        if raw.isascii():
            return raw.decode("ascii")
        for coding in [self.coding] if self.coding else CODINGS:
            try:
                text = raw.decode(coding)
            except UnicodeDecodeError:
                continue
            self.coding = coding
            return text
        raise Undecodable


class Counted:
    """Counts the bytes that were read from a stream."""

    def __init__(self, stream):
        self.stream, self.taken = stream, 0

    def readline(self, most):
        line = self.stream.readline(most)
        self.taken += len(line)
        return line


class Recoded:
    """Lines of UTF-16; what is no letter passes as it is and is refused with its row."""

    def __init__(self, stream, coding):
        self.stream, self.taken = stream, 0
        self.text = io.StringIO(newline="\n")  # what was decoded and not yet given out
        self.decoder = codecs.getincrementaldecoder(coding)("surrogatepass")

    def readline(self, most):
        """A line, or so many of its letters; each letter is looked at once, however short or long the lines are."""
        parts, length = [], 0
        while length < most and not (parts and parts[-1].endswith("\n")):
            part = self.text.readline(most - length) or self.refilled().readline(most - length)
            if not part:
                break
            parts.append(part)
            length += len(part)
        return "".join(parts)

    def refilled(self):
        """The next piece of the stream that makes any letter, or its end."""
        text, chunk = "", b"x"
        while chunk and not text:
            chunk = self.stream.read(CHUNK)
            self.taken += len(chunk)
            text = self.decoded(chunk)
        self.text = io.StringIO(text, newline="\n")
        return self.text

    def decoded(self, chunk):
        try:
            return self.decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            raise SheetError(_("The file ends in the middle of a letter.")) from None
