"""What people upload is what it claims to be, is stored under a name of our own, and goes out without any power."""

import datetime as dt
import io
import re
import resource
import struct
import time
import zlib

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.core.files.uploadhandler import load_handler
from django.http.multipartparser import MultiPartParser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from catalogue.apart import UNREADABLE, Refused
from catalogue.files import docx
from catalogue.files.uploading import MOST_KEPT
from catalogue.files.uploads import CONTENT_TYPES, clean_document, clean_image, shown_name
from library.forms import PracticeForm, PublicationForm
from library.models import Practice, Publication
from tests.documents import assembled, make_docx, make_pdf, paragraphs
from tests.factories import make
from tests.house.sending import sent

pytestmark = pytest.mark.django_db
PDF = make_pdf("delo")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EICAR_LIKE = b"MZ\x90\0\x03" + b"\0" * 200


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    stream = io.BytesIO()
    Image.new(mode, size, "green" if mode == "RGB" else None).save(stream, kind, **options)
    return stream.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width, height):
    """A small file that says it is a large picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def whole_png_that_claims(width, height):
    """Every row is there, black; packed it is about a thousandth of it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (width + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def png_with(*chunks):
    """An honest picture with further chunks after its header."""
    whole = picture()
    return whole[:33] + b"".join(chunk(name, data) for name, data in chunks) + whole[33:]


def packed_text(megabytes):
    return b"Comment\0\0" + zlib.compress(b"a" * megabytes * 1024 * 1024, 9)


def moving(kind):
    stream = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:])
    return stream.getvalue()


def upload(content, name="slika.png"):
    return SimpleUploadedFile(name, content)


def practice_form(content, name="slika.png"):
    needed = {"title": "Ime", "title_sl": "Ime", "image_alt_sl": "Naprava", "confidence": "confirmed"}
    return PracticeForm(data=needed, files={"image": upload(content, name)})


def publication_form(content, name="delo.pdf"):
    needed = {"title": "Ime", "title_sl": "Ime", "type": "report", "confidence": "confirmed"}
    return PublicationForm(data=needed, files={"file": upload(content, name)})


def stored(settings):
    return sorted(
        str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()
    )


REFUSED_IMAGES = {
    "empty": b"",
    "text": b"not a picture",
    "html": HTML,
    "svg": SVG,
    "pdf": PDF,
    "program": EICAR_LIKE,
    "gif": picture("GIF"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "icon": picture("ICO"),
    "cut-off png": picture(size=(400, 300))[:-40],
    "cut-off jpeg": picture("JPEG", size=(400, 300))[:300],
    "only the first bytes": b"\x89PNG\r\n\x1a\n",
    "broken header": picture()[:20] + b"\xff" * 50,
    "bomb of 100 million pixels": png_that_claims(10_000, 10_000),
    "bomb of 400 million pixels": png_that_claims(20_000, 20_000),
    "bomb beyond all measure": png_that_claims(2**31 - 1, 2**31 - 1),
    "no width": png_that_claims(0, 10),
    "less than it claims": png_that_claims(2_000, 2_000),
    "100 million honest pixels": whole_png_that_claims(10_000, 10_000),
    "moving gif": moving("GIF"),
    "script that is a gif as well": b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1)",
    "script before a picture": b"alert(1);//" + picture(),
    "jpeg without its end": picture("JPEG", size=(400, 300))[:-200],
    "webp without its end": picture("WEBP", size=(400, 300))[:-20],
    "bomb in a text": png_with((b"zTXt", packed_text(100))),
    "many bombs in texts": png_with(*[(b"zTXt", packed_text(1))] * 200),
    "bomb in a profile": png_with((b"iCCP", packed_text(100))),
    "test of virus scanners": b"X5O!P%@AP[4" + rb"\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", REFUSED_IMAGES)
def test_an_image_that_is_none_is_refused_with_one_sentence_at_its_field(name):
    started = time.monotonic()
    form = practice_form(REFUSED_IMAGES[name])

    assert not form.is_valid()
    assert {field: len(errors) for field, errors in form.errors.items()} == {"image": 1}
    assert time.monotonic() - started < 5


