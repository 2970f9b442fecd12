"""Statements that are written once say the same as those that are written for each reader, at any time."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django.db.models import Prefetch, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from catalogue.filing.filing import entry_models
from catalogue.prepared import Prepared, today
from catalogue.views import statement, with_page_at
from library.models import Book, Chapter, Practice, PracticeTie
from partners.models import Listing
from projects.models import Project
from publishing.views.pages import with_versions
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def statements_on_server(settings):
    """As the portal is served; SQLite has none."""
    settings.STATEMENTS_ON_SERVER = True


@pytest.mark.parametrize("beside", [QuerySet.all, with_versions])
@pytest.mark.parametrize("model", entry_models())
def test_every_kind_has_one_and_it_finds_the_same(model, beside):
    entry = make(model, topics=[make_topic("voda", "Voda", "Water")])
    [asked] = beside(model.objects.published()).with_page().filter(slug_sl=entry.slug_sl)

    found = list(statement(model, beside, "sl", "sl").of(entry.slug_sl))

    assert found == [asked]
    assert {name: str(value) for name, value in told(found[0])} == {name: str(value) for name, value in told(asked)}


def told(entry):
    return [(name, value) for name, value in vars(entry).items() if not name.startswith("_")]


def test_an_address_is_no_part_of_the_statement():
    first, second = make(Practice, title_sl="Zelena streha"), make(Practice, title_sl="Modra streha")
    kept = statement(Practice, QuerySet.all, "sl", "sl")

    found = [[entry.pk for entry in kept.of(slug)] for slug in (first.slug_sl, second.slug_sl, "ni-te", "' OR 1=1 --")]

    assert found == [[first.pk], [second.pk], [], []]


def test_what_becomes_public_later_is_found_later(monkeypatch):
    practice = make(Practice, title_sl="Zelena streha")
    kept = statement(Practice, QuerySet.all, "sl", "sl")
    Practice.objects.update(published_at=timezone.now() + dt.timedelta(hours=1))
    before = list(kept.of(practice.slug_sl))

    later = timezone.now() + dt.timedelta(hours=2)
    monkeypatch.setattr("catalogue.prepared.timezone.now", lambda: later)

    assert (before, list(kept.of(practice.slug_sl))) == ([], [practice])


def test_a_day_is_the_one_on_which_it_is_asked(monkeypatch):
    listing = make(Listing, expires=timezone.localdate())
    kept = Prepared(lambda address: Listing.objects.filter(slug_sl=address, expires__gte=today()))
    found = list(kept.of(listing.slug_sl))

    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr("catalogue.prepared.timezone.localdate", lambda: tomorrow)

    assert (found, list(kept.of(listing.slug_sl))) == ([listing], [])


@pytest.mark.parametrize("own", [{"published_at__lte": timezone.now()}, {"expires__gte": timezone.localdate()}])
def test_a_statement_that_would_keep_its_own_time_is_refused(own):
    with pytest.raises(ValueError, match="say present\\(\\) or today\\(\\)"):
        Prepared(lambda address: Listing.objects.filter(slug_sl=address, **own))


def test_neighbours_that_are_fetched_beside_become_public_at_their_time_too(monkeypatch):
    project, practice = make(Project), make(Practice, title_sl="Zelena streha")
    PracticeTie.objects.create(practice=practice, project=project)
    Project.objects.update(published_at=timezone.now() + dt.timedelta(hours=1))
    kept = statement(Practice, QuerySet.all, "sl", "sl")
    [before] = [list(entry.ties.all()) for entry in kept.of(practice.slug_sl)]

    later = timezone.now() + dt.timedelta(hours=2)
    monkeypatch.setattr("catalogue.prepared.timezone.now", lambda: later)
    [after] = [list(entry.ties.all()) for entry in kept.of(practice.slug_sl)]

    assert (before, [tie.project for tie in after]) == ([], [project])


def test_a_time_of_its_own_in_what_is_fetched_beside_is_refused():
    ties = Prefetch("ties", PracticeTie.objects.filter(project__published_at__lte=timezone.now()))

    with pytest.raises(ValueError, match="say present"):
        Prepared(lambda address: Practice.objects.filter(slug_sl=address).prefetch_related(ties))


def test_a_page_in_each_language_brings_the_words_of_that_language():
    practice = make(Practice, title_sl="Zelena streha", title_en="Green roof")

    for code in ("sl", "en"):
        with translation.override(code):
            found = with_page_at(Practice.objects, getattr(practice, f"slug_{code}"), AnonymousUser(), QuerySet.all)
            assert found.title == getattr(practice, f"title_{code}")


def test_a_statement_is_asked_on_the_connection_of_whoever_asks():
    practice = make(Practice)
    kept = statement(Practice, QuerySet.all, "sl", "sl")

    assert [list(kept.of(practice.slug_sl)) for _twice in range(2)] == [[practice]] * 2
    assert kept.of(practice.slug_sl).query.get_compiler().connection is connections["default"]


@pytest.mark.parametrize("model", entry_models())
def test_what_is_fetched_beside_is_what_would_be_fetched_for_each_reader(model, django_assert_num_queries):
    entry = make(model)
    asked = model.objects.published().with_page().get(pk=entry.pk)
    [found] = statement(model, QuerySet.all, "sl", "sl").of(entry.slug_sl)
    kept = getattr(asked, "_prefetched_objects_cache", {})

    with django_assert_num_queries(0):
        rows = {name: list(getattr(found, "_prefetched_objects_cache", {})[name]) for name in kept}

    assert rows == {name: list(value) for name, value in kept.items()}


def test_rows_that_were_fetched_beside_know_their_entry_and_can_be_narrowed(django_assert_num_queries):
    project, practice = make(Project), make(Practice)
    tie = PracticeTie.objects.create(practice=practice, project=project, role="case")
    [found] = statement(Practice, QuerySet.all, "sl", "sl").of(practice.slug_sl)

    with django_assert_num_queries(0):
        assert [row.practice for row in found.ties.all()] == [found]
    assert list(found.ties.filter(role="case")) == [tie]
    assert not found.ties.exclude(role="case").exists()


def test_what_leads_on_from_several_rows_is_fetched_beside_too(django_assert_num_queries):
    chapter = make(Chapter, book=make(Book, project=make(Project)))
    [project] = statement(Project, QuerySet.all, "sl", "sl").of(chapter.book.project.slug_sl)

    with django_assert_num_queries(0):
        assert [list(book.chapters.all()) for book in project.books.all()] == [[chapter]]


def test_rows_beyond_a_table_between_are_fetched_beside_from_both_ends(django_assert_num_queries):
    first, second, hidden = make(Project), make(Project), make(Project, published=False)
    second.builds_on.set([first, hidden])
    first.built_on_by.add(hidden)
    [later], [earlier] = (list(statement(Project, QuerySet.all, "sl", "sl").of(one.slug_sl)) for one in (second, first))

    with django_assert_num_queries(0):
        assert [list(later.builds_on.all()), list(later.built_on_by.all())] == [[first], []]
        assert [list(earlier.builds_on.all()), list(earlier.built_on_by.all())] == [[], [second]]
    assert list(later.builds_on.filter(pk__in=[first.pk, second.pk])) == [first]
    assert not earlier.built_on_by.exclude(pk=second.pk).exists()


def test_a_long_statement_is_read_and_planned_once_for_each_connection():
    """By PostgreSQL; SQLite keeps what it was asked by itself."""
    practice = make(Practice, title_sl="Zelena streha")
    kept = statement(Practice, QuerySet.all, "sl", "sl")

    with CaptureQueriesContext(connection) as asked:
        found = [list(kept.of(practice.slug_sl)) for _twice in range(2)]
    prepared, executed = ([query["sql"].split()[0] for query in asked].count(word) for word in ("PREPARE", "EXECUTE"))

    assert found == [[practice]] * 2
    assert (executed, executed > 0) == (2 * prepared, connection.vendor == "postgresql")


def test_who_has_connected_anew_prepares_anew():
    practice = make(Practice, title_sl="Zelena streha")
    kept = statement(Practice, QuerySet.all, "sl", "sl")
    list(kept.of(practice.slug_sl))
    if connection.vendor == "postgresql":
        connection.cursor().execute("DEALLOCATE ALL")
        connection.statements_on_server = (object(), connection.statements_on_server[1])

    assert list(kept.of(practice.slug_sl)) == [practice]
