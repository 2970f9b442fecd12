"""A picture is stored in three widths, never larger than it came, and a page offers all of them without opening any."""

import io
import re
from functools import cache
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.html import parse_html
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageCms

from catalogue.files.pictures import WIDTHS
from catalogue.files.sending import send_stored
from catalogue.files.uploads import clean_image
from library.models import Practice, Publication
from tests.factories import make

pytestmark = pytest.mark.django_db
STORED = re.compile(r"practices/[0-9a-f]{32}(-\d+)?\.webp")


def png(width, height=None, **options):
    stream = io.BytesIO()
    Image.new("RGB", (width, height or width * 3 // 4), "green").save(stream, "PNG", **options)
    return stream.getvalue()


@cache
def painted(width, height):
    """The bytes of a picture as it comes in, encoded anew and apart, which costs more than most tests of it."""
    return clean_image(SimpleUploadedFile("slika.png", png(width, height))).read()


def webp(width, height=None):
    return ContentFile(painted(width, height), "slika.webp")


def pictured(width, height=None, **fields):
    practice = make(Practice, image_alt_sl="Hale", **fields)
    practice.image = webp(width, height)
    practice.save()
    return Practice.objects.get(pk=practice.pk)


def stored(settings):
    """{the part of the name that tells copies apart: (width, height)}"""
    found = {}
    for path in settings.MEDIA_ROOT.rglob("*.*"):
        with Image.open(path) as picture:
            found[STORED.fullmatch(str(path.relative_to(settings.MEDIA_ROOT)))[1]] = picture.size
    return found


def files(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


# --- Stored ---


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("width", "sizes"),
    [
        (2000, {"-480": (480, 360), "-960": (960, 720), None: (1600, 1200)}),
        (1600, {"-480": (480, 360), "-960": (960, 720), None: (1600, 1200)}),
        (1200, {"-480": (480, 360), "-960": (960, 720), None: (1200, 900)}),
        (960, {"-480": (480, 360), None: (960, 720)}),
        (480, {None: (480, 360)}),
        (40, {None: (40, 30)}),
    ],
)
def test_a_picture_is_stored_in_three_widths_and_never_enlarged(settings, width, sizes):
    practice = pictured(width)

    assert stored(settings) == sizes
    assert (practice.image.width, practice.image.height) == sizes[None]
    assert practice.image.widths() == sorted(size[0] for size in sizes.values())


@pytest.mark.any_database
def test_a_tall_picture_keeps_its_proportions_in_every_width(settings):
    pictured(1200, 4800)

    assert stored(settings) == {"-480": (480, 1920), "-960": (960, 3840), None: (1200, 4800)}


@pytest.mark.any_database
def test_copies_know_nothing_of_how_the_picture_was_taken(settings):
    exif = Image.Exif()
    exif[0x010F] = "Some Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 3.0, 0.0)})
    practice = make(Practice)

    practice.image = clean_image(SimpleUploadedFile("slika.png", png(1000, exif=exif)))
    practice.save()

    told = []
    for path in files(settings):
        with Image.open(path) as picture:
            told.append((dict(picture.getexif()), {"exif", "icc_profile", "xmp"} & set(picture.info)))
    assert told == [({}, set())] * 3


@pytest.mark.any_database
def test_transparency_stays_in_every_width(settings):
    stream = io.BytesIO()
    Image.new("RGBA", (1000, 500), (255, 0, 0, 0)).save(stream, "PNG")
    practice = make(Practice)

    practice.image = clean_image(SimpleUploadedFile("slika.png", stream.getvalue()))
    practice.save()

    corners = []
    for path in files(settings):
        with Image.open(path) as picture:
            corners.append((picture.mode, picture.getpixel((0, 0))[3]))
    assert corners == [("RGBA", 0)] * 3


def colour(profile):
    """What becomes of full red in the colour space of a profile."""
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), (255, 0, 0)).save(stream, "PNG", icc_profile=profile)
    with Image.open(clean_image(SimpleUploadedFile("slika.png", stream.getvalue()))) as picture:
        return [round(value / 255) for value in picture.getpixel((10, 10))]


def profile_of(space):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


@pytest.mark.any_database
def test_the_colours_of_another_space_are_brought_to_those_of_screens():
    swapped = profile_of("sRGB").replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")

    assert (colour(profile_of("sRGB")), colour(swapped)) == ([1, 0, 0], [0, 1, 0])


@pytest.mark.any_database
@pytest.mark.parametrize("profile", [None, b"x", b"\0" * 200, b"x" * 5000, profile_of("LAB"), profile_of("XYZ")])
def test_a_profile_that_does_not_fit_is_left_aside(profile):
    assert colour(profile) == [1, 0, 0]


def read_size(file):
    with Image.open(file) as picture:
        return picture.size