@pytest.mark.any_database
@pytest.mark.parametrize(
    "name", ["100 million honest pixels", "bomb of 100 million pixels", "bomb of 400 million pixels"]
)
def test_an_image_of_too_many_pixels_is_told_so(name):
    form = practice_form(REFUSED_IMAGES[name])

    assert form.errors["image"] == ["Slika ima več kot 40 milijonov slikovnih pik. Pomanjšajte jo."]


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["slika.exe", "slika.svg", "slika.gif", "slika.html", "slika", "slika.png.php"])
def test_an_image_under_the_name_of_something_else_is_refused(name):
    form = practice_form(picture(), name)

    assert form.errors["image"] == ["To ni berljiva slika v obliki JPEG, PNG ali WebP."]


@pytest.mark.any_database
@pytest.mark.parametrize("name", REFUSED_IMAGES)
def test_the_check_of_images_raises_nothing_but_its_own_sentence(name):
    with pytest.raises(ValidationError):
        clean_image(upload(REFUSED_IMAGES[name]))


@pytest.mark.any_database
def test_an_image_of_more_than_20_mb_is_refused_by_its_size():
    large = picture() + b"\0" * (20 * 1024 * 1024)

    with pytest.raises(ValidationError) as refusal:
        clean_image(upload(large))

    assert "20 MB" in refusal.value.message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_an_honest_image_is_stored_as_webp_under_a_random_name(settings, kind, mode):
    form = practice_form(picture(kind, mode=mode), "moja slika č.png")

    form.save()

    [name] = stored(settings)
    with Image.open(settings.MEDIA_ROOT / name) as found:
        assert (found.format, found.size) == ("WEBP", (40, 30))
    assert re.fullmatch(r"practices/[0-9a-f]{32}\.webp", name)


@pytest.mark.any_database
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "CMYK"])
def test_unusual_kinds_of_colour_are_converted(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    cleaned = clean_image(upload(picture(kind, mode=mode)))

    with Image.open(cleaned) as found:
        assert (found.format, found.size) == ("WEBP", (40, 30))


def pixel(content, place=(5, 5)):
    with Image.open(clean_image(upload(content))) as found:
        return found.getpixel(place)


def test_sixteen_bits_of_grey_keep_their_shades():
    grey = Image.new("I;16", (20, 20), 0x8000)
    stream = io.BytesIO()
    grey.save(stream, "PNG")

    assert max(abs(value - 128) for value in pixel(stream.getvalue())) < 4


def test_a_palette_keeps_its_transparency():
    palette = Image.new("P", (20, 20), 0)
    palette.putpalette([255, 0, 0, 0, 255, 0])
    palette.paste(1, (10, 0, 20, 20))
    stream = io.BytesIO()
    palette.save(stream, "PNG", transparency=0)

    assert [pixel(stream.getvalue(), place)[3] for place in ((2, 2), (17, 17))] == [0, 255]


def test_the_colours_of_print_become_those_of_screens():
    assert [round(value / 255) for value in pixel(picture("JPEG", mode="CMYK"))] == [1, 1, 1]
    assert len(pixel(picture("JPEG", mode="CMYK"))) == 3


@pytest.mark.any_database
@pytest.mark.parametrize("junk", [b"<script>alert(1)</script>" * 50, EICAR_LIKE, b"PK\x03\x04" + b"\0" * 100])
def test_what_hangs_on_behind_an_image_is_forgotten(junk):
    cleaned = clean_image(upload(picture() + junk))

    assert cleaned.read().count(junk[:8]) == 0


def whole_webp(width, height):
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "WEBP", lossless=True, method=0)
    return stream.getvalue()


def jpeg_with_scans(number):
    """A progressive one whose last scan comes again and again."""
    whole = picture("JPEG", size=(2000, 2000), progressive=True)
    last = whole.rfind(b"\xff\xda")
    return whole[:last] + whole[last:-2] * number + b"\xff\xd9"


@pytest.mark.any_database
@pytest.mark.parametrize(("sampling", "size"), [(0, (4500, 3000)), (2, (6500, 4200))])
def test_a_progressive_jpeg_is_refused_where_its_colours_take_too_much_memory(sampling, size):
    content = picture("JPEG", size=size, progressive=True, subsampling=sampling)

    with pytest.raises(ValidationError) as refusal:
        clean_image(upload(content))

    assert refusal.value.messages == ["Branje datoteke bi porabilo preveč pomnilnika. Zmanjšajte jo ali poenostavite."]


