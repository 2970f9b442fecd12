"""Imports are versions at once; organisations take public entries over; reviews stay readable."""

import io

import pytest
import tablib
from django.urls import reverse

from catalogue.bulk import Import, Options
from catalogue.exchange import resource_for
from catalogue.loading import recipes
from catalogue.loading.writing import load
from library.content import Publications
from library.models import Practice, Publication
from partners.content import Areas
from partners.models import Place
from publishing import translations, untranslated, versions
from publishing.models import CRITERIA, Passage, Score
from publishing.states import State
from publishing.workflow import take
from tests.factories import make

pytestmark = pytest.mark.django_db


def imported(*rows, **options):
    names = ["external_id", "kind", "language", "title", "source"]
    lines = [",".join(names), *(",".join(row) for row in rows)]
    return Import(io.BytesIO("\n".join(lines).encode()), Options(**options)).run()


def row_of(practice, title):
    return practice.external_id, "practice", "sl", title, "https://example.org/vir"


def passages(dossier):
    found = Passage.objects.filter(version__dossier=dossier).order_by("pk")
    return list(found.values_list("step", "by_name"))


# --- Imports ---


@pytest.fixture
def practice():
    return make(Practice, external_id="p1", title_sl="Prej", source="https://example.org/vir")


def test_an_import_is_a_version_at_once(people, practice):
    dossier = versions.adopt(practice)

    imported(row_of(practice, "Potem"), user=people.coordinator)

    newest, _oldest = dossier.versions.all()
    assert (newest.content["title_sl"], newest.created_by, newest.state) == ("Potem", people.coordinator, "published")
    assert passages(dossier)[1:] == [("replace", "Vodja"), ("record", "Vodja")]
    assert newest.reason in ("Import", "Uvoz")


def test_an_import_that_changes_nothing_is_no_version(people, practice):
    dossier = versions.adopt(practice)

    imported(row_of(practice, "Prej"), user=people.coordinator)

    assert dossier.versions.count() == 1


def test_an_import_begins_no_history(practice):
    imported(row_of(practice, "Potem"))

    assert versions.dossier_of(practice) is None


@pytest.mark.parametrize("entries", [1, 5])
def test_entries_without_a_dossier_cost_one_question_together(django_assert_num_queries, entries):
    pks = [make(Practice).pk for _number in range(entries)]
    versions.record_import(Practice, pks)

    with django_assert_num_queries(1):
        versions.record_import(Practice, pks)


def test_what_the_content_changes_is_a_version_at_once():
    found = {Publications(): [work("Prej")]}
    load(found)
    dossier = versions.adopt(Publication.objects.get())

    load({Publications(): [work("Potem")]})

    newest, _oldest = dossier.versions.all()
    assert (newest.content["title_sl"], newest.created_by) == ("Potem", None)


def test_a_spreadsheet_of_the_administration_is_a_version_at_once(people, practice):
    dossier = versions.adopt(practice)
    table = tablib.Dataset([practice.pk, "Potem"], headers=["id", "title_sl"])
    resource = resource_for(Practice)()

    for dry_run in (True, False):
        resource.import_data(table, dry_run=dry_run, raise_errors=True, user=people.coordinator)

    assert list(dossier.versions.values_list("content__title_sl", "created_by__name")) == [
        *(("Potem", "Vodja"), ("Prej", None)),
    ]


def work(title, **more):
    record = {"id": "w", "source": "https://example.org/", "kind": "report", "title": title, "language": "en"}
    return record | {"abstract": {"sl": "O čem.", "en": "About."}} | more


# --- The organisation in charge ---


def test_content_names_an_owner_only_where_its_source_does():
    area = {"id": "a", "source": "https://example.org/", "name": {"sl": "A", "en": "A"}, "town": "A", "country": "SI"}
    area |= {"type": "town", "relation": []}

    parts = [Areas().parts(area), Publications().parts(work("W"))]

    assert [part.get("organisation", "not said") for part in parts] == ["not said"] * 2
    assert recipes.owner({"organisation": "org-1"}) == {"organisation": "org-1"}


@pytest.mark.parametrize("model", [Place, Publication])
def test_a_partner_takes_over_what_the_organisation_stands_behind(client, people, model):
    mine, foreign = make(model, organisation=people.own), make(model, organisation=people.other)
    nobodys = make(model)
    client.force_login(people.editor)

    answers = [client.post(reverse("take_over", args=[model.kind, entry.pk])) for entry in (mine, foreign, nobodys)]

    assert [answer.status_code for answer in answers] == [302, 404, 404]
    assert versions.dossier_of(mine).owner == people.own


@pytest.mark.parametrize("model", [Place, Publication])
def test_an_organisation_that_goes_leaves_its_entries(people, model):
    entry = make(model, organisation=people.own)

    people.own.delete()

    entry.refresh_from_db()
    assert entry.organisation is None


def test_a_new_organisation_in_charge_owns_the_dossier(people):
    place = make(Place)
    dossier = versions.adopt(place)
    place.organisation = people.own
    place.save()

    versions.catch_up(dossier)

    dossier.refresh_from_db()
    assert dossier.owner == people.own


