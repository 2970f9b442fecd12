"""What people upload is what it claims to be, or it is refused with a sentence at its field."""

import io
import re
import secrets
import unicodedata
import warnings

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from catalogue.files import docx
from catalogue.files.extraction import Unreadable
from catalogue.files.extraction import decoded as decoded_text
from catalogue.limits import MOST_FILE_BYTES

MOST_PIXELS = 40_000_000
WIDEST = 1600  # pixels
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")
IMAGE_ENDINGS = ("jpg", "jpeg", "jpe", "jfif", "png", "webp")
LONGEST_NAME = 100  # letters

# What goes out under which type, whatever the machine that serves it believes.
CONTENT_TYPES = {
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "epub": "application/epub+zip",
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
    unreadable = ValidationError(_("This is not a readable JPEG, PNG or WebP image."))
    if ending_of(upload.name) not in IMAGE_ENDINGS:
        raise unreadable
    try:
        data = encoded(decoded(upload))
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except Exception as error:  # Pillow raises many kinds for broken files
        raise unreadable from error
    return cleaned(data, "webp", upload)


def cleaned(data, ending, upload):
    """The content under a random name; as `shown_name` it keeps what people called it."""
    file = ContentFile(data, name=f"{secrets.token_hex(16)}.{ending}")
    file.shown_name = shown_name(upload.name)
    return file


def shown_name(name):
    """What people called a file, for show only: no path, no controls, marks of direction or broken letters."""
    last = re.split(r"[/\\]", name or "")[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    tidy = " ".join(unicodedata.normalize("NFC", visible).split()).strip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if not dot or len(ending) > 10:
        return tidy[:LONGEST_NAME].strip() or "file"
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"


def ending_of(name):
    """The letters and digits after the last dot, small; empty where there are none or something else is among them."""
    found = re.search(r"\.([a-z0-9]+)\Z", (name or "").lower())
    return found[1] if found else ""


class PictureFormField(forms.ImageField):
    """Its own gate, so that no form can forget it; Django's would decode before it looks at the size."""

    default_validators = []

    def to_python(self, data):
        return clean_image(forms.FileField.to_python(self, data))

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}


class DocumentFormField(forms.FileField):
    """The gate of documents."""

    def clean(self, data, initial=None):
        return clean_document(super().clean(data, initial))


# --- Images ---


def decoded(upload):
    """The picture, upright, if it is not too large to be shown."""
    upload.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is narrower
        picture = Image.open(upload, formats=IMAGE_FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise too_many_pixels()
    picture.load()
    return ImageOps.exif_transpose(picture)


def too_many_pixels():
    return ValidationError(_("The image has more than 40 million pixels. Make it smaller."))


def encoded(picture):
    """As the site stores it: WebP of at most the largest width, in the colours of screens, and nothing besides."""
    picture = plain(picture)
    picture.thumbnail((WIDEST, WIDEST * 4))
    return as_webp(in_srgb(picture))


def plain(picture):
    """In one of the modes that have a colour space and can be made smaller: L, CMYK, RGB and RGBA."""
    if picture.mode.startswith("I"):  # 16 bits a pixel, which Pillow would cut off instead of dividing
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.copy() if picture.mode in ("L", "CMYK") else picture.convert("RGB")


def in_srgb(picture):
    """In the colours of screens, by the picture's own profile where it has one that fits."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture.convert(mode)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)


def as_webp(picture):
    """The bytes of a picture in RGB or RGBA; a fresh one is written, which knows of no metadata."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()


# --- Documents ---


def clean_document(upload):
    """A PDF, DOCX or text that is one, under a random name; what is stored already passes."""
    if not isinstance(upload, UploadedFile):
        return upload
    check_size(upload)
    upload.seek(0)
    data = upload.read()
    kind = claimed_kind(upload.name, data)
    CHECKS[kind](data)
    return cleaned(data, kind, upload)


def claimed_kind(name, data):
    """By the end of its name; a PDF is also taken without one, for it says itself what it is."""
    kind = ending_of(name)
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
    except docx.NoDocx as fault:
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
    if upload.size > MOST_FILE_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
