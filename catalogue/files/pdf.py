"""What a PDF says, found by PDFium, the reader of Chromium. Knows nothing of Django; run by `apart` alone."""

import re
import time
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from catalogue.apart import ENCRYPTED, UNREADABLE, Refused

HEADER = re.compile(rb"%PDF-\d")
BEFORE_HEADER = 1024  # bytes that readers pass over
MOST_PAGES = 300
MOST_PAGE_SECONDS = 40  # until no further page is begun, and what is read so far is kept

# Letters that stand apart: the spaces between them are made by the reader, wider ones stand between words.
LETTERS_APART = re.compile(r"(?<!\S)\w(?: \w){3,}(?!\S)")
WORDS_APART = 1.7  # times the usual gap of such letters


def text(data, most):
    """[text, pages read, whether a limit cut any]."""
    pages, texts, letters, faults = opened(from_header(data)), [], 0, 0
    until = time.monotonic() + MOST_PAGE_SECONDS
    for number in range(min(len(pages), MOST_PAGES)):
        if letters > most or time.monotonic() > until:
            break
        try:
            texts.append(text_of_page(pages[number]))
        except pypdfium2.PdfiumError:
            texts.append("")
            faults += 1
        letters += len(texts[-1])
    if faults and faults == len(texts):
        raise Refused(UNREADABLE)
    return ["\n".join(texts), len(texts), len(texts) < len(pages) or bool(faults)]


def from_header(data):
    """Without bytes that stand before it, as some programs put there; places in the file count from it."""
    header = HEADER.search(data, 0, BEFORE_HEADER + len(b"%PDF-1"))
    if not header:
        raise Refused(UNREADABLE)
    return data[header.start() :]


def opened(data):
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise Refused(ENCRYPTED if locked else UNREADABLE) from error
    if not len(document):
        raise Refused(UNREADABLE)
    return document


def text_of_page(page):
    found = page.get_textpage()
    text = found.get_text_range()
    return with_letters_together(found) if LETTERS_APART.search(text) else text


def with_letters_together(page):
    """The text with headings whose letters stand apart as words, by the gaps between their letters."""
    text = "".join(chr(raw.FPDFText_GetUnicode(page, place)) for place in range(page.count_chars()))

    def together(run):
        boxes = [page.get_charbox(place) for place in range(run.start(), run.end(), 2)]
        gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
        widest = WORDS_APART * median(gaps)
        return run[0][0] + "".join(
            (" " if gap > widest else "") + letter for gap, letter in zip(gaps, run[0][2::2], strict=True)
        )

    return LETTERS_APART.sub(together, text)
