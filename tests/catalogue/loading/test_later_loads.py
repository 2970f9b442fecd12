"""Loading again refreshes what changed in the files, and never over what staff wrote."""

import pytest
from django.core.management import CommandError

from catalogue.filing import agreement
from catalogue.models import CatalogueState, Topic
from library.models import Book, Chapter, Practice
from partners.models import Partner, Place
from projects.models import Project
from tests.catalogue.loading.folder import histories, kept, last_line, pair, written
from tests.factories import MODELS
from tools.models import Tool
from workshops.models import Event

pytestmark = pytest.mark.django_db


def refuse(*args, **kwargs):
    raise RuntimeError("power failure")


def test_a_first_load_ties_the_records_together(loaded):
    practice, place, project = Practice.objects.get(), Place.objects.get(), Project.objects.get(acronym="MER")

    assert (practice.place, practice.project, practice.is_published) == (place, project, True)
    assert [topic.slug for topic in practice.topics.order_by("slug")] == ["energija", "voda"]
    assert [(tie.project, tie.role) for tie in place.ties.all()] == [(project, "study_visit")]
    assert [(row.partner.external_id, row.role) for row in project.participations.order_by("pk")] == [
        ("zavod", "lead"),
        ("agencija", "partner"),
    ]
    assert [earlier.acronym for earlier in project.builds_on.all()] == ["PREJ"]
    handbook = Book.objects.get(external_id="prirocnik")
    assert Chapter.objects.get(external_id="prirocnik-01").book == handbook
    assert Tool.objects.get().guideline == handbook
    assert Event.objects.get().sessions.get().title_en == "Visit"


def test_a_second_load_changes_nothing(loaded, capsys):
    version, rows, history = CatalogueState.objects.get(pk=1).version, written(), histories()
    stamps = [list(model.objects.order_by("pk").values_list("updated_at", flat=True)) for model in MODELS]

    loaded.load()

    assert last_line(capsys) == "Content: 0 new, 0 refreshed, 25 unchanged, 0 kept."
    assert (CatalogueState.objects.get(pk=1).version, written(), histories()) == (version, rows, history)
    assert [list(model.objects.order_by("pk").values_list("updated_at", flat=True)) for model in MODELS] == stamps


def test_a_record_that_is_new_in_the_files_is_added(loaded, capsys):
    loaded.content["practices.yaml"].append(loaded.record("practices.yaml") | {"id": "druga", "title": pair("Druga")})

    loaded.load()

    assert last_line(capsys) == "Content: 1 new, 0 refreshed, 25 unchanged, 0 kept."
    assert Practice.objects.get(external_id="druga").is_published


def test_a_record_that_left_the_files_stays_on_the_portal(loaded, capsys):
    loaded.content["practices.yaml"].clear()

    loaded.load()

    assert Practice.objects.count() == 1


def test_what_changed_in_the_files_is_refreshed(loaded, capsys):
    loaded.record("practices.yaml").update(title=pair("Nova"), topics=["zrak"], country="IT")
    loaded.record("areas.yaml")["facts"] = [{"key": "companies", "value": 150, "year": 2014}]
    loaded.record("projects.yaml")["partners"] = ["agencija"]

    loaded.load()

    practice, place = Practice.objects.get(), Place.objects.get()
    assert last_line(capsys) == "Content: 0 new, 3 refreshed, 22 unchanged, 0 kept."
    assert (practice.title_sl, practice.slug_sl, practice.country.code) == ("Nova sl", "praksa-sl", "IT")
    assert [topic.slug for topic in practice.topics.all()] == ["zrak"]
    assert [(figure.value, figure.year) for figure in place.figures.all()] == [(150, 2014)]
    assert Project.objects.get(acronym="MER").participations.get().partner.external_id == "agencija"
    assert list(agreement.disagreements()) == []


def test_a_refreshed_record_can_be_refreshed_again(loaded, capsys):
    for topics, title in ((["energija", "voda"], "Druga"), (["zrak", "voda", "energija", "odpadki"], "Tretja")):
        loaded.record("practices.yaml").update(title=pair(title), topics=topics)
        loaded.load()

    practice = Practice.objects.get()
    assert kept(capsys) == []
    assert (practice.title_sl, practice.topics.count()) == ("Tretja sl", 4)


def test_a_changed_text_stays_while_the_rest_is_refreshed(loaded, capsys):
    practice = Practice.objects.get()
    practice.title_sl = "Kot hočejo uredniki"
    practice.save()
    loaded.record("practices.yaml").update(title=pair("Nova"), solution=pair("Nova rešitev"))

    loaded.load()

    practice.refresh_from_db()
    assert (practice.title_sl, practice.title_en, practice.solution_sl) == (
        "Kot hočejo uredniki",
        "Nova en",
        "Nova rešitev sl",
    )
    assert kept(capsys) == ["practices.yaml/praksa: title_sl was changed by staff"]


def test_a_changed_text_stays_at_every_later_load(loaded, capsys):
    Practice.objects.filter(external_id="praksa").update(title_sl="Kot hočejo uredniki")
    for title in ("Nova", "Še novejša"):
        loaded.record("practices.yaml")["title"] = pair(title)
        loaded.load()

    practice = Practice.objects.get()
    assert (practice.title_sl, practice.title_en) == ("Kot hočejo uredniki", "Še novejša en")


