"""What people upload is what it claims to be, or it is refused with a sentence at its field."""

import io
import secrets
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDEST = 1600  # pixels
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")


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


def clean_pdf(upload):
    """A PDF by its first and last bytes, under a random name; what is stored already passes."""
    if not isinstance(upload, UploadedFile):
        return upload
    check_size(upload)
    upload.seek(0)
    data = upload.read()
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise ValidationError(_("This is not a whole PDF file."))
    return ContentFile(data, name=f"{secrets.token_hex(16)}.pdf")


def check_size(upload):
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
