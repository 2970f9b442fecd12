"""How an archive is made: it goes on where it was stopped, follows a catalogue that changes, can be a bag or a WARC."""

import json
from unittest.mock import patch

import bagit
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from catalogue.archive import asking, crawling
from catalogue.archive.checking import check
from catalogue.archive.refusals import Refused
from catalogue.models import CatalogueState
from library.models import Term
from mer_portal.sitemaps import PortalSitemap
from tests.catalogue.archive.making import Silent, archived, only
from tests.factories import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PLACES = ("/sl/pojmovnik/", "/en/glossary/")


@pytest.fixture(autouse=True)
def few_pages():
    """The glossary alone."""
    for number in range(3):
        make(Term, title_sl=f"Pojem {number}", title_en=f"Notion {number}")
    with only(*PLACES):
        yield


@pytest.fixture
def asked(monkeypatch):
    """Addresses that are asked for, in order; `stop_after` ends the process, as it were."""

    class Asked(list):
        stop_after = None

    found = Asked()

    def ask(address, frozen=None, row=None):
        if len(found) == found.stop_after:
            raise KeyboardInterrupt
        if "sitemap" not in address:
            found.append(address)
        return asking.ask(address, frozen, row)

    monkeypatch.setattr(crawling, "ask", ask)
    return found


def test_a_second_run_goes_on_where_the_first_was_stopped(tmp_path, asked):
    asked.stop_after = 9
    with pytest.raises(KeyboardInterrupt):
        archived(tmp_path)
    before = json.loads((tmp_path / "archive.json").read_text())
    first = list(asked)
    asked.clear()
    asked.stop_after = None

    state = archived(tmp_path)

    assert (before["complete"], state["complete"]) == (False, True)
    assert set(first) & set(asked) == set()
    assert check(tmp_path)[0] == []
    assert not (tmp_path / ".work").exists()


def test_a_line_that_was_cut_off_is_asked_for_again(tmp_path, asked):
    asked.stop_after = 9
    with pytest.raises(KeyboardInterrupt):
        archived(tmp_path)
    lines = tmp_path / ".work" / "journal.jsonl"
    lines.write_text(lines.read_text()[:-30])
    asked.stop_after = None

    assert archived(tmp_path)["complete"]
    assert check(tmp_path)[0] == []


def test_pages_of_an_earlier_state_are_asked_for_again(tmp_path, asked, monkeypatch):
    def ask_and_change(address, frozen=None, row=None):
        answer = ask(address, frozen, row)
        if len(asked) == 10:
            make(Term, title_sl="Med branjem", title_en="Meanwhile")
        return answer

    ask = crawling.ask
    monkeypatch.setattr(crawling, "ask", ask_and_change)

    state = archived(tmp_path)

    assert state["older"] == []
    assert (tmp_path / "en/glossary/meanwhile/index.html").is_file()
    assert "Meanwhile" in (tmp_path / "en/glossary/index.html").read_text()


def test_a_catalogue_that_never_keeps_still_is_told_of(tmp_path, asked, monkeypatch):
    def ask_and_change(address, frozen=None, row=None):
        CatalogueState.bump()
        return ask(address, frozen, row)

    ask = crawling.ask
    monkeypatch.setattr(crawling, "ask", ask_and_change)
    tell = Silent()

    state = archived(tmp_path, tell)

    assert len(state["older"]) > 5
    assert len(tell.said) == crawling.PASSES - 1
    assert check(tmp_path)[0] == []


def test_a_second_archive_in_the_same_folder_has_nothing_of_the_first(tmp_path):
    archived(tmp_path)
    Term.objects.get(title_sl="Pojem 1").delete()

    archived(tmp_path)

    assert not (tmp_path / "sl/pojmovnik/pojem-1").exists()
    assert check(tmp_path)[0] == []


def test_a_bag_is_valid_for_others_and_for_its_own_check(tmp_path):
    archived(tmp_path, bag=True)

    bag = bagit.Bag(str(tmp_path))
    bag.validate()
    assert bag.info["Source-Organization"] == settings.SITE_URL
    assert check(tmp_path)[0] == []


def test_a_warc_holds_the_answers_themselves_under_their_true_addresses(tmp_path):
    archived(tmp_path / "archive", warc=tmp_path / "portal.warc.gz")

    with (tmp_path / "portal.warc.gz").open("rb") as stream:
        records = {
            record.rec_headers["WARC-Target-URI"]: (
                record.http_headers.get_statuscode(),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        }
    status, page = records[settings.SITE_URL + "/en/glossary/"]
    assert (status, b"frozen copy" in page, b'rel="canonical"' in page) == ("200", False, True)


def test_without_its_library_a_warc_is_refused_with_a_sentence(tmp_path):
    with patch.dict("sys.modules", {"warcio.warcwriter": None}), pytest.raises(Refused, match="pip install warcio"):
        archived(tmp_path / "archive", warc=tmp_path / "portal.warc")


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(CommandError, match="holds something else"):
        call_command("archive", tmp_path, processes=1)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_archive_of_another_portal_is_left_alone(tmp_path, settings):
    archived(tmp_path)
    settings.SITE_URL = "https://other.example"

    with pytest.raises(Refused, match="an archive of"):
        archived(tmp_path)


def test_the_command_refuses_a_folder_whose_check_fails(tmp_path):
    with pytest.raises(CommandError, match="holds no archive"):
        call_command("archive", tmp_path, check=True)


def test_every_page_of_a_long_sitemap_is_followed(monkeypatch):
    monkeypatch.setattr(PortalSitemap, "limit", 4)

    found = {*crawling.of_sitemap()}

    assert {address for term in Term.objects.all() for address in term.addresses().values()} <= found
