"""A whole archive of a small portal: all that is public is in it, nothing else, and every way leads somewhere."""

import json
import shutil
from functools import partial

import pytest
from django.test.utils import override_settings
from django.urls import get_resolver, reverse
from django.utils import translation

from catalogue.archive import asking
from catalogue.archive.checking import check
from catalogue.archive.entries import entry_files
from catalogue.archive.registered import LEFT_OUT
from catalogue.archive.rows import InARow, in_rows
from catalogue.languages import LANGUAGES
from catalogue.models import Card, Harvested, Kind
from catalogue.oai import frozen, lists
from tests.catalogue.archive.making import DRAFT, PERSON, archived, make_entries
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(scope="module")
def archive(tmp_path_factory, django_db_setup, django_db_blocker):
    """(folder, state) of an archive that no test changes."""
    folder = tmp_path_factory.mktemp("archive") / "made"
    with standing(django_db_blocker, make_entries), override_settings(PAGE_SIZE=5):
        yield folder, archived(folder)


@pytest.fixture
def folder(archive):
    return archive[0]


def asked(address):
    """What the portal itself answers."""
    with override_settings(PAGE_SIZE=5):
        return asking.ask(address)


def file_of(address):
    return f"{address.strip('/')}/index.html"


def texts(folder):
    return {path: path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_amiss(folder):
    faults, seen = check(folder)

    assert faults == []
    assert (seen.queries, seen.pages > 100, seen.sums > 200) == (20, True, True)


def test_every_public_entry_has_a_page_in_each_language_and_a_file_for_machines(folder):
    for card in Card.objects.live():
        for code in LANGUAGES:
            page = (folder / file_of(getattr(card, f"address_{code}"))).read_text()
            assert getattr(card, f"title_{code}").partition(" – ")[2] in page or getattr(card, f"title_{code}") in page
        slug = card.address_sl.rstrip("/").rpartition("/")[2]
        told = json.loads((folder / f"api/v1/entries/{card.kind}/{slug}.json").read_text())
        assert told["id"] == f"{card.kind}:{card.object_id}"


def test_entries_for_programs_are_what_the_portal_answers(folder):
    found = entry_files()

    assert {address: (folder / file).read_bytes() for address, file in found.items()} == {
        address: asked(address).body for address in found
    }


def test_pages_in_a_row_are_those_that_are_asked_for_alone(archive):
    pages = [page for pair in Card.objects.live().values_list("address_sl", "address_en") for page in pair]
    rows = [(addresses, InARow(addresses)) for addresses in in_rows(sorted(pages))]

    assert max(len(addresses) for addresses, _row in rows) > 3
    assert [
        page for addresses, row in rows for page in addresses if asking.ask(page, row=row).body != asking.ask(page).body
    ] == []


def test_records_of_harvesters_are_in_it_in_parts_that_name_the_next(folder):
    first = (folder / "oai/records-oai_dc-1.xml").read_text()

    assert (folder / "oai/identify.xml").read_text().count("<Identify>") == 1
    assert {f"oai/{name}.xml" for name in ("formats", "sets-1", "records-oai_datacite-1")} <= {
        path.relative_to(folder).as_posix() for path in folder.glob("oai/*")
    }
    assert first.count("<record>") == Harvested.objects.stamped().count() > 20
    assert "resumptionToken" not in first


def test_parts_of_records_follow_each_other(archive, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 7)
    found = {name: content.decode() for name, content in frozen.files()}
    parts = [name for name in found if name.startswith("oai/records-oai_dc-")]

    assert len(parts) > 2
    for name, following in zip(parts, [*parts[1:], ""], strict=True):
        assert f">{following.removeprefix('oai/')}</resumptionToken>" in found[name] or not following
    assert sum(found[name].count("<record>") for name in parts) == Harvested.objects.stamped().count()


def test_nothing_that_is_not_public_is_in_it(folder):
    hidden = (DRAFT, "Hidden draft", PERSON, "skrivna@example.org", "csrfmiddlewaretoken")

    assert [(path, word) for path, text in texts(folder).items() for word in hidden if word in text] == []


def test_every_list_is_in_it_with_all_its_pages(folder):
    for code in LANGUAGES:
        with translation.override(code):
            lists = [file_of(reverse(kind.list_name)) for kind in Kind]
            catalogue = folder / file_of(reverse("catalogue"))
        assert [name for name in lists if not (folder / name).is_file()] == []
        pages = -(-Card.objects.live().count() // 5)
        further = list(catalogue.parent.glob("page-*.html"))
        assert len(further) == pages - 1
        assert {"index.html#filters" in page.read_text() for page in further} == {True}
        assert 'id="filters"' in catalogue.read_text()


def test_the_notice_of_what_is_gone_stays(folder):
    notice = (folder / "sl/dobre-prakse/umaknjena-praksa/index.html").read_text()

    assert "Ta stran je bila umaknjena" in notice
    assert "Umaknjena praksa" not in notice


def test_a_page_says_that_it_is_frozen_and_leaves_out_what_cannot_live(folder):
    page = (folder / "en/index.html").read_text()

    assert "This is a frozen copy of the portal" in page
    assert [word for word in ("Sign in", "Data for machines", "htmx", "data-suggest", "preload") if word in page] == []


def test_a_topic_leads_to_the_search(folder):
    [page] = folder.glob("en/good-practices/cleaning*/index.html")

    assert 'href="../../search.html?topic=zelene-strehe"' in page.read_text()


def test_a_feed_leads_to_files(folder):
    feed = (folder / "en/feeds/index.xml").read_text()

    assert 'href="../' in feed


def remove_page(folder):
    (folder / "en/map/index.html").unlink()


def change(name, before, after, folder):
    path = folder / name
    path.write_text(path.read_text().replace(before, after, 1))


def add_file(folder):
    (folder / "en/other.html").write_text("<p>")


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (remove_page, "leads to no file"),
        (add_file, "en/other.html is in no list of sums"),
        (partial(change, "en/index.html", "frozen copy", "fresh copy"), "en/index.html is not what was written"),
        (partial(change, "en/index.html", "<main", '<a href="/en/">x</a><main'), "is an absolute path"),
        (
            partial(change, "en/index.html", "<main", '<img src="https://x.example/a.png"><main'),
            "is asked of another host",
        ),
        (partial(change, "en/index.html", "<main", '<a href="#nowhere">x</a><main'), "has no #nowhere"),
        (partial(change, "search/d0.js", "index.html", "other.html"), "the search leads to no page"),
    ],
)
def test_a_fault_is_named(folder, tmp_path, damage, fault):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    damage(copy)

    faults, _seen = check(copy)

    assert any(fault in text for text in faults)


def test_a_folder_without_an_archive_is_a_fault(tmp_path):
    assert check(tmp_path)[0] == [f"{tmp_path} holds no archive."]


def test_what_is_left_out_is_an_address_of_the_portal():
    def names(resolver, space=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}"

    assert LEFT_OUT - set(names(get_resolver())) == set()
