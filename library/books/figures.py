"""Figures of chapters: as a page offers them, and as files of people hold them."""

import io
from typing import NamedTuple

from PIL import Image

from catalogue.files.painting import decoded
from catalogue.languages import shown

JPEG_QUALITY = 85


class Figure(NamedTuple):
    """What a text shows of an illustration, in the language of the page."""

    key: str
    address: str  # empty where the picture cannot be shown yet
    narrower: tuple  # copies, as (address, width)
    width: int
    height: int
    alt: str
    alt_language: str  # as of the caption, set only where it is not the language of the page
    caption: str
    caption_language: str
    rights: str  # whose it is and under which licence
    stored: object  # the file itself


def figure_of(illustration):
    alt, caption = shown(illustration, "alt"), shown(illustration, "caption")
    stored, address = illustration.image, illustration.file_address("image")
    return Figure(
        key=illustration.key,
        address=address,
        narrower=tuple((illustration.file_address("image", one), one) for one in stored.widths()[:-1] if address),
        width=stored.width,
        height=stored.height,
        alt=alt.text,
        alt_language=alt.language,
        caption=caption.text,
        caption_language=caption.language,
        rights=", ".join(filter(None, [illustration.credit, illustration.licence])),
        stored=stored,
    )


def bytes_of(figure):
    """As the portal stores it: WebP."""
    with figure.stored.storage.open(figure.stored.name) as file:
        return file.read()


def for_readers(figure):
    """(ending, bytes) in a format that every reader of EPUB knows; the same picture makes the same bytes."""
    picture = decoded(io.BytesIO(bytes_of(figure)))
    buffer = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(buffer, "PNG", optimize=True)
        return "png", buffer.getvalue()
    on_paper = Image.new("RGB", picture.size)
    on_paper.paste(picture)
    on_paper.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return "jpg", buffer.getvalue()
