"""What the public page says of the version it shows, in the entry's own query."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from library.models import Practice
from partners.models import Partner
from publishing import versions
from publishing.states import State
from publishing.writing import WRITINGS
from tests.factories import make

pytestmark = pytest.mark.django_db
WRITTEN = [writing.model for writing in WRITINGS.values()]
WHEN = dt.datetime(2026, 3, 4, 12, 30, tzinfo=dt.UTC)


def changed(version, **fields):
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    return version


def validated(version):
    return changed(
        version,
        state=State.VALIDATED,
        validated=True,
        decided_at=WHEN,
        means={"overall": 3.25, "reviewers": 2},
        opinion_sl="Vredno posnemanja",
        opinion_en="Worth copying",
        checked={"en": {"by": "Prevajalka", "at": "2026-03-01"}},
    )


@pytest.fixture
def practice():
    return make(Practice, organisation=make(Partner))


@pytest.fixture
def leading(practice):
    return versions.leading_of(versions.adopt(practice))


def page(client, entry):
    return client.get(entry.get_absolute_url())


@pytest.mark.parametrize("model", WRITTEN)
def test_a_page_with_versions_leads_to_them(client, model):
    entry = make(model)
    dossier = versions.adopt(entry)

    response = page(client, entry)

    assert response.content.decode().count(f'href="{reverse("versions", args=[dossier.pk])}"') == 1
    assert response.context["standing"].number == 1


@pytest.mark.parametrize("model", WRITTEN)
def test_a_page_without_versions_says_nothing_of_them(client, model):
    response = page(client, make(model))

    assert response.context["standing"] is None


def test_the_page_tells_the_date_of_the_version(client, practice, leading):
    changed(leading, published_at=WHEN)

    standing = page(client, practice).context["standing"]

    assert (standing.published_at, timezone.is_aware(standing.published_at)) == (WHEN, True)


@pytest.mark.parametrize(("language", "opinion"), [("sl", "Vredno posnemanja"), ("en", "Worth copying")])
def test_means_opinion_and_date_of_the_validation_stand_on_the_page(client, practice, leading, language, opinion):
    validated(leading)

    with translation.override(language):
        response = page(client, practice)

    standing = response.context["standing"]
    assert (standing.means, standing.opinion.text) == ({"overall": 3.25, "reviewers": 2}, opinion)
    assert (standing.decided_at, standing.checked["en"]["by"]) == (WHEN, "Prevajalka")
    assert response.content.decode().count(opinion) == 1


def test_the_validation_of_an_earlier_version_is_named_as_such(client, practice, leading):
    validated(leading)
    practice.summary_sl = "Novo"
    practice.save()
    versions.catch_up(leading.dossier)

    response = page(client, practice)

    standing = response.context["standing"]
    assert (standing.number, standing.validated, standing.earlier) == (2, False, 1)
    assert response.content.decode().count(f'href="{reverse("version", args=[leading.dossier_id, 1])}"') == 1
    assert response.content.decode().count("Vredno posnemanja") == 0


def test_the_page_of_a_version_shows_its_own_validation(client, practice, leading):
    validated(leading)
    practice.summary_sl = "Novo"
    practice.save()
    versions.catch_up(leading.dossier)

    pages = [client.get(reverse("version", args=[leading.dossier_id, number])) for number in (1, 2)]

    assert [response.context["standing"].validated for response in pages] == [True, False]


@pytest.mark.parametrize(("state", "marks"), [(State.REFRESH, 1), (State.PUBLISHED, 0)])
def test_what_nobody_confirmed_is_marked(client, practice, leading, state, marks):
    changed(leading, state=state)

    html = page(client, practice).content.decode()

    with translation.override("sl"):
        assert html.count('class="badge badge-uncertain"') == marks


def test_a_draft_changes_nothing_on_the_page(client, coordinator, practice, leading):
    before = page(client, practice).content
    draft = versions.open_version(leading.dossier, by=coordinator)
    changed(draft, content=draft.content | {"title_sl": "Skrivnost"})

    after = page(client, practice).content

    assert (before.count(b"Skrivnost"), after == before) == (0, True)


@pytest.mark.parametrize("model", WRITTEN)
def test_the_versions_cost_no_question_more(client, model):
    bare, told = make(model), make(model)
    validated(versions.leading_of(versions.adopt(told)))
    page(client, bare), page(client, told)

    asked = []
    for entry in (bare, told):
        with CaptureQueriesContext(connection) as captured:
            page(client, entry)
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_the_page_of_a_practice_asks_the_database_four_times(client, practice, leading, django_assert_max_num_queries):
    validated(leading)
    page(client, practice)

    with django_assert_max_num_queries(4):
        page(client, practice)
