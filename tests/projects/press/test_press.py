"""What is for the media: public pages, files without danger, and press releases in the log."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from projects.models import Activity, BrandItem, Participation, Project
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make(Project, acronym="MER")


def picture(form="PNG", exif=None):
    buffer = BytesIO()
    image = Image.new("RGBA" if form == "PNG" else "RGB", (40, 20), "#0b6b4f")
    image.save(buffer, form, **{"exif": exif} if exif else {})
    return buffer.getvalue()


def logo(project=None, name="znak.png", **fields):
    told = {"kind": "logo", "title_sl": "Znak", "alt_sl": "Zelen znak", "licence": "CC BY 4.0", "credit": "MER"}
    return BrandItem.objects.create(project=project, file=SimpleUploadedFile(name, picture()), **told | fields)


def filled(**fields):
    """What the form of the administration sends."""
    return {"kind": "text", "title_sl": "Na kratko", "text_sl": "Besedilo", "order": "0"} | fields


def added(client, coordinator, **fields):
    client.force_login(coordinator)
    return client.post(reverse("admin:projects_branditem_add"), filled(**fields))


# --- The pages ---


def test_a_part_of_which_there_is_nothing_is_left_out(client):
    page = client.get(reverse("press")).content.decode()

    assert [name for name in ("texts", "files", "colours", "funding", "releases") if f'id="{name}"' in page] == [
        "texts",
        "files",
    ]


def test_the_page_of_a_project_shows_its_own_items(client, project):
    logo(project)
    logo(title_sl="Znak portala")
    BrandItem.objects.create(
        project=project, kind="statement", title_sl="Izjava", text_sl="Sofinancira EU.", colours="Modra #003399"
    )

    page = client.get(reverse("project_press", args=[project.slug])).content.decode()

    assert [text in page for text in ("Sofinancira EU.", "CC BY 4.0", "#003399", "Znak portala")] == [True] * 3 + [
        False
    ]


def test_a_draft_project_has_no_page_for_the_media(client):
    hidden = make(Project, published=False)
    item = logo(hidden)

    addresses = [reverse("project_press", args=[hidden.slug_sl]), reverse("press_file", args=[item.pk])]
    addresses.append(reverse("project_press_archive", args=[hidden.slug_sl]))
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert list(client.get(reverse("press")).context["projects"]) == []


def test_an_address_in_the_other_language_leads_to_the_page(client):
    project = make(Project, acronym="X", slug_sl="mreza", slug_en="network")

    response = client.get(reverse("project_press", args=["network"]))

    assert (response.status_code, response.headers["Location"]) == (301, reverse("project_press", args=["mreza"]))
    assert project.slug_en in client.get(reverse("project_press", args=["mreza"])).content.decode()


def test_the_lead_partner_is_whom_to_ask(client, project, people):
    Participation.objects.create(project=project, partner=people.own, role="lead")

    page = client.get(reverse("project_press", args=[project.slug])).content.decode()

    assert people.own.get_absolute_url() in page


@pytest.mark.parametrize("name", ["press", "project_press"])
def test_a_page_asks_the_same_whatever_it_holds(client, project, name):
    address = reverse(name, args=[project.slug] if name == "project_press" else [])
    found = []
    for _time in range(2):
        for own in (None, project, make(Project)):
            logo(own)
            BrandItem.objects.create(project=own, kind="release", title_sl="Sporočilo", text_sl="x", issued="2026")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found.append(len(captured))

    assert found[0] == found[1]


# --- Files ---


def test_a_picture_is_shown_in_place_and_has_no_power(client, project):
    response = client.get(reverse("press_file", args=[logo(project).pk]))

    assert b"".join(response).startswith(b"\x89PNG")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_all_files_come_together_with_their_licences(client, project):
    logo(project)
    logo(project, title_sl="Črno-bel znak")

    response = client.get(reverse("project_press_archive", args=[project.slug]))

    names = ZipFile(BytesIO(response.content)).namelist()
    assert [name.partition("-")[0] for name in names] == ["logo", "logo", "README.txt"]


def test_of_one_file_there_is_no_archive(client, project):
    logo(project)

    assert client.get(reverse("project_press_archive", args=[project.slug])).status_code == 404


def test_a_file_that_is_lost_is_not_offered(client):
    item = logo()
    item.file.storage.delete(item.file.name)

    response = client.get(reverse("press"))

    assert (response.status_code, response.context["files"]) == (200, [])


# --- The administration ---


@pytest.mark.parametrize(("form", "name", "ending"), [("PNG", "a.png", "png"), ("JPEG", "a.jpg", "jpg")])
def test_a_picture_is_encoded_anew_without_metadata(client, coordinator, form, name, ending):
    exif = Image.Exif()
    exif[0x010E] = "skrivnost"
    upload = SimpleUploadedFile(name, picture(form, exif))

    added(client, coordinator, kind="logo", text_sl="", alt_sl="Znak", file=upload)

    with BrandItem.objects.get().file as stored:
        assert stored.name.endswith(f".{ending}")
        assert b"skrivnost" not in stored.read()


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"kind": "logo", "text_sl": ""}, ["file"]),
        ({"text_sl": ""}, ["__all__"]),
        ({"kind": "release"}, ["issued"]),
        ({"colours": "zelena"}, ["colours"]),
    ],
)
def test_what_a_kind_lacks_is_named(client, coordinator, fields, names):
    response = added(client, coordinator, **fields)

    assert sorted(response.context["adminform"].form.errors) == names


@pytest.mark.parametrize(
    ("name", "content"),
    [("znak.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("znak.png", b"<html>"), ("znak.pdf", b"<html>")],
)
def test_what_is_no_safe_file_is_refused(client, coordinator, name, content):
    response = added(client, coordinator, kind="logo", file=SimpleUploadedFile(name, content), alt_sl="Znak")

    assert "file" in response.context["adminform"].form.errors
    assert BrandItem.objects.count() == 0


def test_a_picture_needs_words_for_those_who_do_not_see_it(client, coordinator):
    response = added(client, coordinator, kind="logo", file=SimpleUploadedFile("a.png", picture()))

    assert list(response.context["adminform"].form.errors) == ["__all__"]


def test_a_press_release_of_a_project_writes_its_activity(client, coordinator, project):
    added(client, coordinator, kind="release", project=project.pk, issued="2026-05-04")

    activity = Activity.objects.get()
    assert (activity.channel, activity.date, activity.project) == ("press_release", "2026-05-04", project)
    assert (activity.reach, activity.languages, activity.audiences) == (None, ["sl"], ["media"])


def test_a_press_release_of_the_portal_itself_is_of_no_log(client, coordinator):
    added(client, coordinator, kind="release", issued="2026-05-04")

    assert (BrandItem.objects.count(), Activity.objects.count()) == (1, 0)
