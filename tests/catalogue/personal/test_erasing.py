"""Whoever is erased is named nowhere any more; what they did for others stays; twice does no harm."""

from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalogue.models import Card, ErasedAddress
from catalogue.personal.again import erase_again
from catalogue.personal.erasing import erase
from catalogue.personal.remembering import remembered
from partners.models import Support, User
from publishing.models import Comment, Mail, Notice, Passage, Review, Score, Version
from tests.catalogue.personal.everywhere import EMAIL, NAME, OTHER, SECOND, leave_everywhere, left_of, named_in_public
from tests.factories import make_person
from tools.models import Run, Work
from workshops.models import Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(people):
    return leave_everywhere(people)


def test_after_erasing_no_table_holds_a_name_or_an_address(person):
    before = left_of(NAME, EMAIL, SECOND)

    erase(EMAIL)

    assert (len(before) > 15, left_of(NAME, EMAIL, SECOND)) == (True, {})


def test_what_was_done_for_others_stays_with_an_anonymous_row(client, person):
    erase(SECOND)

    row = User.objects.get(pk=person.pk)
    called = f"removed person {person.pk}"
    assert (row.name, row.email, row.is_active) == (called, f"removed-{person.pk}@invalid", False)
    assert not row.has_usable_password()
    assert str(row) == f"odstranjena oseba {person.pk}"
    assert (Score.objects.get().points, Review.objects.get().reviewer) == (3, row)
    assert (Passage.objects.filter(by=row).get().by_name, Support.objects.get().person) == (called, row)
    assert Version.objects.get(number=77).checked["en"]["by"] == called
    assert OTHER in Comment.objects.get().text
    assert [run.author for run in Run.objects.all()] == [None]
    assert (Work.objects.count(), Session.objects.count(), Mail.objects.filter(to=EMAIL).count()) == (0, 0, 0)
    assert Registration.objects.get().anonymised_at is not None
    assert Notice.objects.exclude(person=row).count() == Notice.objects.count()


def test_texts_become_a_dash_where_that_is_asked_for(person):
    erase(EMAIL, with_texts=True)

    assert (Comment.objects.get().text, Score.objects.get().reason, Score.objects.get().points) == ("—", "—", 3)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(person):
    before = left_of(NAME, EMAIL, SECOND)

    planned = erase(EMAIL, dry_run=True)

    assert left_of(NAME, EMAIL, SECOND) == before
    assert (ErasedAddress.objects.count(), planned.rows) == (0, erase(EMAIL).rows)


def test_erasing_twice_does_no_harm(person):
    erase(EMAIL)
    again = [erase(address) for address in (EMAIL, f"removed-{person.pk}@invalid")]

    assert [sum(done.rows.values()) for done in again] == [0, 0]
    assert User.objects.get(pk=person.pk).email == f"removed-{person.pk}@invalid"


def test_what_is_public_record_is_listed_and_only_changed_where_that_is_asked_for(person):
    publication = named_in_public(person)

    done = erase(EMAIL, dry_run=True)
    assert [(label, pk, names) for label, pk, names in done.left if label == "library.Publication"] == [
        ("library.Publication", publication.pk, ["authors"])
    ]

    done = erase(EMAIL, with_entries=True)
    publication.refresh_from_db()
    assert (publication.authors, done.left) == (f"removed person {person.pk}, Peter Kos", [])
    assert left_of(NAME, EMAIL) == {}
    assert Card.objects.filter(kind="publication").count() == 1


def test_an_older_backup_forgets_again(person):
    erase(EMAIL)
    known = remembered()
    ErasedAddress.objects.all().delete()  # as if the database were that of a time before
    User.objects.filter(pk=person.pk).update(email=EMAIL, name=NAME, is_active=True)
    stays = make_person("ostane@example.org", name="Ostane Tu")

    done = erase_again(known)

    assert (len(done), left_of(NAME, EMAIL), User.objects.get(pk=stays.pk).name) == (1, {}, "Ostane Tu")
    assert ErasedAddress.objects.count() == 2


def test_the_command_says_what_it_does_and_refuses_what_is_no_address_and_the_last_administrator(person):
    out = StringIO()

    call_command("erase_person", EMAIL, "--dry-run", stdout=out)

    assert "publishing.Notice: 1 deleted" in out.getvalue()
    for refused in ("ni naslov", "skrbnica@example.org"):
        with pytest.raises(CommandError):
            call_command("erase_person", refused, stdout=StringIO())


def test_pages_name_nobody_who_was_erased(client, people, person):
    client.force_login(people.representative)
    erase(EMAIL)

    pages = [client.get(reverse("desk")), client.get(reverse("people"))]

    assert [page.status_code for page in pages if NAME in page.text or EMAIL in page.text] == []