# --- Replaced, deleted, failed ---


def test_a_deleted_picture_takes_its_copies_along(settings):
    practice = pictured(1600)

    practice.image.delete()

    kept = Practice.objects.get()
    assert (files(settings), kept.image.name, kept.image_width, kept.image_height) == ([], "", None, None)


def test_a_picture_that_is_replaced_has_the_size_of_the_new_one():
    practice = pictured(1600)

    practice.image = webp(700)
    practice.save()

    kept = Practice.objects.get()
    assert (kept.image.widths(), kept.image.height) == ([480, 700], 525)


@pytest.mark.any_database
@pytest.mark.parametrize("fails", [1, 2, 3])
def test_a_disk_that_fails_half_way_keeps_nothing(settings, fails):
    practice, picture = make(Practice), webp(1600)
    write, calls = FileSystemStorage._save, []

    def failing(self, name, content):
        calls.append(name)
        saved = write(self, name, content)
        if len(calls) == fails:
            raise OSError("No space left on device")
        return saved

    with patch.object(FileSystemStorage, "_save", failing), pytest.raises(OSError, match="No space"):
        practice.image.save("slika.webp", picture)

    assert (len(calls), files(settings), Practice.objects.get().image.name) == (fails, [], "")


@pytest.mark.any_database
def test_a_row_that_cannot_be_written_leaves_no_picture_behind(settings):
    practice, picture = make(Practice), webp(1600)

    with patch.object(Practice, "save", side_effect=DatabaseError), pytest.raises(DatabaseError):
        practice.image.save("slika.webp", picture)

    assert (files(settings), bool(practice.image), practice.image_width) == ([], False, None)


@pytest.mark.any_database
def test_a_picture_that_cannot_replace_another_leaves_it_as_it_was(settings):
    practice, picture = pictured(700), webp(1600)
    before = stored(settings)

    with patch.object(Practice, "save", side_effect=DatabaseError), pytest.raises(DatabaseError):
        practice.image.save("slika.webp", picture)

    assert (stored(settings), practice.image.width, practice.image.name) == (
        before,
        700,
        Practice.objects.get().image.name,
    )


def test_what_is_no_picture_has_no_copies_and_no_size(settings):
    practice = make(Practice)

    practice.image.save("slika.webp", ContentFile(b"x"))

    kept = Practice.objects.get()
    assert (len(files(settings)), kept.image.width, kept.image.widths()) == (1, None, [])


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["slika.webp", "../../slika.webp", "slika-480.webp", "x/y", "č š.webp"])
def test_the_field_stores_under_random_names_whoever_saves(settings, name):
    practice = make(Practice)

    practice.image.save(name, webp(20))

    assert [bool(STORED.fullmatch(practice.image.name)), len(files(settings))] == [True, 1]


def test_loading_entries_opens_no_picture():
    pictured(1000)

    with patch.object(FileSystemStorage, "open", side_effect=AssertionError):
        [practice] = Practice.objects.all()

    assert practice.image.widths() == [480, 960, 1000]


def test_an_entry_whose_picture_is_lost_can_still_be_loaded_and_saved(settings):
    practice = pictured(1000)
    for path in files(settings):
        path.unlink()

    practice.refresh_from_db()
    practice.image = practice.image
    practice.save()

    assert bool(Practice.objects.get().image)


# --- The nearest ---


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("own", "asked", "given"),
    [
        (1600, 480, "-480"),
        (1600, 960, "-960"),
        (1600, 1600, ""),
        (1600, 500, "-960"),
        (1600, 1, "-480"),
        (1600, 5000, ""),
        (700, 480, "-480"),
        (700, 960, ""),
        (300, 480, ""),
    ],
)
def test_the_nearest_that_is_wide_enough_is_given(own, asked, given):
    image = pictured(own).image

    assert image.at(asked) == image.name.replace(".webp", f"{given}.webp")


def old(practice, settings):
    """As pictures were stored before they had copies and columns."""
    for path in settings.MEDIA_ROOT.rglob("*-*.webp"):
        path.unlink()
    Practice.objects.update(image_width=None, image_height=None)
    return Practice.objects.get(pk=practice.pk)


@pytest.mark.any_database
@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_from_before_goes_out_as_it_is(client, settings, width):
    practice = old(pictured(1600), settings)

    response, content = fetched(client, address(practice, width))

    assert (response.status_code, len(content)) == (200, default_storage.size(practice.image.name))


@pytest.mark.any_database
def test_a_picture_from_before_is_shown_without_its_sizes(client, settings):
    practice = old(pictured(1600), settings)

    assert tag(client, practice) == {
        "src": f"/files/practice/{practice.pk}/image",
        "alt": "Hale",
        "loading": "lazy",
    }


