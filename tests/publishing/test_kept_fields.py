"""Fields that the portal keeps for an entry are no part of its versions: what happens to them changes no version."""

from dataclasses import replace

import pytest

from catalogue.models import Kind
from library.models import Publication
from publishing import clashes, versions
from publishing.checking import completeness
from publishing.comparison import compared
from publishing.models import Version
from publishing.snapshot import drawn, put, taken, ties
from publishing.states import State
from publishing.translations import text_keys
from publishing.writing import WRITINGS, writing_of
from workshops.models import Event

pytestmark = pytest.mark.django_db
CONTENT = {"title_sl": "Vodnik", "summary_sl": "O toploti.", "type": "report", "topics": ["energija"]}
KEPT = {"year", "abstract", "abstract_sl", "abstract_en"}
LIVE = {"year": 2026, "abstract_sl": "Kako je zdaj."}


@pytest.fixture
def entry(monkeypatch, written):
    """A public publication whose year and abstract are kept by the portal."""
    kept = replace(writing_of("publication"), kept=("year", "abstract"))
    monkeypatch.setitem(WRITINGS, Kind.PUBLICATION, kept)
    written(State.PUBLISHED, kind="publication", content=CONTENT)
    found = Publication.objects.get()
    for name, value in LIVE.items():
        setattr(found, name, value)
    found.save()
    return found


def values(entry):
    return {name: getattr(entry, name) for name in LIVE}


def test_they_are_in_no_version(entry):
    dossier = versions.dossier_of(entry)

    versions.catch_up(dossier)

    assert dossier.versions.count() == 1
    assert not KEPT & {*taken(entry), *Version.objects.get().content}
    assert "abstract" not in text_keys("publication", taken(entry))
    assert compared("publication", taken(entry), taken(entry) | {"year": 1999, "abstract_sl": "Prej."}).is_empty


def test_they_are_no_gap_of_a_version(entry, monkeypatch):
    monkeypatch.setattr(Publication, "wanted", ("title", "year", "abstract"))

    assert completeness("publication", {"title_sl": "Vodnik", "summary_sl": "O.", "type": "report"}) == (100, [])


def test_they_are_written_by_no_version_and_shown_as_they_stand(entry):
    old = taken(entry) | {"title_sl": "Nov vodnik", "year": 1999, "abstract_sl": "Prej."}

    shown = drawn(old, writing_of("publication"), entry)
    put(old, entry)

    assert (shown.title_sl, values(shown)) == ("Nov vodnik", LIVE)
    entry.refresh_from_db()
    assert (entry.title_sl, values(entry)) == ("Nov vodnik", LIVE)


def test_they_never_clash(people, entry):
    draft = versions.open_version(versions.dossier_of(entry), by=people.editor)
    draft.content["title_sl"] = "Naslov avtorja"
    draft.save()
    entry.title_sl, entry.year, entry.abstract_sl = "Naslov uprave", 2027, "Spet drugače."
    entry.save()
    versions.catch_up(versions.dossier_of(entry))

    found = clashes.found_for(Version.objects.get(pk=draft.pk))

    assert (found.names, found.brought().is_empty) == (["title_sl"], True)


def test_ties_to_other_entries_may_be_kept_too(monkeypatch):
    monkeypatch.setitem(WRITINGS, Kind.EVENT, replace(writing_of("event"), kept=("practices",)))

    assert [tie.name for tie in ties(Event)] == ["places"]