PICTURE_BOMBS = {
    "40 million pixels": lambda: whole_png_that_claims(8000, 5000),
    "one pixel wide": lambda: whole_png_that_claims(1, 20_000_000),
    "a profile of 300 MB": lambda: png_with((b"iCCP", b"a\0\0" + zlib.compress(bytes(300_000_000)))),
    "much behind its rows": lambda: png_that_claims(10, 10) + bytes(1000),
    "a million chunks": lambda: png_with(*[(b"tEXt", b"a\0b")] * 1_000_000),
    "scans": lambda: jpeg_with_scans(1000),
    "a large WebP": lambda: whole_webp(16_000, 1_500),
    "profile that is none": lambda: picture("JPEG", icc_profile=b"a" * 5_000_000),
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", PICTURE_BOMBS)
def test_a_picture_made_to_take_much_is_encoded_or_refused_with_a_sentence_in_time(name):
    content, before = PICTURE_BOMBS[name](), seconds_of_work()

    try:
        told = clean_image(upload(content)).size
    except ValidationError as refusal:
        told = str(refusal.message)

    assert (bool(told), seconds_of_work() - before < 6) == (True, True)


def seconds_of_work():
    """Of this process and of those it has waited for: a clock would measure what else the machine does."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def test_a_large_image_is_made_narrower_in_proportion():
    cleaned = clean_image(upload(picture("JPEG", size=(3200, 2000))))

    with Image.open(cleaned) as found:
        assert found.size == (1600, 1000)


def test_a_tall_image_is_made_smaller_too():
    cleaned = clean_image(upload(picture("PNG", size=(10, 20_000), mode="L")))

    with Image.open(cleaned) as found:
        assert max(found.size) <= 6400


def with_position(orientation=1):
    """A photograph that says where and how it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Some Phone"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 3.0, 0.0), 3: "E", 4: (14.0, 30.0, 0.0)})
    return picture("JPEG", exif=exif)


def test_where_and_with_what_a_photograph_was_taken_is_forgotten():
    original = with_position()
    cleaned = clean_image(upload(original))

    with Image.open(io.BytesIO(original)) as before, Image.open(cleaned) as after:
        assert dict(before.getexif().get_ifd(0x8825)) != {}
        assert (dict(after.getexif()), dict(after.getexif().get_ifd(0x8825))) == ({}, {})
        assert {"exif", "icc_profile", "xmp"} & set(after.info) == set()


def test_comments_in_an_image_are_forgotten():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", "the secret of the photographer")

    cleaned = clean_image(upload(picture(pnginfo=notes)))

    assert cleaned.read().count(b"secret") == 0


def test_a_photograph_taken_on_its_side_stands_upright():
    cleaned = clean_image(upload(with_position(orientation=6)))

    with Image.open(cleaned) as found:
        assert found.size == (30, 40)


def test_something_hidden_behind_an_image_is_left_behind():
    cleaned = clean_image(upload(picture() + HTML))

    assert cleaned.read().count(b"<script>") == 0


def test_a_moving_image_becomes_a_still_one():
    stream = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:])

    cleaned = clean_image(upload(stream.getvalue()))

    with Image.open(cleaned) as found:
        assert getattr(found, "n_frames", 1) == 1


