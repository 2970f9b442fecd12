"""A stream of bytes as lines of text: UTF-8 with or without a byte order mark, Windows-1250 or UTF-16."""

import codecs
import io

from django.utils.translation import gettext as _

from catalogue.tables.faults import UnreadableFile

LONGEST_LINE = 1024 * 1024
HEAD = 64 * 1024  # bytes from which the encoding is told
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
CHUNK = 64 * 1024


class TooLong(ValueError):
    """A line of more than a megabyte; the next one can be read."""


class Undecodable(ValueError):
    """A line that is not in the encoding of those before it; the next one can be read."""


class Lines:
    """Iterates over lines and goes on after a bad one; `number` is that of the line last read."""

    def __init__(self, stream):
        self.number = 0
        self.bytes_read = 0
        self.encoding = None
        stream = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
        self.stream, head = Counted(stream), stream.peek(HEAD)[:HEAD]
        if not head:
            raise UnreadableFile(_("The file is empty."))
        self.look_at(head)

    def look_at(self, head):
        """Choose the encoding from the first bytes."""
        wide = UTF_16.get(head[:2]) or ("utf-16-le" if head[1:2] == b"\0" and head[:1] != b"\0" else None)
        wide = wide or ("utf-16-be" if head[:1] == b"\0" and head[1:2] != b"\0" else None)
        if wide:
            self.encoding, self.stream = wide, self.stream.recoded(wide)
        elif b"\0" in head.partition(b"\n")[0]:
            raise UnreadableFile(_("This is not a text file. Save it as CSV or JSON Lines."))

    def __iter__(self):
        return self

    def __next__(self):
        raw = self.stream.readline(LONGEST_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        self.bytes_read = self.stream.taken
        if len(raw) > LONGEST_LINE:
            self.skip_rest(raw)
            raise TooLong
        text = raw if isinstance(raw, str) else self.decoded(raw)
        return text.removeprefix("\ufeff") if self.number == 1 else text

    def skip_rest(self, raw):
        end = "\n" if isinstance(raw, str) else b"\n"
        while raw and not raw.endswith(end):
            raw = self.stream.readline(LONGEST_LINE)

    def decoded(self, raw):
        """Lines of plain ASCII tell nothing; the first other one decides."""
        if raw.isascii():
            return raw.decode("ascii")
        for encoding in [self.encoding] if self.encoding else ["utf-8", "cp1250"]:
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            self.encoding = encoding
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

    def recoded(self, encoding):
        return Recoded(self.stream, encoding)


class Recoded:
    """Lines of UTF-16; what is no letter passes as it is and is refused with its row."""

    def __init__(self, stream, encoding):
        self.stream, self.taken, self.text = stream, 0, ""
        self.decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")

    def readline(self, most):
        place = self.text.find("\n")
        while place < 0 and len(self.text) <= most:
            chunk = self.stream.read(CHUNK)
            self.taken += len(chunk)
            self.text += self.decoded(chunk)
            place = self.text.find("\n")
            if not chunk:
                break
        length = min(place + 1 or len(self.text), most)
        line, self.text = self.text[:length], self.text[length:]
        return line

    def decoded(self, chunk):
        try:
            return self.decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            raise UnreadableFile(_("The file ends in the middle of a letter.")) from None
