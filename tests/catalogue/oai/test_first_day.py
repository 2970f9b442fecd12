"""The first migration takes what is public, and what was: tombstones from the first day."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from catalogue.models import CatalogueState, Harvested
from library.models import Book, Chapter, Practice
from tests.catalogue.oai.asking import name
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db
MIGRATION = import_module("mer_portal.migrations.0007_records_from_the_first_day")


def test_the_first_migration_takes_what_is_public_and_what_was(settings, django_assert_max_num_queries):
    settings.SITE_HOST = "mer.uirs.si"
    topic = make_topic("voda", "Voda", "Water")
    live, withdrawn = make(Practice, topics=[topic]), make(Practice, topics=[topic])
    withdrawn.withdraw()
    deleted = make(Practice)
    gone = name(deleted)
    deleted.delete()
    make(Practice, published=False).delete()
    make(Practice, published=False)
    make(Practice, published_at=timezone.now() + timezone.timedelta(days=1)).delete()
    chapter = make(Chapter, book=make(Book, published=False))
    Harvested.objects.all().delete()

    MIGRATION.take(apps, None)

    found = {str(record): (record.deleted, record.set_specs) for record in Harvested.objects.all()}
    assert found == {
        name(live): (False, ["kind", "kind:practice", "topic", "topic:voda"]),
        name(withdrawn): (True, ["kind", "kind:practice", "topic", "topic:voda"]),
        gone: (True, ["kind", "kind:practice"]),
    }
    assert name(chapter) not in found
    assert not Harvested.objects.filter(deleted=True, datestamp=None).exists()
    assert list(Harvested.objects.untold().values_list("object_id", flat=True)) == [live.pk]
    assert CatalogueState.objects.get(pk=1).namespace == "mer.uirs.si"


@pytest.mark.parametrize(
    ("host", "namespace"),
    [("portal.example.eu", "portal.example.eu"), ("127.0.0.1", "mer.invalid"), ("localhost", "mer.invalid")],
)
def test_a_namespace_looks_like_a_domain(settings, host, namespace):
    settings.SITE_HOST = host

    MIGRATION.take(apps, None)

    assert CatalogueState.objects.get(pk=1).namespace == namespace


def test_the_way_back_forgets_all():
    make(Practice)

    MIGRATION.forget(apps, None)

    assert not Harvested.objects.exists()
