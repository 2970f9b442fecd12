"""Whoever asks gets all that is about them, in their language; what belongs to others or is secret, they do not get."""

import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from catalogue.personal.declaring import declared
from catalogue.personal.exporting import exported
from catalogue.personal.person import rows_about, whose
from tests.catalogue.personal.everywhere import EMAIL, SECOND, leave_everywhere, named_in_public
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(people):
    return leave_everywhere(people)


def opened(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def test_export_holds_every_row_that_is_about_the_person(person):
    content, number = exported(whose(SECOND))

    rows = json.loads(opened(content)["data.json"])["rows"]
    wanted = {held.model: rows_about(held, whose(EMAIL)).count() for held in declared() if held.lookups}
    assert {label: len(several) for label, several in rows.items()} == {k: n for k, n in wanted.items() if n}
    assert (number, len(rows) > 20) == (sum(wanted.values()), True)


def test_export_has_a_page_in_the_persons_language_and_a_table_of_each_kind(person):
    person.language = "en"
    person.save()

    files = opened(exported(whose(EMAIL))[0])

    assert '<html lang="en">' in files["index.html"]
    assert {"Suggestions of readers", person.name} <= {
        part for part in ("Suggestions of readers", person.name) if part in files["index.html"]
    }
    assert files["tables/publishing.Comment.csv"].startswith("id,version,author")


def test_export_tells_no_secret_and_lists_where_else_the_person_is_named(person):
    publication = named_in_public(person)

    files = opened(exported(whose(EMAIL))[0])

    told = "".join(files.values())
    assert (person.password in told, "pbkdf2" in told) == (False, False)
    named = json.loads(files["data.json"])["named_elsewhere"]
    assert ("library.Publication", publication.pk) in [(one["model"], one["pk"]) for one in named]


def test_export_of_somebody_unknown_is_empty_and_of_another_holds_none_of_it(person):
    make_person("drug@example.net", name="Drug Človek")

    _content, number = exported(whose("nihce@example.net"))
    content, _number = exported(whose("drug@example.net"))

    assert number == 0
    assert set(json.loads(opened(content)["data.json"])["rows"]) == {"partners.User"}


def test_command_writes_a_file_for_nobody_else_and_never_over_another(person, tmp_path):
    path = tmp_path / "ziva.zip"

    call_command("export_person", EMAIL, "--to", str(path), stdout=io.StringIO())

    assert (path.stat().st_mode & 0o077, zipfile.is_zipfile(path)) == (0, True)
    with pytest.raises(CommandError, match="there already"):
        call_command("export_person", EMAIL, "--to", str(path))