@pytest.mark.any_database
def test_a_copy_that_is_lost_is_replaced_by_the_picture(settings):
    practice = pictured(1600)
    for path in settings.MEDIA_ROOT.rglob("*-480.webp"):
        path.unlink()

    assert practice.image.at(480) == practice.image.name


# --- Sent ---


def address(practice, width=None):
    place = [practice.kind, practice.pk, "image"]
    return reverse("file", args=place) if width is None else reverse("file_width", args=[*place, width])


def fetched(client, where, **headers):
    response = client.get(where, headers=headers)
    return response, b"".join(response) if response.streaming else response.content


@pytest.mark.any_database
@pytest.mark.parametrize(("asked", "width"), [(None, 1600), (480, 480), (960, 960), (1600, 1600)])
def test_a_width_goes_out_with_the_same_guards(client, asked, width):
    practice = pictured(2000, slug_sl="hale")

    response, content = fetched(client, address(practice, asked))

    assert (response.status_code, read_size(io.BytesIO(content))[0]) == (200, width)
    assert response["Content-Disposition"] == 'inline; filename="hale.webp"'
    assert guards(response) == GUARDS | {"Content-Type": "image/webp"}


GUARDS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def guards(response):
    return {name: response.get(name) for name in (*GUARDS, "Content-Type")}


@pytest.mark.any_database
@pytest.mark.parametrize("width", ["0", "1", "479", "481", "700", "1601", "9" * 30, "-480", "x", "480/"])
def test_no_other_width_is_made(client, width):
    practice = pictured(700)

    assert client.get(f"{address(practice)}/{width}").status_code == 404


@pytest.mark.any_database
def test_only_pictures_have_widths(client):
    publication = make(Publication)
    publication.file.save("delo.pdf", ContentFile(b"%PDF-"))

    assert client.get(f"/files/publication/{publication.pk}/file/480").status_code == 404


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_no_width_of_a_draft_exists_for_the_public(client, make_user, width):
    practice = pictured(1600)
    practice.withdraw()

    answers = [client.get(address(practice, width)).status_code]
    client.force_login(make_user())
    answers.append(client.get(address(practice, width)).status_code)

    assert answers == [404, 404]


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_staff_see_every_width_of_a_draft_and_no_cache_keeps_it(client, coordinator, width):
    practice = pictured(1600)
    practice.withdraw()
    client.force_login(coordinator)

    response, content = fetched(client, address(practice, width))

    assert (response.status_code, read_size(io.BytesIO(content))[0]) == (200, width or 1600)
    assert {part.strip() for part in response["Cache-Control"].split(",")} == {"no-cache", "no-store", "private"}


@pytest.mark.any_database
@pytest.mark.parametrize("width", [None, 480])
@pytest.mark.parametrize(("told", "by"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_who_has_a_picture_gets_it_only_once(client, width, told, by):
    practice = pictured(1600)
    first, _content = fetched(client, address(practice, width))

    again, content = fetched(client, address(practice, width), **{by: first[told]})

    assert (again.status_code, content, again[told]) == (304, b"", first[told])
    assert guards(again) == GUARDS | {"Content-Type": None}


@pytest.mark.any_database
def test_who_has_another_picture_gets_the_new_one(client):
    practice = pictured(1600)
    first, _content = fetched(client, address(practice))
    practice.image = webp(700)
    practice.save()

    again, content = fetched(client, address(practice), **{"If-None-Match": first["ETag"]})

    assert (again.status_code, read_size(io.BytesIO(content))) == (200, (700, 525))


@pytest.mark.any_database
def test_every_width_has_its_own_mark(client):
    practice = pictured(1600)

    marks = {fetched(client, address(practice, width))[0]["ETag"] for width in WIDTHS}

    assert len(marks) == 3


def test_who_lost_the_right_is_not_told_that_nothing_changed(client):
    practice = pictured(1600)
    first, _content = fetched(client, address(practice))
    practice.withdraw()

    again, _content = fetched(client, address(practice), **{"If-None-Match": first["ETag"]})

    assert again.status_code == 404


# --- Any stored file ---


def sent_as(content, stored_name, filename):
    name = default_storage.save(stored_name, ContentFile(content))
    response = send_stored(name, filename=filename)
    response.close()
    return response["Content-Type"], response["Content-Disposition"]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("stored_name", "filename", "expected"),
    [
        ("x.webp", "hale.webp", ("image/webp", 'inline; filename="hale.webp"')),
        ("x.pdf", "delo.pdf", ("application/pdf", 'attachment; filename="delo.pdf"')),
        ("x.txt", "delo.txt", ("text/plain", 'attachment; filename="delo.txt"')),
        ("x.svg", "slika.svg", ("application/octet-stream", 'attachment; filename="slika.svg"')),
        ("x.html", "stran.webp", ("application/octet-stream", 'attachment; filename="stran.webp"')),
        ("x.png", "slika.png", ("image/png", 'inline; filename="slika.png"')),
        ("x", "x", ("application/octet-stream", 'attachment; filename="x"')),
        ("x.pdf", "čaj.pdf", ("application/pdf", "attachment; filename*=utf-8''%C4%8Daj.pdf")),
        ("x.pdf", "a\r\nSet-Cookie: b.pdf", ("application/pdf", 'attachment; filename="aSet-Cookie: b.pdf"')),
        ("x.pdf", '../../"a".pdf', ("application/pdf", 'attachment; filename="\\"a\\".pdf"')),
        ("x.pdf", "", ("application/pdf", 'attachment; filename="file"')),
    ],
)
def test_a_file_goes_out_by_its_own_ending_under_a_clean_name(stored_name, filename, expected):
    assert sent_as(b"x", stored_name, filename) == expected


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["", "ni.pdf", "../../etc/passwd", "/etc/passwd", "mapa", "mapa/x.pdf/y", "a\0b"])
def test_a_file_that_is_not_there_is_not_found(settings, name):
    default_storage.save("mapa/x.pdf", ContentFile(b"x"))

    with pytest.raises(Http404):
        send_stored(name, filename="x.pdf")