NAMES = [
    "a" * 300 + ".png",
    "x\0.png",
    "../../x.png",
    "..\\..\\x.png",
    "/etc/x.png",
    "x\n.png",
    "\u202egnp.x.png",
    "x.png.php.png",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_an_image_is_never_used_as_a_path(settings, name):
    form = practice_form(picture(), name)

    form.save()

    [kept] = stored(settings)
    assert re.fullmatch(r"practices/[0-9a-f]{32}\.webp", kept)
    assert {path.name for path in settings.MEDIA_ROOT.parent.iterdir()} == {"media"}


@pytest.mark.parametrize("name", ["a" * 300 + ".png", ".png", "slika", "slika.exe"])
def test_a_name_that_says_nothing_good_is_refused_with_one_sentence_or_forgotten(settings, name):
    form = practice_form(picture(), name)

    if form.is_valid():
        form.save()

    assert len(form.errors) + len(stored(settings)) == 1
    assert [kept for kept in stored(settings) if not re.fullmatch(r"practices/[0-9a-f]{32}\.webp", kept)] == []


def test_two_images_of_the_same_name_do_not_meet(settings):
    for _ in range(2):
        practice_form(picture()).save()

    assert len(set(stored(settings))) == 2


def test_an_image_needs_words_for_those_who_cannot_see_it():
    form = PracticeForm(
        data={"title": "Ime", "title_sl": "Ime", "confidence": "confirmed"}, files={"image": upload(picture())}
    )

    assert not form.is_valid()
    assert list(form.errors) == ["image_alt_sl"]


def test_an_image_that_is_already_stored_is_left_as_it_is(settings):
    practice = practice_form(picture()).save()
    [before] = stored(settings)

    form = PracticeForm(
        data={
            "title": "Novo ime",
            "title_sl": "Novo ime",
            "image_alt_sl": "Naprava",
            "confidence": "confirmed",
            "slug_sl": "ime",
        },
        instance=Practice.objects.get(pk=practice.pk),
    )
    form.save()

    assert (stored(settings), Practice.objects.get().image.name) == ([before], before)


REFUSED_FILES = {
    "empty": (b"", "delo.pdf"),
    "html named pdf": (HTML, "delo.pdf"),
    "svg named pdf": (SVG, "delo.pdf"),
    "program named pdf": (EICAR_LIKE, "delo.pdf"),
    "html before it": (HTML + PDF, "delo.pdf"),
    "program before it": (EICAR_LIKE + PDF, "delo.pdf"),
    "archive before it": (b"PK\x03\x04" + PDF, "delo.pdf"),
    "too far down": (b"\n" * 1100 + PDF, "delo.pdf"),
    "cut-off in its list of places": (PDF[: PDF.rfind(b"xref") - 30], "delo.pdf"),
    "cut-off in the middle": (PDF[: len(PDF) // 2], "delo.pdf"),
    "cut-off in a later part of it": (PDF + b"9 0 obj\n<< /Length 900 >>\nstream\n", "delo.pdf"),
    "only a header and an end": (b"%PDF-1.7\n%%EOF\n", "delo.pdf"),
    "no pages": (assembled([b"<< /Type /Catalog >>"]), "delo.pdf"),
    "script that is a gif named pdf": (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "delo.pdf"),
    "script that is a gif named docx": (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "delo.docx"),
    "script that is a gif named txt": (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "delo.txt"),
    "picture named pdf": (picture(), "delo.pdf"),
    "only the first bytes": (b"%PDF-", "delo.pdf"),
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", REFUSED_FILES)
def test_a_file_that_is_no_pdf_is_refused_with_one_sentence_at_its_field(name):
    form = publication_form(*REFUSED_FILES[name])

    assert not form.is_valid()
    assert len(form.errors["file"]) == 1


@pytest.mark.any_database
def test_a_pdf_of_more_than_20_mb_is_refused_by_its_size():
    with pytest.raises(ValidationError) as refusal:
        clean_document(upload(PDF[:9] + b"\0" * (20 * 1024 * 1024) + PDF, "delo.pdf"))

    assert "20 MB" in refusal.value.message


@pytest.mark.parametrize(
    "name",
    [
        "delo.pdf",
        "DELO.PDF",
        "delo",
        "delo.html",
        "delo.pdf.exe",
        "../../delo.pdf",
        "d\nelo.pdf",
        "\u202efdp.pdf",
        "č š ž.pdf",
    ],
)
def test_a_pdf_is_stored_whole_under_a_random_name(settings, name):
    publication_form(PDF, name).save()

    [kept] = stored(settings)
    assert re.fullmatch(r"publications/[0-9a-f]{32}\.pdf", kept)
    assert (settings.MEDIA_ROOT / kept).read_bytes() == PDF


# --- Documents: DOCX and plain text ---

MB = 1024 * 1024
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
EICAR = b"X5O!P%@AP[4" + rb"\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DOCX = make_docx("Vodilna industrijska cona", "č š ž")

REFUSED_DOCX = {
    "empty": b"",
    "html": HTML,
    "pdf": PDF,
    "program": EICAR_LIKE,
    "plain archive": make_docx(kind="application/xml"),
    "spreadsheet": make_docx(kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "cut-off": DOCX[:-30],
    "cut in half": DOCX[: len(DOCX) // 2],
    "only the first bytes": b"PK\x03\x04",
    "one byte changed": DOCX.replace(DOCX[200:201], bytes([DOCX[200] ^ 0xFF]), 1),
    "something before it": b"x" + DOCX,
    "encrypted by Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "main part that is no XML": make_docx(main="<w:document"),
    "bomb of 201 MB": make_docx("x", extra={f"word/media/{n}.bin": bytes(67 * MB) for n in range(3)}),
    "one part of 60 MB of XML": make_docx("x", extra={"word/styles.xml": b"<a>" + b" " * 60 * MB + b"</a>"}),
    "60 MB of XML in six parts": make_docx("x", extra={f"word/{n}.xml": b"<a>" + b" " * 10 * MB for n in range(6)}),
    "2,001 parts": make_docx("x", extra={f"word/{n}.xml": "<a/>" for n in range(2001)}),
    "path that leads out": make_docx("x", extra={"../../zunaj.xml": "<a/>"}),
    "path from the root": make_docx("x", extra={"/etc/zunaj.xml": "<a/>"}),
    "path with a backslash": make_docx("x", extra={"word\\..\\zunaj.xml": "<a/>"}),
    "document type in the text": make_docx(main=DOCTYPE + paragraphs("&b;")),
    "document type elsewhere": make_docx("x", extra={"word/_rels/document.xml.rels": "<!DOCTYPE a><a/>"}),
    "document type in UTF-16": make_docx("x", extra={"a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
    "macro-enabled": make_docx("x", kind=MACRO_MAIN),
    "macros in it": make_docx("x", extra={"word/vbaProject.bin": b"Sub"}),
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", REFUSED_DOCX)
def test_a_file_that_is_no_harmless_docx_is_refused_at_once_with_one_sentence_at_its_field(name):
    form = publication_form(REFUSED_DOCX[name], "delo.docx")

    started = time.monotonic()
    errors = form.errors["file"]

    assert len(errors) == 1
    assert time.monotonic() - started < 5


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("bomb of 201 MB", docx.UNPACKED),
        ("one part of 60 MB of XML", docx.UNPACKED),
        ("60 MB of XML in six parts", docx.UNPACKED),
        ("2,001 parts", docx.UNPACKED),
        ("path that leads out", docx.UNSAFE),
        ("path from the root", docx.UNSAFE),
        ("path with a backslash", docx.UNSAFE),
        ("document type in the text", docx.UNSAFE),
        ("document type elsewhere", docx.UNSAFE),
        ("document type in UTF-16", docx.UNSAFE),
        ("macro-enabled", docx.MACROS),
        ("macros in it", docx.MACROS),
        ("cut-off", UNREADABLE),
        ("one byte changed", UNREADABLE),
        ("plain archive", UNREADABLE),
    ],
)
def test_a_docx_is_refused_for_what_is_wrong_with_it(name, fault):
    with pytest.raises(Refused) as refusal:
        docx.check(REFUSED_DOCX[name])

    assert str(refusal.value) == fault


@pytest.mark.any_database
@pytest.mark.parametrize("place", range(0, len(DOCX), 7))
def test_a_docx_damaged_anywhere_is_taken_or_refused_but_breaks_nothing(place):
    damaged = DOCX[:place] + bytes([DOCX[place] ^ 0x55]) + DOCX[place + 1 :]

    form = publication_form(damaged, "delo.docx")

    assert list(form.errors) in ([], ["file"])


REFUSED_TXT = {
    "empty": b"",
    "nothing but spaces": b" \r\n ",
    "html": HTML,
    "svg": SVG,
    "pdf": PDF,
    "docx": DOCX,
    "rich text": rb"{\rtf1 besedilo}",
    "script": b"#!/bin/sh\nrm -rf /\n",
    "program": EICAR_LIKE,
    "test of virus scanners": EICAR,
    "NUL inside": b"be\0seda",
    "UTF-16 without a mark": "beseda".encode("utf-16-le"),
    "half a letter of UTF-16": "beseda".encode("utf-16") + b"x",
    "no encoding at all": b"\x81\x83\x88 beseda",
}


@pytest.mark.any_database
@pytest.mark.parametrize("name", REFUSED_TXT)
def test_a_file_that_is_no_plain_text_is_refused_with_one_sentence_at_its_field(name):
    form = publication_form(REFUSED_TXT[name], "delo.txt")

    assert not form.is_valid()
    assert len(form.errors["file"]) == 1


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["delo.docm", "delo.doc", "delo.zip", "delo.exe", "delo", "delo.docx.zip"])
def test_documents_under_other_names_are_refused(name):
    form = publication_form(DOCX, name)

    assert list(form.errors) == ["file"]


GOOD_DOCUMENTS = {
    "docx": (DOCX, "Delo č.DOCX"),
    "pdf": (make_pdf("Beseda"), "delo.pdf"),
    "utf-8": ("Škofja Loka\r\n\tčšž".encode(), "delo.txt"),
    "utf-8 with a mark": ("Škofja Loka".encode("utf-8-sig"), "delo.TXT"),
    "utf-16": ("Škofja Loka".encode("utf-16"), "delo.txt"),
    "windows-1250": ("Škofja Loka čšž".encode("cp1250"), "delo.txt"),
}


@pytest.mark.parametrize("name", GOOD_DOCUMENTS)
def test_an_honest_document_is_stored_whole_and_goes_out_as_what_it_is(client, settings, name):
    content, file_name = GOOD_DOCUMENTS[name]
    ending = file_name.rpartition(".")[2].lower()

    publication = publication_form(content, file_name).save()
    publication.publish()
    response, sent_out = fetched(client, f"/files/publication/{publication.pk}/file")

    assert [re.sub("[0-9a-f]{32}", "*", kept) for kept in stored(settings)] == [f"publications/*.{ending}"]
    assert (response.status_code, sent_out) == (200, content)
    assert response["Content-Disposition"] == f'attachment; filename="ime.{ending}"'
    assert guards(response) == {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": CONTENT_TYPES[ending],
    }


@pytest.mark.parametrize(("name", "format"), [("docx", "DOCX"), ("pdf", "PDF"), ("utf-8", "TXT")])
def test_the_page_says_which_format_one_downloads(client, name, format):
    publication = publication_form(*GOOD_DOCUMENTS[name]).save()
    publication.publish()

    page = client.get(publication.get_absolute_url()).content.decode()

    assert re.findall(r"\((PDF|DOCX|TXT), [0-9]", page) == [format]


def test_the_page_of_a_publication_whose_file_is_lost_still_opens(client, settings):
    publication = publication_form(*GOOD_DOCUMENTS["pdf"]).save()
    publication.publish()
    (settings.MEDIA_ROOT / publication.file.name).unlink()

    page = client.get(publication.get_absolute_url())

    assert (page.status_code, page.content.decode().count("(PDF)")) == (200, 1)


def test_the_field_of_documents_says_which_kinds_it_takes(coordinator, client):
    client.force_login(coordinator)

    form = client.get("/en/admin/library/publication/add/").context["adminform"].form

    assert re.findall("PDF|DOCX|TXT|20 MB", str(form.fields["file"].help_text)) == ["PDF", "DOCX", "TXT", "20 MB"]


def test_the_fields_say_what_they_take(coordinator, client):
    client.force_login(coordinator)

    practice = client.get("/en/admin/library/practice/add/").context["adminform"].form.fields["image"].help_text
    publication = client.get("/en/admin/library/publication/add/").context["adminform"].form.fields["file"].help_text

    assert "20 MB" in str(publication)
    assert "20 MB" in str(practice)


@pytest.mark.parametrize(("content", "name"), [(picture(), "slika.png"), (SVG, "slika.svg"), (b"", "prazna.png")])
def test_the_form_of_the_administration_checks_as_well(client, coordinator, settings, content, name):
    practice = make(Practice)
    client.force_login(coordinator)
    change = reverse("admin:library_practice_change", args=[practice.pk])

    response = client.post(change, sent(client.get(change), image_alt_sl="Naprava") | {"image": upload(content, name)})

    good = content == picture()
    assert response.status_code == (302 if good else 200)
    assert len(stored(settings)) == (1 if good else 0)


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["delo.pdf", "delo.docx", "delo.txt", "delo.com", "delo"])
def test_the_test_of_virus_scanners_is_refused_under_any_name(name):
    form = publication_form(EICAR, name)

    assert {field: len(errors) for field, errors in form.errors.items()} == {"file": 1}


# --- Names, as they are shown ---


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("delo.pdf", "delo.pdf"),
        ("Načrt za Žalec – končna.PDF", "Načrt za Žalec – končna.PDF"),
        ("../../etc/delo.pdf", "delo.pdf"),
        ("C:\\mapa\\delo.pdf", "delo.pdf"),
        ("de\nlo\r.pdf", "delo.pdf"),
        ("de\0lo\x1b[31m.pdf", "delo[31m.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("\u2066delo\u2069\u200f.pdf", "delo.pdf"),
        ("delo\ud800.pdf", "delo.pdf"),
        ("  a \u2028 \u00a0 b.pdf ", "a b.pdf"),
        ("z\u030censka.pdf", "ženska.pdf"),
        (".pdf", "pdf"),
        ("a" * 300 + ".pdf", "a" * 96 + ".pdf"),
        ("a" * 300, "a" * 100),
        ("a." + "b" * 300, "a." + "b" * 98),
        ("", "file"),
        (None, "file"),
        ("..", "file"),
        ("mapa/", "file"),
        ("\u202e\0", "file"),
    ],
)
def test_a_name_is_cleaned_for_show(name, shown):
    assert shown_name(name) == shown


@pytest.mark.parametrize(("clean", "content"), [(clean_image, picture()), (clean_document, PDF)])
def test_what_is_taken_keeps_the_name_people_gave_it(clean, content):
    cleaned = clean(upload(content, "mapa/Hala č.png"))

    assert cleaned.shown_name == "Hala č.png"


# --- Too large ---


class Flow:
    """The body of a request with one large file in it, made while it is read."""

    def __init__(self, megabytes, field, name, before=(), after=()):
        head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        self.pieces = [self.parts(before) + head.encode(), megabytes * MB, b"\r\n" + self.parts(after) + b"--x--\r\n"]
        self.length = sum(piece if isinstance(piece, int) else len(piece) for piece in self.pieces)

    @staticmethod
    def parts(fields):
        part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        return "".join(part.format(name, value) for name, values in fields for value in values).encode()

    def read(self, size=None):
        if not self.pieces:
            return b""
        piece = self.pieces[0]
        amount = min(size or 2**30, piece if isinstance(piece, int) else len(piece))
        rest = piece - amount if isinstance(piece, int) else piece[amount:]
        self.pieces[:1] = [rest] if rest else []
        return b"\0" * amount if isinstance(piece, int) else piece[:amount]

    readline = read  # WSGI wants one; a form of several parts is not read by lines

    def as_request(self):
        kind = "multipart/form-data; boundary=x"
        return {"wsgi.input": self, "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(self.length), "REQUEST_METHOD": "POST"}


@pytest.mark.any_database
def test_of_a_file_of_200_mb_little_is_kept_and_its_size_is_known():
    flow = Flow(200, "image", "slika.png", after=[("title", ["Ime"])])
    handlers = [load_handler(path, None) for path in django_settings.FILE_UPLOAD_HANDLERS]
    for handler in handlers:
        handler.handle_raw_input(flow, {}, flow.length, b"x")

    started = time.monotonic()
    fields, files = MultiPartParser(flow.as_request(), flow, handlers).parse()

    with files["image"] as file:
        kept = file.seek(0, io.SEEK_END)
        assert (file.size, kept <= MOST_KEPT + 2**16, kept > 20 * MB) == (200 * MB, True, True)
    assert fields["title"] == "Ime"
    assert time.monotonic() - started < 5


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("megabytes", "model", "field", "name"),
    [
        (21, "practice", "image", "slika.png"),
        (200, "practice", "image", "slika.png"),
        (21, "publication", "file", "delo.pdf"),
        (200, "publication", "file", "delo.docx"),
    ],
)
def test_a_large_file_is_refused_at_its_field_and_the_form_is_kept(
    client, coordinator, settings, megabytes, model, field, name
):
    client.force_login(coordinator)
    add = f"/sl/admin/library/{model}/add/"
    data = sent(client.get(add), title_sl=["Novo ime"], image_alt_sl=["Hale"], type=["report"])
    filled = [(key, value if isinstance(value, list) else [value]) for key, value in data.items() if value]
    flow = Flow(megabytes, field, name, before=filled[:1], after=filled[1:])

    started = time.monotonic()
    response = client.request(PATH_INFO=add, **flow.as_request())

    form = response.context["adminform"].form
    assert (response.status_code, dict(form.errors)) == (200, {field: ["Datoteka je večja od 20 MB."]})
    assert (form.data["title_sl"], stored(settings)) == ("Novo ime", [])
    assert time.monotonic() - started < 5


@pytest.mark.any_database
@pytest.mark.parametrize("bytes_more", [0, 1])
def test_20_mb_are_the_limit_by_the_size_that_is_told(bytes_more):
    size = 20 * MB + bytes_more
    file = InMemoryUploadedFile(io.BytesIO(picture()), None, "slika.png", "image/png", size, None)

    assert bool(PracticeForm(data={}, files={"image": file}).errors.get("image")) == bool(bytes_more)


def test_the_form_of_the_administration_takes_names_as_browsers_send_them(client, coordinator, settings):
    client.force_login(coordinator)
    names = ["../../x.png", "a" * 300 + ".png", "x%00.png", "x\0.png", "\u202egnp.x.png", "x\\y.png", "č;š=ž.png"]
    practice = make(Practice)
    change = reverse("admin:library_practice_change", args=[practice.pk])

    answers = []
    for name in names:
        page = sent(client.get(change), image_alt_sl="Naprava")
        answers.append(client.post(change, page | {"image": upload_named(name)}).status_code)

    assert answers == [302] * len(names)
    assert [kept for kept in stored(settings) if not re.fullmatch(r"practices/[0-9a-f]{32}\.webp", kept)] == []


def upload_named(name):
    """A file whose name goes out as it stands."""
    file = io.BytesIO(picture())
    file.name = name
    return file


# --- Out again ---


@pytest.fixture
def with_image():
    practice = practice_form(picture()).save()
    practice.publish()
    return practice


@pytest.fixture
def with_file():
    publication = publication_form(PDF).save()
    publication.publish()
    return publication


def fetched(client, address):
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    response.close()
    return response, content


def guards(response):
    return {
        name: response.get(name)
        for name in (
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Cross-Origin-Resource-Policy",
            "Content-Type",
        )
    }


def test_the_image_of_a_published_practice_is_shown_but_has_no_power(client, with_image):
    response, content = fetched(client, f"/files/practice/{with_image.pk}/image")

    assert (response.status_code, content[:4], content[8:12]) == (200, b"RIFF", b"WEBP")
    assert response["Content-Disposition"] == 'inline; filename="ime.webp"'
    assert guards(response) == {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": "image/webp",
    }


def test_the_file_of_a_published_publication_is_downloaded_under_a_speaking_name(client, with_file):
    response, content = fetched(client, f"/files/publication/{with_file.pk}/file")

    assert (response.status_code, content) == (200, PDF)
    assert response["Content-Disposition"] == 'attachment; filename="ime.pdf"'
    assert guards(response) == {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": "application/pdf",
    }


def test_the_page_shows_the_image_with_its_words(client, with_image):
    page = client.get(with_image.get_absolute_url()).content.decode()

    assert re.findall(r'<img src="(/files/[^"]*)" alt="([^"]*)"', page) == [
        (f"/files/practice/{with_image.pk}/image", "Naprava")
    ]


@pytest.mark.parametrize("step", ["draft", "withdrawn", "later"])
def test_the_file_of_what_is_not_public_does_not_exist_for_the_public(client, with_file, step):
    changes = {
        "draft": {"status": "draft"},
        "withdrawn": {"status": "withdrawn"},
        "later": {"published_at": timezone.now() + dt.timedelta(days=1)},
    }
    for name, value in changes[step].items():
        setattr(with_file, name, value)
    with_file.save()

    response, _content = fetched(client, f"/files/publication/{with_file.pk}/file")

    assert response.status_code == 404


def test_staff_see_the_file_of_a_draft_and_no_cache_keeps_it(client, coordinator, with_file):
    with_file.withdraw()
    client.force_login(coordinator)

    response, content = fetched(client, f"/files/publication/{with_file.pk}/file")

    assert (response.status_code, content) == (200, PDF)
    assert {part.strip() for part in response["Cache-Control"].split(",")} >= {"no-store", "private"}


def test_people_without_rights_see_no_file_of_a_draft(client, make_user, with_file):
    with_file.withdraw()
    client.force_login(make_user())

    assert fetched(client, f"/files/publication/{with_file.pk}/file")[0].status_code == 404


def test_a_file_that_is_lost_is_missing_and_no_fault(settings, with_file):
    for name in stored(settings):
        (settings.MEDIA_ROOT / name).unlink()

    response = Client(raise_request_exception=False).get(f"/files/publication/{with_file.pk}/file")

    assert response.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "publication/{pk}/title",
        "publication/{pk}/status",
        "publication/{pk}/image",
        "practice/{pk}/file",
        "user/{pk}/password",
        "publication/999999/file",
        "publication/99999999999999999999999/file",
        "publication/-1/file",
        "publication/{pk}/../file",
        "publication/{pk}/__class__",
    ],
)
def test_nothing_but_public_files_goes_out_by_this_door(with_file, path):
    response = Client(raise_request_exception=False).get("/files/" + path.format(pk=with_file.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("address", ["/media/{name}", "/static/{name}", "/var/media/{name}", "/sl/media/{name}"])
def test_no_file_is_reached_by_its_stored_name(client, settings, with_file, address):
    [name] = stored(settings)

    assert client.get(address.format(name=name)).status_code == 404


def test_a_picture_that_is_not_there_does_not_break_the_page(client):
    publication = make(Publication)

    assert client.get(f"/files/publication/{publication.pk}/file").status_code == 404
    assert client.get(publication.get_absolute_url()).status_code == 200
