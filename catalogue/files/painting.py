"""A picture of somebody else made one of the portal's own: WebP in the colours of screens, and nothing besides.

Knows nothing of Django; what people send is run by `apart` alone.
"""

import base64
import io
import warnings

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from catalogue.apart import TOO_LARGE, UNREADABLE, Refused

MOST_PIXELS = 40_000_000
MOST_WEBP_PIXELS = 20_000_000  # its decoder holds every pixel three times
MOST_COEFFICIENTS = 40_000_000  # of a progressive JPEG, all of which its decoder holds at once
SHARES = {0: 3, 1: 2, 2: 1.5}  # coefficients of a pixel, by how its colours are sampled
WIDEST = 1600  # pixels
TALLEST = WIDEST * 4
PRINTED = 3200  # pixels of what is taken along
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")
LARGE = 12_000_000  # pixels, from which on a copy is too much
STRIP = 64  # rows of what it becomes
JPEG_BEGINS = b"\xff\xd8\xff"
PIXELS = "pixels"
LARGEST_PROFILE = 4 * 1024 * 1024  # bytes; those of printers have two


def encoded_apart(data):
    """The picture as the site stores it, as text that JSON can hold."""
    return as_text(data, encoded)


def kept_apart(data):
    """The picture as others take it along, JPEG or PNG as it came, as text that JSON can hold."""
    return as_text(data, as_jpeg if data[:3] == JPEG_BEGINS else as_png)


def as_text(data, encode):
    try:
        return base64.b64encode(encode(decoded(io.BytesIO(data)))).decode()
    except (Refused, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Refused(PIXELS) from error
    except Exception as error:  # Pillow raises many kinds for broken files
        raise Refused(UNREADABLE) from error


def decoded(file):
    """The picture, upright, if it is not too large to be shown."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is narrower
        picture = Image.open(file, formats=IMAGE_FORMATS)
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise Refused(PIXELS)
    if picture.format == "WEBP" and pixels > MOST_WEBP_PIXELS:
        raise Refused(TOO_LARGE)
    if picture.format == "JPEG" and pixels * coefficients_of(picture) > MOST_COEFFICIENTS:
        raise Refused(TOO_LARGE)
    picture.draft(None, (WIDEST * 2, WIDEST * 2))  # of a JPEG no more is decoded than is needed
    picture.load()
    return ImageOps.exif_transpose(reduced(picture))


def coefficients_of(picture):
    """How many coefficients of a pixel the decoder holds at once: none where a JPEG is read line by line."""
    if not picture.info.get("progressive"):
        return 0
    if len(picture.getbands()) != 3:
        return len(picture.getbands())
    return SHARES.get(JpegImagePlugin.get_sampling(picture), 3)


def encoded(picture):
    """As the site stores it: WebP of at most the largest width, in the colours of screens, and nothing besides."""
    picture.thumbnail((WIDEST, TALLEST))
    return as_webp(in_srgb(picture))


def as_jpeg(picture):
    """For print, nothing besides the picture."""
    return as_bytes(for_print(picture), "JPEG", quality=92)


def as_png(picture):
    """For print, with what is transparent; nothing besides the picture."""
    return as_bytes(for_print(picture), "PNG", optimize=True)


def for_print(picture):
    picture.thumbnail((PRINTED, PRINTED))
    return in_srgb(picture)


def reduced(picture):
    """In a plain mode; a large one is made smaller strip by strip, so that there is never a second one of its size."""
    size, factor = picture.size, int(max(picture.width / WIDEST, picture.height / TALLEST))
    if factor < 2 or picture.width * picture.height < LARGE:
        return plain(picture)
    strips = (
        plain(picture.crop((0, top, size[0], min(top + factor * STRIP, size[1]))))
        for top in range(0, size[1], factor * STRIP)
    )
    small = None
    for number, strip in enumerate(strips):
        small = small or Image.new(strip.mode, (-(-size[0] // factor), -(-size[1] // factor)))
        small.paste(strip.reduce(factor), (0, number * STRIP))
    small.info = picture.info
    return small


def plain(picture):
    """In one of the modes that have a colour space and can be made smaller: L, CMYK, RGB and RGBA."""
    if picture.mode.startswith("I"):  # 16 bits a pixel, which Pillow would cut off instead of dividing
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "CMYK", "RGB") else picture.convert("RGB")


def in_srgb(picture):
    """In the colours of screens, by the picture's own profile where it has one that fits."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = picture.info.get("icc_profile")
    if not profile or len(profile) > LARGEST_PROFILE:
        return picture.convert(mode)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)


def as_webp(picture):
    return as_bytes(picture, "WEBP", quality=82, method=4)


def as_bytes(picture, form, **options):
    """The bytes of a picture in RGB or RGBA; a fresh one is written, which knows of no metadata."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, form, **options)
    return buffer.getvalue()


def as_drawing(data):
    """A stored picture as text, for documents: JPEG inside SVG; nothing of one that is lost or broken."""
    try:
        picture = in_srgb(decoded(io.BytesIO(data))).convert("RGBA")
    except Exception:  # Pillow raises many kinds for broken files
        return ""
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture)
    buffer = io.BytesIO()
    paper.save(buffer, "JPEG", quality=85)
    coded, (width, height) = base64.b64encode(buffer.getvalue()).decode(), paper.size
    image = f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{coded}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{image}</svg>'
