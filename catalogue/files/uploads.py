"""What people upload is what it claims to be, or it is refused with a sentence at its field."""

import re
import secrets
import unicodedata
from base64 import b64decode

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from catalogue.apart import ENCRYPTED, QUICK, UNREADABLE, Refused, apart
from catalogue.files import danger, docx
from catalogue.files.danger import ACTS, CUT
from catalogue.files.extraction import decoded as decoded_text
from catalogue.files.painting import PIXELS
from catalogue.limits import MEGABYTE, MOST_FILE_BYTES
from catalogue.reader_refusals import REFUSALS

PAINTING = QUICK._replace(memory=300 * MEGABYTE)  # of addresses; 40 million pixels of four bytes are 160
IMAGE_ENDINGS = ("jpg", "jpeg", "jpe", "jfif", "png", "webp")
PNG_BEGINS = b"\x89PNG"
LONGEST_NAME = 100  # letters

# What goes out under which type, whatever the machine that serves it believes.
CONTENT_TYPES = {
    "webp": "image/webp",
    "png": "image/png",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "epub": "application/epub+zip",
}
# How markup, PDF, PostScript, RTF and scripts begin; programs and archives hold what is no character.
OTHER_FORMAT = re.compile(r"\s*(?:<[!?a-z]|%PDF|%!PS|\{\\rtf|#!)", re.IGNORECASE)
NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def clean_image(upload):
    """A new picture re-encoded as WebP without metadata, under a random name; what is stored already passes."""
    if not isinstance(upload, UploadedFile):
        return upload
    return cleaned(painted(upload, "encoded_apart"), "webp", upload)


def clean_kept_file(upload):
    """What others take along: a picture re-encoded as PNG or JPEG without metadata, or a document."""
    if not isinstance(upload, UploadedFile):
        return upload
    if ending_of(upload.name) not in IMAGE_ENDINGS:
        return clean_document(upload)
    data = painted(upload, "kept_apart")
    return cleaned(data, "png" if data.startswith(PNG_BEGINS) else "jpg", upload)


def painted(upload, function):
    """The bytes of a picture as a function of `painting` encodes it anew."""
    check_size(upload)
    if ending_of(upload.name) not in IMAGE_ENDINGS:
        raise ValidationError(PICTURE_FAULTS[UNREADABLE])
    upload.seek(0)
    try:
        return b64decode(apart(f"catalogue.files.painting:{function}", upload.read(), limits=PAINTING))
    except Refused as refusal:
        raise ValidationError(PICTURE_FAULTS[refusal.word]) from refusal


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


class KeptFileFormField(forms.FileField):
    """The gate of what others take along."""

    def clean(self, data, initial=None):
        return clean_kept_file(super().clean(data, initial))


# --- Documents ---


def clean_document(upload):
    """A PDF, DOCX or text that is one, under a random name; what is stored already passes."""
    if not isinstance(upload, UploadedFile):
        return upload
    check_size(upload)
    upload.seek(0)
    data = upload.read()
    kind = claimed_kind(upload.name, data)
    try:
        CHECKS[kind](data)
    except Refused as refusal:
        raise ValidationError(DOCUMENT_FAULTS[kind].get(refusal.word) or SHARED_FAULTS[refusal.word]) from refusal
    return cleaned(data, kind, upload)


def claimed_kind(name, data):
    """By the end of its name; a PDF is also taken without one, for it says itself what it is."""
    kind = ending_of(name)
    if kind in CHECKS:
        return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    raise ValidationError(_("Only PDF, DOCX and plain-text files (TXT) are taken."))


def check_pdf(data):
    apart("catalogue.files.pdf_check:check", data)


def check_docx(data):
    apart("catalogue.files.docx:check", data)


def check_txt(data):
    """Text that is neither something else by its first letters nor holds what no text does."""
    text = decoded_text(data)
    if danger.is_test(data):
        raise Refused(danger.INFECTED)
    if OTHER_FORMAT.match(text) or NO_CHARACTER.search(text) or not text.strip("\ufeff \r\n\t"):
        raise Refused(UNREADABLE)


CHECKS = {"pdf": check_pdf, "docx": check_docx, "txt": check_txt}
PICTURE_FAULTS = REFUSALS | {
    UNREADABLE: _("This is not a readable JPEG, PNG or WebP image."),
    PIXELS: _("The image has more than 40 million pixels. Make it smaller."),
}
SHARED_FAULTS = REFUSALS | {
    danger.INFECTED: _("The file holds a program, or what scanners take for one. It is not taken."),
    docx.UNPACKED: _("The document unpacks to more than 200 MB, 50 MB of text or 2,000 parts."),
    docx.MACROS: _("The document holds macros. Save it without them, as DOCX."),
    docx.UNSAFE: _("The document holds what no word processor writes. Open it and save it anew as DOCX."),
    docx.FETCHES: _(
        "The document fetches a template or a part of itself from elsewhere. Detach the template and put in what is "
        "linked, then save it anew as DOCX."
    ),
    docx.OBJECTS: _("The document holds an object of another program. Put in a picture or a table of it instead."),
    ENCRYPTED: _("The file is protected with a password. Save it without one."),
    CUT: _("The end of the file is missing. Send it anew, or save it as PDF once more."),
    ACTS: _("The PDF holds a script or starts a program. Save it without; forms and links may stay."),
}
DOCUMENT_FAULTS = {
    "pdf": {UNREADABLE: _("This is not a whole PDF file.")},
    "docx": {UNREADABLE: _("This is not a whole DOCX file.")},
    "txt": {UNREADABLE: _("This is not a plain-text file.")},
}


def check_size(upload):
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    if upload.size > MOST_FILE_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
