"""Faces become pictures: a Typst template of one page a face, as PNG of few colours. Knows nothing of Django.

What people wrote is drawn by `apart` alone: whatever a title holds, it ends no more than that process.
"""

import io
import json
import logging
from base64 import b64decode, b64encode
from pathlib import Path

import typst
from PIL import Image

from catalogue.apart import ROOT, Limits, Refused, apart
from catalogue.documents.typesetting import LETTERS, MAIN, in_bytes
from catalogue.limits import MEGABYTE

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "preview.typ"
MARK = ROOT / "static/img/mark.svg"
LAND = ROOT / "templates/components/europe.svg"
WIDTH, HEIGHT = 1200, 630
COLOURS = 128
LIMITS = Limits(seconds=60, memory=1000 * MEGABYTE, somebody_waits=False)


def draw(faces):
    """The bytes of a PNG for each face, None for one that cannot be drawn; all at once, which is much quicker."""
    try:
        return drawn_apart(faces)
    except Refused as refusal:
        if len(faces) > 1:
            return [picture for face in faces for picture in draw([face])]
        logger.error("A preview image could not be drawn (%s): %s", refusal.word, faces)
        return [None] * len(faces)


def drawn_apart(faces):
    if not faces:
        return []
    given = json.dumps(faces).encode()
    return [b64decode(one) for one in apart(f"{__name__}:drawn_packed", given, limits=LIMITS)]


def drawn_packed(given):
    """In that process, which can write no file; pictures go as text for JSON."""
    return [b64encode(picture).decode() for picture in pictures(json.loads(given))]


def pictures(faces):
    texts = {
        MAIN: TEMPLATE.read_text(encoding="utf-8"),
        "mark.svg": MARK.read_text(encoding="utf-8"),
        "land.svg": LAND.read_text(encoding="utf-8"),
        "preview.json": json.dumps(faces, ensure_ascii=False),
    }
    made = typst.compile({name: in_bytes(text) for name, text in texts.items()}, format="png", ppi=72, **LETTERS)
    return [with_few_colours(picture) for picture in (made if isinstance(made, list) else [made])]


def with_few_colours(png):
    with Image.open(io.BytesIO(png)) as picture:
        plain = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    found = io.BytesIO()
    plain.save(found, "PNG", optimize=True)
    return found.getvalue()
