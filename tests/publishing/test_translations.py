"""What waits for translation, and how far each kind is."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from library.models import Practice
from partners.models import Partner
from publishing import untranslated, versions
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make(Partner)


@pytest.fixture
def editor(make_user, organisation):
    editor = make_user("urednica@example.org")
    organisation.memberships.create(user=editor, role="editor")
    return editor


def begun(owner, by, kind="practice", **content):
    version = versions.begin(kind=kind, owner=owner, by=by, language="sl", title="Naslov")
    version.content |= content
    version.save()
    return version


def shown(response):
    return [item.dossier.pk for item in response.context["page"]]


def older(practice):
    """The source of its summary changes in the administration."""
    versions.adopt(practice)
    practice.summary_sl = "Novo."
    practice.save()
    versions.adopt(practice)


def test_the_queue_shows_dossiers_of_ones_own_organisations(client, organisation, editor, coordinator):
    mine, foreign = begun(organisation, editor), begun(make(Partner), coordinator)

    found = []
    for person in (editor, coordinator):
        client.force_login(person)
        found.append(shown(client.get(reverse("translation_queue"))))

    assert found == [[mine.dossier_id], [foreign.dossier_id, mine.dossier_id]]


def test_the_queue_counts_what_is_missing_and_older(client, organisation, editor):
    practice = make(Practice, organisation=organisation, summary_sl="Staro.", summary_en="Old.", problem_sl="P.")
    older(practice)
    client.force_login(editor)

    [item] = client.get(reverse("translation_queue")).context["page"]

    assert (item.language, item.missing, item.older) == ("en", 1, 1)


def test_what_is_translated_or_submitted_does_not_wait(client, organisation, editor):
    begun(organisation, editor, title_en="Title")
    submitted = begun(organisation, editor)
    submitted.state = "submitted"
    submitted.save()
    client.force_login(editor)

    response = client.get(reverse("translation_queue"))

    assert (shown(response), response.content.decode().count('class="empty"')) == ([], 1)


@pytest.mark.parametrize(
    ("query", "number"),
    [({"kind": "practice"}, 1), ({"kind": "x\x00"}, 2), ({"language": "sl"}, 0), ({"page": "abc", "kind": "place"}, 1)],
)
def test_the_queue_is_narrowed_and_bad_input_narrows_nothing(client, organisation, editor, query, number):
    begun(organisation, editor)
    begun(organisation, editor, kind="place")
    client.force_login(editor)

    response = client.get(reverse("translation_queue"), query)

    assert len(shown(response)) == number


def test_the_queue_has_pages_of_25(client, organisation, editor):
    for _number in range(26):
        begun(organisation, editor)
    client.force_login(editor)

    pages = [client.get(reverse("translation_queue"), {"page": page, "kind": "practice"}) for page in (1, 2)]

    numbers = [len(shown(page)) for page in pages]
    assert (numbers, pages[0].context["links"]) == ([25, 1], {"next": "?page=2&kind=practice"})


@pytest.mark.parametrize("items", [1, 3])
def test_the_queue_asks_a_fixed_number_of_times(client, organisation, editor, items, django_assert_num_queries):
    for _number in range(items):
        begun(organisation, editor)
    client.force_login(editor)

    with django_assert_num_queries(6):
        client.get(reverse("translation_queue"))


def test_the_overview_counts_entries_by_kind_and_language():
    make(Practice)
    make(Practice, summary_sl="Samo po slovensko.")
    make(Practice, published=False, summary_sl="Osnutek.")
    row = make(Practice)
    row.evidence.create(indicator_sl="plin", year=2020, after=1)
    older(make(Practice, summary_sl="Staro.", summary_en="Old."))

    found = {(row.kind.value, row.language): row[2:] for row in untranslated.overview()}

    assert (found["practice", "en"], found["practice", "sl"]) == ((4, 1, 2, 1), (4, 4, 0, 0))


def test_an_entry_that_lacks_and_is_older_is_counted_in_both_columns():
    older(make(Practice, summary_sl="Staro.", summary_en="Old.", problem_sl="P."))

    found = {(row.kind.value, row.language): row[2:] for row in untranslated.overview()}

    assert found["practice", "en"] == (1, 0, 1, 1)


@pytest.mark.parametrize("items", [1, 3])
def test_the_overview_asks_once_for_each_kind(client, coordinator, items, django_assert_num_queries):
    for _number in range(items):
        make(Practice)
    ContentType.objects.get_for_models(*(writing.model for writing in untranslated.WRITINGS.values()))
    client.force_login(coordinator)

    with django_assert_num_queries(6 + len(untranslated.WRITINGS)):
        client.get(reverse("translation_overview"))


def test_the_overview_is_for_coordinators(client, editor, coordinator):
    found = []
    for person in (editor, coordinator):
        client.force_login(person)
        found.append(client.get(reverse("translation_overview")).status_code)

    assert found == [404, 200]