def test_changed_topics_stay(loaded, capsys):
    practice = Practice.objects.get()
    practice.set_topics([Topic.objects.get(slug="odpadki")])
    loaded.record("practices.yaml")["topics"] = ["zrak"]

    loaded.load()

    assert [topic.slug for topic in practice.topics.all()] == ["odpadki"]
    assert kept(capsys) == ["practices.yaml/praksa: topics was changed by staff"]


def test_changed_child_rows_stay(loaded, capsys):
    place, event = Place.objects.get(), Event.objects.get()
    place.figures.filter(indicator="companies").update(value=999)
    event.sessions.create(day="2013-12-04", title_sl="Dodal urednik")
    loaded.record("areas.yaml")["facts"][0]["value"] = 150
    loaded.record("events.yaml")["programme"][0]["en"] = "Tour"

    loaded.load()

    assert place.figures.get(indicator="companies").value == 999
    assert event.sessions.count() == 2
    assert kept(capsys) == [
        "areas.yaml/cona: rows:figures was changed by staff",
        "events.yaml/obisk: rows:sessions was changed by staff",
    ]


def test_changed_links_stay(loaded, capsys):
    Event.objects.get().places.clear()
    loaded.content["areas.yaml"].append(loaded.record("areas.yaml") | {"id": "druga"})
    loaded.record("events.yaml")["areas"] = ["druga"]

    loaded.load()

    assert Event.objects.get().places.count() == 0
    assert kept(capsys) == ["events.yaml/obisk: links:places was changed by staff"]


def test_a_withdrawn_entry_stays_withdrawn(loaded):
    Practice.objects.get().withdraw()
    loaded.record("practices.yaml")["title"] = pair("Nova")

    loaded.load()

    practice = Practice.objects.get()
    assert (practice.status, practice.title_sl) == ("withdrawn", "Nova sl")
    assert list(agreement.disagreements()) == []


@pytest.mark.parametrize("changed", [False, True])
def test_an_entry_that_staff_deleted_does_not_come_back(loaded, capsys, changed):
    Practice.objects.get().delete()
    if changed:
        loaded.record("practices.yaml")["title"] = pair("Nova")

    loaded.load()

    assert Practice.objects.count() == 0
    assert kept(capsys) == (["practices.yaml/praksa: removed by staff"] if changed else [])


def test_a_record_may_point_at_an_entry_that_staff_deleted(loaded, capsys):
    Place.objects.get().delete()
    loaded.content["practices.yaml"].append(loaded.record("practices.yaml") | {"id": "druga", "title": pair("Druga")})

    loaded.load()

    assert Practice.objects.get(external_id="druga").place is None


def test_a_record_may_have_a_topic_that_staff_deleted(loaded, capsys):
    Topic.objects.get(slug="voda").delete()
    loaded.record("practices.yaml")["topics"] = ["zrak", "voda"]
    loaded.content["practices.yaml"].append(loaded.record("practices.yaml") | {"id": "druga", "title": pair("Druga")})

    loaded.load()

    assert [topic.slug for topic in Practice.objects.get(external_id="druga").topics.all()] == ["zrak"]


def test_a_project_may_have_a_partner_that_staff_deleted(loaded, capsys):
    Partner.objects.get(external_id="agencija").delete()
    loaded.record("projects.yaml")["partners"] = ["agencija", "zavod"]

    loaded.load()

    assert [row.partner.external_id for row in Project.objects.get(acronym="MER").participations.all()] == ["zavod"]


def test_a_fault_in_a_changed_file_leaves_the_portal_as_it_was(loaded):
    rows, version = written(), CatalogueState.objects.get(pk=1).version
    loaded.record("practices.yaml").update(title=pair("Nova"))
    loaded.record("events.yaml")["start"] = "letos"

    with pytest.raises(CommandError):
        loaded.load()

    assert (written(), CatalogueState.objects.get(pk=1).version, Practice.objects.get().title_sl) == (
        rows,
        version,
        "Praksa sl",
    )


def test_an_error_in_the_middle_of_a_second_load_leaves_all_as_it_was(loaded, monkeypatch):
    monkeypatch.setattr(Event, "save", refuse)
    loaded.record("practices.yaml")["title"] = pair("Nova")
    loaded.record("events.yaml")["title"] = pair("Nov")

    with pytest.raises(RuntimeError):
        loaded.load()

    assert Practice.objects.get().title_sl == "Praksa sl"
    assert list(agreement.disagreements()) == []


def test_an_address_that_staff_changed_stays_and_the_old_one_leads_on(loaded, client):
    practice = Practice.objects.get()
    before = practice.get_absolute_url()
    practice.slug_sl = "kot-hocejo-uredniki"
    practice.save()
    loaded.record("practices.yaml").update(title=pair("Nova"))

    loaded.load()

    practice.refresh_from_db()
    answer = client.get(before)
    assert (practice.slug_sl, practice.title_sl) == ("kot-hocejo-uredniki", "Nova sl")
    assert (answer.status_code, answer["Location"]) == (301, practice.get_absolute_url())
