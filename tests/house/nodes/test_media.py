"""Files of people in a bucket: whatever takes them in, reads them, sends them or sweeps them asks the storage alone."""

import datetime as dt
from io import BytesIO, StringIO
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from catalogue.bulk import pending_upload
from catalogue.files.uploads import clean_image
from catalogue.models import FileText
from library.models import Practice, Publication
from mer_portal.backup import looking, making
from publishing import sweeping
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bucket(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.house.nodes.pathless.Pathless"}}


def picture():
    content = BytesIO()
    Image.new("RGB", (1600, 900), "navy").save(content, "PNG")
    return SimpleUploadedFile("slika.png", content.getvalue(), "image/png")


def test_the_storage_of_these_tests_has_no_paths():
    name = default_storage.save("practices/a.txt", ContentFile(b"a"))

    with pytest.raises(NotImplementedError):
        default_storage.path(name)
    with pytest.raises(NotImplementedError):
        default_storage.url(name)


def test_a_picture_comes_in_goes_out_and_goes(client, jobs):
    with jobs():
        practice = make(Practice, image=clean_image(picture()))
    address = f"/files/practice/{practice.pk}/image"

    whole, narrow = client.get(address), client.get(f"{address}/480")
    again = client.get(address, headers={"if-none-match": whole["ETag"]})
    page = client.get(practice.get_absolute_url())

    assert [whole.status_code, narrow.status_code, again.status_code, page.status_code] == [200, 200, 304, 200]
    assert whole["Content-Type"] == "image/webp"
    assert b"".join(whole.streaming_content) != b"".join(narrow.streaming_content)


def test_an_import_waits_there_for_its_confirmation(make_user):
    person = make_user()
    token = pending_upload.keep(b"vnosi", person, draft=True)

    assert pending_upload.taken(token, person) == (b"vnosi", {"draft": True})
    assert (pending_upload.taken(token, person), default_storage.listdir(pending_upload.FOLDER)[1]) == (None, [])


def test_the_words_of_a_file_are_found(client, jobs):
    with jobs():
        publication = make(Publication, file=SimpleUploadedFile("b.txt", b"Daljinsko ogrevanje s paro."))

    assert FileText.objects.get().state == FileText.State.READ
    assert publication.title_sl in client.get("/sl/katalog/?q=ogrevanje").content.decode()


def test_a_file_that_is_lost_is_not_found(client):
    publication = make(Publication, file=SimpleUploadedFile("b.txt", b"Besedilo."))
    default_storage.delete(publication.file.name)

    assert client.get(f"/files/publication/{publication.pk}/file").status_code == 404


def test_what_nothing_names_is_swept():
    kept = make(Publication, file=SimpleUploadedFile("b.txt", b"Besedilo.")).file.name
    for name in ("publications/nihce.pdf", "practices/globoko/nihce.webp"):
        default_storage.save(name, ContentFile(b"x"))

    with patch.object(sweeping.timezone, "now", return_value=timezone.now() + dt.timedelta(2)):
        swept = sweeping.sweep(delete=True)

    assert swept == ["practices/globoko/nihce.webp", "publications/nihce.pdf"]
    assert default_storage.exists(kept)


def test_a_backup_says_that_it_holds_none_of_them(tmp_path):
    said, made = StringIO(), making.Made(tmp_path / "mer.tar", size=1)

    with patch("mer_portal.management.commands.backup.backup", return_value=made):
        call_command("backup", str(tmp_path), stdout=StringIO(), stderr=said)
    making.add_media(None, made)

    assert "It holds no files of people: they lie in a bucket, which needs copies of its own." in said.getvalue()
    assert (made.files, list(looking.missing_files())) == (0, [])