@pytest.mark.any_database
def test_a_field_says_itself_where_its_file_lies():
    practice = pictured(20)

    response = send_stored(practice.image, filename="x.webp", request=RequestFactory().get("/"))
    content = b"".join(response)
    response.close()

    assert (response["Content-Type"], read_size(io.BytesIO(content))) == ("image/webp", (20, 15))


# --- Shown ---


def tag(client, practice, language="sl"):
    """The attributes of the picture on the practice's page."""
    with translation.override(language):
        page = client.get(practice.get_absolute_url()).content.decode()
    [found] = re.findall(r'<figure class="picture">\s*<img ([^>]*)>', page)
    return dict(re.findall(r'([a-z]+)="([^"]*)"', found))


@pytest.mark.any_database
def test_a_page_offers_all_widths_and_says_how_large_the_picture_is(client):
    practice = pictured(2000)

    assert tag(client, practice) == {
        "src": f"/files/practice/{practice.pk}/image",
        "alt": "Hale",
        "srcset": (
            f"/files/practice/{practice.pk}/image/480 480w, /files/practice/{practice.pk}/image/960 960w, "
            f"/files/practice/{practice.pk}/image 1600w"
        ),
        "sizes": "(max-width: 56rem) 92vw, 42rem",
        "width": "1600",
        "height": "1200",
        "loading": "lazy",
    }


@pytest.mark.any_database
def test_a_small_picture_is_offered_as_it_is(client):
    practice = pictured(300)

    assert tag(client, practice) == {
        "src": f"/files/practice/{practice.pk}/image",
        "alt": "Hale",
        "width": "300",
        "height": "225",
        "loading": "lazy",
    }


@pytest.mark.parametrize(
    ("texts", "language", "words"),
    [
        ({"image_alt_sl": "Hale", "image_alt_en": "Halls"}, "sl", ("Hale", None)),
        ({"image_alt_sl": "Hale", "image_alt_en": "Halls"}, "en", ("Halls", None)),
        ({"image_alt_sl": "Hale"}, "en", ("Hale", "sl")),
        ({"image_alt_sl": "", "image_alt_en": "Halls"}, "sl", ("Halls", "en")),
        ({"image_alt_sl": '"><script>'}, "sl", ("&quot;&gt;&lt;script&gt;", None)),
    ],
)
def test_the_words_of_a_picture_are_the_readers_or_say_their_language(client, texts, language, words):
    practice = pictured(20)
    for field, text in texts.items():
        setattr(practice, field, text)
    practice.save()

    shown = tag(client, practice, language)

    assert (shown["alt"], shown.get("lang")) == words


def test_a_picture_costs_its_page_no_query_and_opens_no_file(client):
    numbers = []
    for practice in (make(Practice, country="SI"), pictured(2000, country="SI")):
        client.get(practice.get_absolute_url())
        with CaptureQueriesContext(connection) as queries, patch.object(FileSystemStorage, "open", side_effect=OSError):
            client.get(practice.get_absolute_url())
        numbers.append(len(queries))

    assert numbers == [4, 4]


def test_the_component_takes_whatever_addresses_it_is_given():
    html = render_to_string(
        "components/picture.html",
        {"address": "/predogled", "narrower": [("/predogled/480", 480)], "width": 700, "height": 525, "sizes": "50vw"},
    )

    assert parse_html(html) == parse_html(
        '<figure class="picture"><img src="/predogled" alt="" srcset="/predogled/480 480w, /predogled 700w" '
        'sizes="50vw" width="700" height="525"></figure>'
    )
