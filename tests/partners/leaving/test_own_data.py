"""Whoever is signed in sees what the portal holds of them, and takes an archive of it that nobody else can fetch."""

import io
import re
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.personal.counting import counted
from catalogue.personal.declaring import declared
from catalogue.personal.erasing import erase
from catalogue.personal.person import of_account, rows_about, whose
from partners.leaving import archives
from partners.models import PersonalArchive
from publishing.models import Notice
from tests.catalogue.personal.everywhere import EMAIL, leave_everywhere
from tests.factories import make_person

pytestmark = pytest.mark.django_db
OWN = ("own_data", "own_archive", "own_archive_file", "leave_portal", "stay")


@pytest.fixture
def person(people, client):
    person = leave_everywhere(people)
    client.force_login(person)
    return person


def made(client, person):
    """The archive, asked for by the button and made by the worker."""
    client.post(reverse("own_archive"), {"do": "make"})
    archives.make_archive.func(PersonalArchive.objects.get(person=person).pk)
    return PersonalArchive.objects.get(person=person)


def test_the_page_tells_of_every_kind_how_much_there_is(client, person):
    page = client.get(reverse("own_data")).text

    wanted = {held.model: rows_about(held, whose(EMAIL)).count() for held in declared() if held.lookups}
    numbers = [number for _row, found in counted(of_account(person)) for _held, _name, number in found]
    assert sorted(numbers) == sorted(number for number in wanted.values() if number)
    assert [int(number) for number in re.findall(r'own-number">(\d+)<', page)] == numbers


def test_what_has_a_page_of_its_own_is_linked_and_each_link_opens(client, person):
    page = client.get(reverse("own_data")).text

    ways = {reverse(held.page) for held in declared() if held.page}

    linked = {way for way in ways if f'<a href="{way}"' in page}
    assert reverse("notices") in linked
    assert {client.get(way).status_code for way in linked} == {200}


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_the_same_number_of_questions(client, people, number):
    client.force_login(people.editor)
    for _turn in range(number):
        Notice.objects.create(person=people.editor, kind="comment", sentence="comment")
    client.get(reverse("own_data"))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("own_data"))

    assert len(asked) < len(declared()) + 15


def test_nobody_comes_here_without_signing_in(client):
    for name in OWN:
        for way in ("get", "post"):
            answer = getattr(client, way)(reverse(name))
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


def test_the_archive_is_made_once_and_is_what_the_command_writes(client, person):
    archive = made(client, person)
    client.post(reverse("own_archive"), {"do": "make"})

    answer = client.get(reverse("own_archive_file"))

    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert {"index.html", "data.json"} <= set(names)
    assert (PersonalArchive.objects.count(), archive.rows > 20) == (1, True)
    assert archive.file.name not in client.get(reverse("own_data")).text


def test_only_its_owner_fetches_an_archive_and_only_while_it_lasts(client, person):
    archive = made(client, person)
    own = reverse("own_archive_file")
    client.force_login(make_person("drug@example.net"))
    assert client.get(own).status_code == 404

    client.force_login(person)
    PersonalArchive.objects.update(made_at=timezone.now() - archives.KEPT - timezone.timedelta(minutes=1))

    assert client.get(own).status_code == 404
    assert default_storage.exists(archive.file.name)


@pytest.mark.parametrize("end", ["round", "button", "erased"])
def test_the_file_of_an_archive_goes_with_it(client, person, end, django_capture_on_commit_callbacks):
    archive = made(client, person)
    PersonalArchive.objects.update(made_at=timezone.now() - archives.KEPT)

    with django_capture_on_commit_callbacks(execute=True):
        if end == "round":
            assert archives.forget(archive.pk)
        elif end == "button":
            client.post(reverse("own_archive"), {"do": "drop"})
        else:
            erase(EMAIL)

    assert (PersonalArchive.objects.count(), default_storage.exists(archive.file.name)) == (0, False)


def test_an_archive_that_is_not_wanted_any_more_leaves_no_file(client, person, monkeypatch):
    client.post(reverse("own_archive"), {"do": "make"})
    pk = PersonalArchive.objects.get().pk
    monkeypatch.setattr(archives, "exported", lambda _person: (PersonalArchive.objects.all().delete(), (b"x", 1))[1])

    archives.make_archive.func(pk)

    assert default_storage.listdir("personal") == ([], [])


def test_five_archives_are_made_a_day(client, people):
    client.force_login(people.editor)

    for _turn in range(6):
        client.post(reverse("own_archive"), {"do": "drop"})
        client.post(reverse("own_archive"), {"do": "make"})

    assert PersonalArchive.objects.count() == 0


@pytest.mark.parametrize("given", [{}, {"do": "x"}, {"do": ["make\x00"]}])
def test_no_other_order_is_taken(client, people, given):
    client.force_login(people.editor)

    assert client.post(reverse("own_archive"), given).status_code == 404
    assert PersonalArchive.objects.count() == 0


def test_an_address_that_an_account_shares_with_another_shows_only_ones_own(people):
    """The administration may give an account the address that somebody else confirmed as a further one."""
    people.editor.emailaddress_set.create(email="druga@example.org", verified=True)
    other = make_person("druga@example.org")

    assert (of_account(other).accounts, len(whose("druga@example.org").accounts)) == ((other.pk,), 2)
