"""Whatever a public page shows, a change of it is counted: whoever makes it, by whatever way."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Page, PageChange, page_version
from library.models import Evidence, Practice
from mer_portal.page_changes import HEARD_OTHERWISE, MANY, PRIVATE, SHOWN_COLUMNS, counted, listen, triggers
from partners.models import Figure, Partner, Place, User
from publishing import versions
from publishing.daily_round import daily_round
from publishing.models import Version
from tests.factories import make
from tests.house.test_markup import pages, portal  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

READ = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')
# Pages of everybody that work for one person only, and are kept nowhere.
PERSONAL = ("/racun/", "/account/", "/analiza/", "/analysis/")


def labels():
    return {model._meta.label for model in apps.get_models(include_auto_created=True)}


def test_tables_that_do_not_count_are_models_of_the_portal():
    assert {*PRIVATE, *HEARD_OTHERWISE, *SHOWN_COLUMNS} - labels() == set()


def test_each_column_that_is_compared_is_one_of_its_table():
    for label, columns in SHOWN_COLUMNS.items():
        assert {*columns} - {field.column for field in apps.get_model(label)._meta.concrete_fields} == set()


def test_every_table_that_counts_has_its_triggers():
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        names = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger",
        }
        cursor.execute(names[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    wanted = triggers(connection, tables)

    assert len(wanted) == 3 * len(counted()) > 300
    assert wanted.keys() - present == set()


def test_listening_twice_changes_nothing():
    with CaptureQueriesContext(connection) as asked:
        listen(using="default")

    assert [query["sql"] for query in asked if "CREATE" in query["sql"].upper()] == []


def test_a_trigger_with_other_conditions_is_exchanged(monkeypatch):
    monkeypatch.setitem(SHOWN_COLUMNS, "partners.User", ("name",))
    person = User.objects.create_user("ana@example.org", name="Ana")
    listen(using="default")
    before = page_version()

    User.objects.update(is_active=False)
    unheard = page_version()
    User.objects.update(name="Ana Novak")

    assert (unheard, page_version() > before) == (before, True), person


@pytest.mark.any_database
def test_public_pages_read_only_what_is_counted_or_heard_otherwise(portal):  # noqa: F811
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    counting = {model._meta.db_table for model in counted()}
    client, seen, missed = Client(), set(), {}

    with CaptureQueriesContext(connection) as asked:
        for here, _markup in pages(client, ["/sl/", "/en/", "/sl/katalog/?q=voda", "/sitemap.xml", "/api/v1/"]):
            read = {table for query in asked.captured_queries for table in READ.findall(query["sql"])}
            connection.queries_log.clear()
            asked.initial_queries = 0
            seen |= read
            for table in (read & tables.keys()) - counting:
                label = tables[table]._meta.label
                if label not in HEARD_OTHERWISE and not any(part in here for part in PERSONAL):
                    missed.setdefault(label, here)

    assert missed == {}
    assert len(seen & counting) > 60


# --- What grows the version, and what does not ---


def saved(practice):
    practice.summary_sl = "Drugače"
    practice.save()


def row_saved(practice):
    Evidence.objects.create(practice=practice, indicator_sl="Poraba vode", after=12)


def many_written(practice):
    place = make(Place, published=False)
    before = page_version()
    Figure.objects.bulk_create([Figure(place=place, indicator="area", value=12, year=2020)])
    assert page_version() > before


def updated_past_the_models(practice):
    Page.objects.create(key="about", title_sl="O nas", title_en="About")
    before = page_version()
    Page.objects.update(title_sl="O portalu")
    assert page_version() > before


def removed(practice):
    practice.delete()


def renamed(practice):
    User.objects.create_user("ana@example.org", name="Ana")
    before = page_version()
    User.objects.update(name="Ana Novak")
    assert page_version() > before


@pytest.mark.parametrize("change", [saved, row_saved, many_written, updated_past_the_models, removed, renamed])
def test_a_change_of_what_pages_show_grows_the_version(change):
    practice = make(Practice)
    before = page_version()

    change(practice)

    assert page_version() > before


def test_a_sign_in_changes_no_page(client, make_user):
    person = make_user("ana@example.org")
    before = page_version()

    client.force_login(person)

    assert page_version() == before


def test_a_draft_that_keeps_itself_changes_no_page(make_user):
    owner, person = make(Partner), make_user("ana@example.org")
    draft = versions.begin(kind="practice", owner=owner, by=person, language="sl", title="Osnutek")
    before = page_version()

    Version.objects.filter(pk=draft.pk).update(typed={"summary_sl": "Na pol"}, saves=2)

    assert page_version() == before


def test_the_daily_round_adds_up_and_leaves_the_version_as_it_is():
    for name in range(MANY):
        Page.objects.create(key=f"page-{name}", title_sl="O nas", title_en="About")
    before = page_version()

    daily_round()

    assert (page_version(), PageChange.objects.count()) == (before, 1)