def test_a_column_that_versions_do_not_know_yet_is_no_change():
    place = make(Place)
    dossier = versions.adopt(place)
    [version] = dossier.versions.all()
    del version.content["organisation_id"]
    version.save()

    versions.catch_up(dossier)

    assert dossier.versions.count() == 1


def test_what_an_organisation_writes_carries_its_name(people, written):
    version = written(kind="publication", content={"title_sl": "Delo", "summary_sl": "O delu.", "type": "report"})
    version = take(step="submit", version=version, by=people.editor)

    take(step="publish", version=version, by=people.representative)

    assert Publication.objects.get().organisation == people.own


def listed(client, **asked):
    return [entry.pk for entry in client.get(reverse("to_take_over"), asked).context["page"]]


def test_coordinators_find_what_nobody_writes_yet(client, people):
    first, second = make(Place, title_sl="Cona Šiška"), make(Place, title_sl="Park Log")
    versions.adopt(make(Place, title_sl="Cona Vič"))
    make(Place, title_sl="Cona skrita", published=False)
    client.force_login(people.coordinator)

    found = [listed(client, kind="place", **asked) for asked in ({}, {"q": "cona"}, {"q": "šiška"}, {"q": "nič"})]

    assert found == [[first.pk, second.pk], [first.pk], [first.pk], []]


def test_partners_find_only_what_their_organisations_stand_behind(client, people):
    mine = make(Place, organisation=people.own)
    make(Place, organisation=people.other)
    make(Place)
    client.force_login(people.editor)

    assert listed(client, kind="place") == [mine.pk]


@pytest.mark.parametrize("asked", [{"kind": "abc"}, {"q": "a\0b"}, {"q": "x" * 100_000}, {"page": "10" * 20}])
def test_nonsense_finds_something_or_nothing(client, people, asked):
    client.force_login(people.coordinator)

    assert client.get(reverse("to_take_over"), asked).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("member", 404), ("reviewer", 404), ("editor", 200)])
def test_the_list_is_for_those_who_write(client, people, name, status):
    client.force_login(getattr(people, name))

    assert client.get(reverse("to_take_over")).status_code == status


# --- Reviews ---


def reviews_page(client, version):
    return client.get(reverse("reviews", args=[version.dossier_id]), {"version": version.number}).status_code


@pytest.mark.parametrize("step", ["ask_refresh", "withdraw", ""])
@pytest.mark.parametrize("name", ["editor", "representative", "foreign"])
def test_reviews_that_were_read_stay_readable(client, people, written, step, name):
    version = written(State.NOT_SELECTED)
    if step:
        version = take(step=step, version=version, by=people.coordinator, comment="Zato.")
    else:
        versions.replace(version, people.coordinator)
    client.force_login(getattr(people, name))

    assert reviews_page(client, version) == (404 if name == "foreign" else 200)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.REVIEW])
def test_reviews_without_a_decision_stay_with_the_coordinators(client, people, written, state):
    version = take(step="withdraw", version=written(state), by=people.coordinator, comment="Zato.")
    found = []
    for person in (people.editor, people.coordinator):
        client.force_login(person)
        found.append(reviews_page(client, version))

    assert found == [404, 200]


def test_the_dossier_leads_to_the_reviews_of_each_past_version(client, people, written):
    version = written(State.REVIEW)
    at = {"state": "handed_in", "handed_in_at": version.published_at}
    review = version.reviews.create(reviewer=people.reviewer, due="2030-01-01", **at)
    review.scores.bulk_create(Score(review=review, criterion=one, points=1, reason="Malo.") for one in CRITERIA)
    version = take(step="not_select", version=version, by=people.coordinator, comment="Zato.")
    newer = versions.open_version(version.dossier, by=people.editor)
    take(step="submit", version=newer, by=people.editor)
    take(step="publish", version=newer, by=people.representative)
    client.force_login(people.editor)

    html = client.get(reverse("dossier", args=[version.dossier_id])).content.decode()

    assert html.count(f'href="{reverse("reviews", args=[version.dossier_id])}?version=1"') == 1


# --- Titles of works ---


@pytest.mark.parametrize(("ours", "keys"), [(False, ["summary"]), (True, ["title", "summary"])])
def test_a_works_own_title_is_not_translated(ours, keys):
    content = {"title_sl": "Delo", "summary_sl": "O delu.", "title_is_descriptive": ours}

    units = translations.units("publication", content, "sl", "en")

    assert ([unit.key for unit in units], translations.tally("publication", content, "sl", "en")["missing"]) == (
        *(keys, len(keys)),
    )


def test_the_overview_misses_no_title_of_a_work():
    make(Publication, title_sl="Lastni")
    make(Publication, title_sl="Naš", title_is_descriptive=True)
    make(Practice, title_sl="Praksa")

    missing = {(row.kind, row.language): row.missing for row in untranslated.overview()}

    assert (missing["publication", "en"], missing["practice", "en"]) == (1, 1)
