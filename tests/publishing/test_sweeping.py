"""Stored files that nothing names any more go after a day; all others stay."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from catalogue.bulk import pending_upload
from library.models import Practice, Publication
from publishing import sweeping, versions, workflow
from publishing.states import State
from tests.factories import make

pytestmark = pytest.mark.django_db


def store(name):
    return default_storage.save(name, ContentFile(b"nekaj"))


def sweep(*, days=2, delete=True):
    """The round as it finds everything so many days later."""
    later = timezone.now() + timedelta(days=days)
    with patch.object(sweeping.timezone, "now", return_value=later):
        return sweeping.sweep(delete=delete)


def stored(media):
    return sorted(str(path.relative_to(media)) for path in Path(media).rglob("*") if path.is_file())


def test_what_nothing_names_is_removed(settings, written):
    written()
    store("practices/nihce.webp")

    swept = sweep()

    assert (swept, stored(settings.MEDIA_ROOT)) == (["practices/nihce.webp"], [])


def test_without_delete_it_is_only_named(settings):
    store("publications/nihce.pdf")

    assert sweep(delete=False) == ["publications/nihce.pdf"]
    assert stored(settings.MEDIA_ROOT) == ["publications/nihce.pdf"]


def test_an_import_that_nobody_confirmed_is_removed(people, settings):
    pending_upload.keep(b"nekaj", people.coordinator)

    assert (len(sweep()), stored(settings.MEDIA_ROOT)) == (1, [])


def test_what_is_younger_than_a_day_stays():
    store("publications/nova.pdf")

    assert (sweep(days=0.9), sweep(days=1.1)) == ([], ["publications/nova.pdf"])


def test_what_a_backup_has_brought_back_is_young(settings):
    name = store("publications/nazaj.pdf")
    os.utime(settings.MEDIA_ROOT / name, (0, 0))

    assert sweep(days=0) == []


def test_the_file_of_an_entry_stays():
    make(Publication, file=store("publications/porocilo.pdf"))
    make(Publication, file=store("publications/osnutek.pdf"), published=False)

    assert sweep() == []


def test_the_file_of_a_draft_stays_until_the_draft_is_thrown_away(written, people):
    version = written()
    version.content["image"] = store("practices/osnutek.webp")
    version.save()

    kept = sweep()
    versions.discard(version, by=people.editor)

    assert (kept, sweep()) == ([], ["practices/osnutek.webp"])


def test_the_file_of_an_old_version_stays(written, people):
    version = written(State.PUBLISHED)
    version.content["image"] = store("practices/stara.webp")
    version.save()
    versions.replace(version, people.representative)

    assert sweep() == []


def test_a_name_counts_wherever_it_stands_in_a_version(written):
    version = written()
    version.content["rows"] = [{"uid": "n1", "files": [{"name": store("practices/globoko.webp")}]}]
    version.save()

    assert sweep() == []


def test_narrower_copies_follow_their_picture(written):
    version = written()
    version.content["image"] = store("practices/ena.webp")
    version.save()
    make(Practice, image=store("practices/dve.jpg"))
    for name in ("ena-480", "ena-960", "dve-480", "tri", "tri-480", "tri-960"):
        store(f"practices/{name}.webp")

    assert sweep() == ["practices/tri-480.webp", "practices/tri-960.webp", "practices/tri.webp"]


def test_odd_names_do_no_harm(settings, written):
    version = written()
    version.content["image"] = "../../etc/passwd"
    version.content["file"] = store("practices/o'č; %s\n\"--.webp")
    version.save()
    folder = settings.MEDIA_ROOT / "practices"
    odd = os.fsencode(folder) + b"/\xff\xfe.webp"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    (folder / "%00 ' OR 1=1.webp").write_bytes(b"x")

    assert sweep() == ["practices/%00 ' OR 1=1.webp"]
    assert Path(os.fsdecode(odd)).exists()


def test_nothing_outside_is_touched(settings, tmp_path):
    outside = tmp_path / "drugje"
    outside.mkdir()
    (outside / "skrivnost.txt").write_text("moje")
    store("practices/sweep.webp")
    media = settings.MEDIA_ROOT
    (media / "zasebno.txt").write_text("moje")
    (media / "practices" / "povezava").symlink_to(outside)
    (media / "practices" / "datoteka.txt").symlink_to(outside / "skrivnost.txt")
    (media / "publications").symlink_to(outside)

    swept = sweep()

    assert swept == ["practices/sweep.webp"]
    assert stored(outside) == ["skrivnost.txt"]
    assert (media / "zasebno.txt").exists()
    assert (media / "practices" / "datoteka.txt").is_symlink()


def test_a_media_folder_may_itself_be_a_link(settings, tmp_path):
    real = tmp_path / "disk"
    real.mkdir()
    (tmp_path / "pot").symlink_to(real)
    settings.MEDIA_ROOT = tmp_path / "pot"
    store("practices/nihce.webp")

    assert (sweep(), stored(real)) == (["practices/nihce.webp"], [])


def test_one_that_cannot_be_removed_holds_up_no_other(settings):
    for name in ("a", "b"):
        store(f"practices/{name}.webp")
    real = os.remove

    def remove(path):
        if path.endswith("/a.webp"):
            raise PermissionError
        real(path)

    with patch.object(os, "remove", remove):
        swept = sweep()

    assert (swept, stored(settings.MEDIA_ROOT)) == (["practices/b.webp"], ["practices/a.webp"])


def test_a_folder_that_was_never_made_is_no_fault():
    assert sweep() == []


@pytest.mark.parametrize("files", [1, 3, 25])
def test_the_number_of_questions_does_not_grow_with_the_files(django_assert_num_queries, files):
    for number in range(files):
        store(f"practices/{number}.webp")

    with django_assert_num_queries(17):  # sixteen file fields, the versions
        sweep()


def test_more_files_than_are_asked_for_together_are_all_seen(monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    kept = make(Publication, file=store("publications/ostane.pdf"))
    for number in range(5):
        store(f"practices/{number}.webp")

    assert sweep() == [f"practices/{number}.webp" for number in range(5)]
    assert default_storage.exists(kept.file.name)


def test_the_command_says_what_it_would_do_and_what_it_did(settings):
    store("practices/nihce.webp")
    later = timezone.now() + timedelta(days=2)
    out = StringIO()

    with patch.object(sweeping.timezone, "now", return_value=later):
        call_command("sweep_files", stdout=out)
        call_command("sweep_files", "--delete", stdout=out)
        call_command("sweep_files", "--delete", stdout=out)

    told = "'practices/nihce.webp'\n"
    assert out.getvalue() == f"{told}Would be removed: 1.\n{told}Removed: 1.\nRemoved: 0.\n"


def test_the_round_sweeps(settings):
    store("practices/nihce.webp")
    out = StringIO()

    with patch.object(sweeping.timezone, "now", return_value=timezone.now() + timedelta(days=2)):
        call_command("daily_round", "--dry-run", stdout=out)
        call_command("daily_round", stdout=out)

    assert [line.rpartition(", ")[2] for line in out.getvalue().splitlines()] == ["files swept 1."] * 2
    assert stored(settings.MEDIA_ROOT) == []


def test_what_was_published_and_withdrawn_keeps_its_file(written, people):
    version = written(State.PUBLISHED)
    version.content["image"] = store("practices/umaknjena.webp")
    version.save()

    workflow.take(step="withdraw", version=version, by=people.representative, comment="Ni več res.")

    assert sweep() == []
