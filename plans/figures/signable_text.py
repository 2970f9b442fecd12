"""The text that is signed, in one form of many, and its hashes: whoever has the text can prove that it is this one."""

import hashlib
import re
import unicodedata

LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
BLANK_LINES = re.compile(r"\n{3,}")


def canonical_text(text):
    """NFC, LF alone, no blanks at the ends of lines, no two blank lines together, none at the ends, a final LF."""
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    # Line by line: an expression for blanks at the ends would look at a long row of them again and again.
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    text = BLANK_LINES.sub("\n\n", text).strip("\n")
    return f"{text}\n" if text else ""


def text_of(title, body, duties):
    """The canonical text of a commitment in one language; `duties` are the lines that tell them."""
    return canonical_text("\n\n".join(filter(None, [title.strip(), body, *duties])))


def sha256_of_bytes(content):
    return hashlib.sha256(content).hexdigest()


def sha256_of_text(text):
    """SHA-256 of a canonical text in UTF-8, as 64 hexadecimal digits."""
    return sha256_of_bytes(text.encode("utf-8", "surrogatepass"))


def sha256_of_both(hashes):
    """One hash for the texts in all languages; `hashes` is {code of the language: hash of its text}."""
    return sha256_of_text("".join(f"{code}:{hashes[code]}\n" for code in sorted(hashes)))
