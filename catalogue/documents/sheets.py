"""The page of an entry as a sheet of paper: a tagged PDF, set when somebody asks for it, apart from all else, and kept.

A sheet is kept by what it says: one that nothing changed is set once, and asking again costs no more than a page.
"""

import hashlib
import json
import logging
from functools import cached_property
from pathlib import Path, PurePath

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.documents.page_reading import part, read_page, without, words
from catalogue.documents.typesetting import typeset_apart
from catalogue.files.painting import as_drawing
from catalogue.files.pictures import PictureFieldFile

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "sheet.typ"
PICTURE_WIDTH = 960  # pixels, of a picture as wide as the text


class Paper:
    """An entry as a PDF in the active language. Its `data` say all that stands there, for the first of `templates`."""

    templates = (TEMPLATE,)
    data = None

    def __init__(self, entry):
        self.entry, self.language = entry, get_language()

    @property
    def name(self):
        """Of its file, without the ending: which day its text is of."""
        slug = getattr(self.entry, f"slug_{self.language}")[:60].strip("-")
        return f"{slug}-{self.entry.updated_at:%Y-%m-%d}"

    @cached_property
    def mark(self):
        """Names all that the document depends on, its templates too."""
        read = [template.read_text(encoding="utf-8") for template in self.templates]
        said = [*read, self.data, self.entry.updated_at.isoformat()]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def content(self):
        """The bytes, kept or made now; with the same text they are the same. Raises Refused."""
        kept, key = caches["sheets"], f"{self.entry.kind}-{self.entry.pk}-{self.language}-{self.mark}"
        content = kept.get(key)
        if content is None:
            content = self.typeset(self.assets())
            keep(kept, key, content)
        return content

    def typeset(self, assets):
        return typeset_apart(self.templates[0], self.data, assets=assets, moment=self.entry.updated_at)

    def assets(self):
        """{file name: text or bytes} of what the template finds beside itself."""
        return {}


class Sheet(Paper):
    """The sheet of an entry, read from its page; `context` is what only this page is given."""

    def __init__(self, entry, template, context):
        super().__init__(entry)
        self.pictures = pictures_of(entry)
        self.data = self.told(render_to_string(template, context | {"entry": entry, "frame": "catalogue/sheet.html"}))

    def told(self, html):
        address = settings.SITE_URL + self.entry.get_absolute_url()
        page = read_page(
            html, address=address, pictures={told: name_of(stored) for told, stored in self.pictures.items()}
        )
        day = formats.date_format(timezone.localdate(self.entry.updated_at), "DATE_FORMAT")
        return {
            "title": words(part(page, "h1")),
            "language": self.language,
            "address": address,
            "head": part(page, "entry-head"),
            "facts": part(page, "facts"),
            "body": part(page, "entry-body"),
            "side": without(part(page, "entry-side"), "facts"),
            "words": {"text_of": _("Text of %(day)s") % {"day": day}, "page": _("Page {number} of {total}")},
        }

    def typeset(self, assets):
        data = self.data | {"pictures": sorted(assets)}
        return typeset_apart(self.templates[0], data, assets=assets, moment=self.entry.updated_at)

    def assets(self):
        """Drawings of the pictures; one that is lost or broken is no reason to have no sheet."""
        found = {name_of(stored): as_drawing(read(stored)) for stored in self.pictures.values()}
        return {name: drawing for name, drawing in found.items() if drawing}


def keep(kept, key, content):
    """A full disk costs time, not the sheet."""
    try:
        kept.set(key, content)
    except OSError:
        logger.exception("A sheet could not be kept.")


def pictures_of(entry):
    """{address on the page: picture}."""
    stored = {field: getattr(entry, field) for field in entry.public_files}
    return {
        entry.file_address(field): picture
        for field, picture in stored.items()
        if picture and isinstance(picture, PictureFieldFile)
    }


def name_of(picture):
    """Random where it is stored, so another picture has another name."""
    return PurePath(picture.name).with_suffix(".svg").name


def read(picture):
    try:
        with picture.storage.open(picture.at(PICTURE_WIDTH)) as file:
            return file.read()
    except (OSError, SuspiciousFileOperation):
        return b""
