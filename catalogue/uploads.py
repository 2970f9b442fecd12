"""What people upload is what it claims to be, or it is refused with a sentence at its field."""

import io
import re
import secrets
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from catalogue import docx
from catalogue.extraction import Unreadable
from catalogue.extraction import decoded as decoded_text

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDEST = 1600  # pixels
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")

# What goes out under which type, whatever the machine that serves it believes.
CONTENT_TYPES = {
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}
# How markup, PDF, PostScript, RTF and scripts begin; programs and archives hold what is no character.
OTHER_FORMAT = re.compile(r"\s*(?:<[!?a-z]|%PDF|%!PS|\{\\rtf|#!)", re.IGNORECASE)
NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
SCANNER_TEST = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def clean_image(upload):
    """A new picture re-encoded as WebP without metadata, under a random name; what is stored already passes."""
    if not isinstance(upload, UploadedFile):
        return upload
    check_size(upload)
    try:
        picture = decoded(upload)
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files
        raise ValidationError(_("This is not a readable JPEG, PNG or WebP image.")) from error
    return ContentFile(encoded(picture), name=f"{secrets.token_hex(16)}.webp")


def decoded(upload):
    upload.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(upload, formats=IMAGE_FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(_("The image has more than 40 million pixels. Make it smaller."))
        picture.load()
    return ImageOps.exif_transpose(picture)


def encoded(picture):
    picture = picture.convert("RGBA" if "A" in picture.getbands() else "RGB")
    picture.thumbnail((WIDEST, WIDEST * 4))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()


def clean_document(upload):
    """A PDF, DOCX or text that is one, under a random name; what is stored already passes."""
    if not isinstance(upload, UploadedFile):
        return upload
    check_size(upload)
    upload.seek(0)
    data = upload.read()
    kind = claimed_kind(upload.name, data)
    CHECKS[kind](data)
    return ContentFile(data, name=f"{secrets.token_hex(16)}.{kind}")


def claimed_kind(name, data):
    """By the end of its name; a PDF is also taken without one, for it says itself what it is."""
    kind = (name or "").rpartition(".")[2].lower()
    if kind in CHECKS:
        return kind
    if data.startswith(b"%PDF-"):
        return "pdf"
    raise ValidationError(_("Only PDF, DOCX and plain-text files (TXT) are taken."))


def check_pdf(data):
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise ValidationError(_("This is not a whole PDF file."))


def check_docx(data):
    try:
        docx.check(data)
    except docx.Fault as fault:
        raise ValidationError(DOCX_FAULTS[str(fault)]) from fault


def check_txt(data):
    """Text that is neither something else by its first letters nor holds what no text does."""
    try:
        text = decoded_text(data)
    except Unreadable as error:
        raise ValidationError(_("This is not a plain-text file.")) from error
    if OTHER_FORMAT.match(text) or NO_CHARACTER.search(text) or SCANNER_TEST in text or not text.strip("\ufeff \r\n\t"):
        raise ValidationError(_("This is not a plain-text file."))


CHECKS = {"pdf": check_pdf, "docx": check_docx, "txt": check_txt}
DOCX_FAULTS = {
    docx.BROKEN: _("This is not a whole DOCX file."),
    docx.TOO_LARGE: _("The document unpacks to more than 200 MB, 50 MB of text or 2,000 parts."),
    docx.MACROS: _("The document holds macros. Save it without them, as DOCX."),
    docx.UNSAFE: _("The document holds what no word processor writes. Open it and save it anew as DOCX."),
}


def check_size(upload):
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
