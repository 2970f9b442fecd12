"""The content that is shipped, loaded once for all of these."""

import html
import re
import shutil
from functools import cache
from importlib import import_module

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from catalogue.filing import agreement
from catalogue.models import Card, CatalogueState, LoadedRecord, Page, Topic
from catalogue.templatetags.portal import host
from library.models import Book, Chapter, Practice, Publication, Term
from mer_portal.management.commands.load_content import ROOMS
from partners.models import Partner, Place
from plans.models import ActionPlan, Commitment
from projects.models import Programme, Project
from tests.catalogue.loading.folder import histories, last_line, written
from tests.factories import MODELS
from tests.standing import standing
from tools.models import Tool
from workshops.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """What a first start writes; each test works in a transaction within this one."""
    with standing(django_db_blocker, lambda: call_command("load_content", verbosity=0)):
        yield


@pytest.fixture
def portal(shipped, db):
    """Asked for after the load, so that the test's own transaction lies within it."""


@pytest.fixture(scope="module")
def read(shipped):
    """(status, HTML, what is shown) of an address, asked for once: the tests of pages change nothing."""

    @cache
    def answer(address):
        response = Client().get(address)
        return response.status_code, response.content.decode(), (response.context or {}).get("page")

    return answer


def records(file, section=None):
    return parsed(file)[section] if section else parsed(file)


@cache
def parsed(file):
    return yaml.safe_load((settings.CONTENT_DIR / file).read_text(encoding="utf-8"))


def own_chapters():
    """Parts and chapters of the portal's own handbook."""
    parts = records("handbook/index.yaml", "parts")
    return parts + [chapter for part in parts for chapter in part["chapters"]]


def test_every_shipped_record_is_on_the_portal(portal):
    commitments = [record for record in records("plans.yaml") if record["kind"] in Commitment.Type.values]
    expected = {
        Topic: len(records("vocabulary.yaml", "topics")),
        Term: len(records("vocabulary.yaml", "glossary")),
        Page: len(records("pages.yaml")),
        Programme: len(records("programmes.yaml")),
        Partner: len(records("organisations.yaml")),
        Place: len(records("areas.yaml")),
        Project: len(records("projects.yaml")),
        Practice: len(records("practices.yaml")),
        Book: len(records("guidelines.yaml")) + len(records("handbook/index.yaml", "book")),
        Chapter: sum(len(book["sections"]) for book in records("guidelines.yaml")) + len(own_chapters()),
        Publication: len(records("publications.yaml")),
        Event: len(records("events.yaml")),
        Tool: len(records("tools.yaml")),
        Commitment: len(commitments),
        ActionPlan: len(records("plans.yaml")) - len(commitments),
    }

    assert {model: model.objects.count() for model in expected} == expected
    assert Card.objects.live().count() == sum(model.objects.count() for model in MODELS)


def test_every_shipped_record_is_remembered_once(portal):
    second_looks = sum(bool(record.get("capitalises")) for record in records("projects.yaml"))
    second_looks += len(records("areas.yaml"))

    rows = sum(model.objects.count() for model in [*MODELS, Topic, Page, Programme] if model.__name__ != "Post")

    assert LoadedRecord.objects.count() == rows + second_looks


def test_all_cards_of_the_shipped_content_agree(portal):
    assert list(agreement.disagreements()) == []


def test_all_participations_of_the_shipped_projects_are_kept(portal):
    expected = {record["acronym"]: set(record.get("partners") or []) for record in records("projects.yaml")}

    found = {
        project.acronym: set(project.participations.values_list("partner__external_id", flat=True))
        for project in Project.objects.all()
    }

    assert found == expected


def test_a_second_load_of_the_shipped_content_changes_nothing(portal, capsys):
    version, rows, history = CatalogueState.objects.get(pk=1).version, written(), histories()

    call_command("load_content")

    assert last_line(capsys) == f"Content: 0 new, 0 refreshed, {LoadedRecord.objects.count()} unchanged, 0 kept."
    assert (CatalogueState.objects.get(pk=1).version, written(), histories()) == (version, rows, history)


def test_the_shipped_content_loads_from_any_folder(portal, capsys, tmp_path):
    copy = shutil.copytree(settings.CONTENT_DIR, tmp_path / "drugje")
    file = copy / "practices.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Ponterosso: konzorcij", "Ponterosso: sosvet"))

    call_command("load_content", copy)

    total = LoadedRecord.objects.count()
    assert last_line(capsys) == f"Content: 0 new, 1 refreshed, {total - 1} unchanged, 0 kept."
    assert Practice.objects.get(external_id="ponterosso-eip").title_sl.startswith("Ponterosso: sosvet")


def test_every_recipe_of_a_room_has_a_name_of_its_own():
    names = [recipe.name for room in ROOMS for recipe in import_module(f"{room}.content").RECIPES]

    assert len(names) == len(set(names))


def header_of(page):
    start = page.index('class="entry-head"')
    return page[start : page.index("</header>", start)]


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("model", [model for model in MODELS if model.__name__ != "Post"])
def test_every_shipped_entry_says_where_it_is_from_and_how_sure_it_is(read, portal, model, language):
    file = {Practice: "practices.yaml", Place: "areas.yaml"}.get(model)
    related = {record["id"] for record in (records(file) if file else []) if "related" in record["relation"]}

    wrong, labelled = [], set()
    with translation.override(language):
        for entry in model.objects.all():
            status, found, _shown = read(entry.get_absolute_url())
            page = html.unescape(found)
            sure = entry.get_confidence_display().lower()
            said = not entry.source or (page.count(host(entry.source)) and page.count(sure))
            if status != 200 or not said:
                wrong.append(entry.external_id)
            if header_of(page).count('class="badge badge-related"'):
                labelled.add(entry.external_id)

    assert wrong == []
    assert (labelled, bool(labelled)) == (related, bool(file))


def test_only_the_portals_own_texts_have_no_source(portal):
    without = {entry.external_id for model in MODELS for entry in model.objects.filter(source="")}

    assert without == {"from-diagnosis", *(record["id"] for record in own_chapters())}


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_link_of_the_handbook_leads_to_a_page_and_every_work_is_listed(read, portal, language):
    wrong = []
    with translation.override(language):
        for chapter in Chapter.objects.filter(external_id__startswith="from-diagnosis", role="chapter"):
            _status, _found, page = read(chapter.get_absolute_url())
            text, ids = page.html + page.works, set(re.findall(r' id="([^"]+)"', page.html + page.works))
            wrong += [(chapter.number, name) for name in re.findall(r'href="#([^"]+)"', text) if name not in ids]
            wrong += [(chapter.number, "language")] * bool(page.language)
            wrong += [(chapter.number, words) for words in re.findall(r"\[@?[^\]]*\]|\]\(", page.html)]

    assert wrong == []


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_shipped_pages_of_staff_are_there(client, portal, language):
    with translation.override(language):
        codes = {page.key: client.get(reverse("page", args=[page.key])).status_code for page in Page.objects.all()}

    assert codes.keys() >= {"about", "accessibility", "privacy"}
    assert set(codes.values()) == {200}
