"""A network of entries that name each other: their cards follow whatever happens to one of them."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from catalogue.models import Card, CardText, Facet, FacetCount
from library.models import Book, Chapter, Practice, Publication
from partners.models import Partner, Place, Post
from plans.models import ActionPlan, Commitment
from projects.models import Project
from tests.catalogue.test_filing import card_of, disagreements, execute, facets_of, form_data
from tests.factories import make
from tests.standing import standing
from tools.models import Tool
from workshops.models import Event

pytestmark = pytest.mark.django_db

ONLY_ON_SQLITE = {"sqlite": ["INSERT INTO catalogue_terms (rowid, a, b, d, f) VALUES (987654, 'x', 'x', 'x', 'x')"]}
SPOIL_TERMS = {
    "sqlite": "UPDATE catalogue_terms SET a = 'nekaj drugega'",
    "postgresql": "UPDATE catalogue_card SET terms = '''nekaj'':1A'::tsvector",
}
DROP_TERMS = {
    "sqlite": "DELETE FROM catalogue_terms",
    "postgresql": "UPDATE catalogue_card SET terms = NULL",
}


def make_network():
    """One of everything, tied together in every way the models allow; all cards are right."""
    place = make(Place, title_sl="Cona Sever", town="Koper", country="SI", latitude=45.5, longitude=13.7)
    partner = make(Partner, title_sl="Zavod Modrin", title_en="Modrin Institute", city="Nica", country="FR")
    project = make(Project, acronym="MER")
    book = make(Book, project=project, year=2015)
    practice = make(Practice, solution_sl="Rešitev.", place=place, organisation=partner, project=project)
    tied_practice = make(Practice)
    others = [
        make(Chapter, book=book, place=place),
        make(Post, partner=partner),
        make(Publication, project=project),
        make(Event, host=partner, project=project, start="2014-05"),
        make(Tool, project=project, guideline=book),
        make(ActionPlan, project=project, place=place, guideline=book),
        make(Commitment, project=project, place=place, guideline=book),
        make(Place, part_of=place),
        make(Project, acronym="INNO"),
    ]
    project.participations.create(partner=partner, role="lead")
    for entry, role in ((place, "pilot"), (practice, "case"), (tied_practice, "case")):
        entry.ties.create(project=project, role=role)
    for entry in (place, partner, project, practice, tied_practice):
        entry.file_card()
    entries = [place, partner, project, book, practice, tied_practice, *others]
    return SimpleNamespace(place=place, partner=partner, project=project, book=book, practice=practice, entries=entries)


@pytest.fixture(scope="module")
def standing_network(django_db_setup, django_db_blocker):
    with standing(django_db_blocker, make_network) as network:
        yield network


@pytest.fixture
def network(standing_network, db):
    """Made once for all tests; each has its own instances and its own transaction."""
    return deepcopy(standing_network)


def rename(entry):
    entry.title_sl, entry.title_en = "Novo ime", "New name"
    entry.save()


def move(entry):
    elsewhere = {"town": "Ptuj", "city": "Ptuj", "country": "AT", "latitude": 47.0, "longitude": 16.0, "year": 1999}
    for name in elsewhere.keys() & {field.name for field in entry._meta.get_fields()}:
        setattr(entry, name, elsewhere[name])
    entry.save()


ACTIONS = {
    "withdrawn": lambda entry: entry.withdraw(),
    "withdrawn and published again": lambda entry: entry.withdraw() and entry.publish(),
    "renamed": rename,
    "moved": move,
    "deleted": lambda entry: entry.delete(),
    "deleted in a list": lambda entry: type(entry).objects.filter(pk=entry.pk).delete(),
}


def test_a_network_of_entries_agrees_with_its_cards(network):
    assert disagreements() == []
    assert Card.objects.count() == len(network.entries)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", ["place", "partner", "project", "book", "practice"])
def test_the_cards_of_those_that_point_at_an_entry_follow_it(network, name, action):
    entry = getattr(network, name)

    ACTIONS[action](entry)

    assert disagreements() == []


def test_the_name_of_a_withdrawn_partner_leaves_all_cards(network):
    network.partner.withdraw()

    carriers = [card for card in Card.objects.all() if "Modrin" in f"{card.title_sl} {card.by_sl} {card.by_en}"]

    assert carriers == []


def test_a_renamed_acronym_is_followed(network):
    network.project.acronym = "MERA"
    network.project.save()

    assert card_of(network.project).title_sl.startswith("MERA – ")
    assert disagreements() == []


def test_the_chapters_of_a_book_follow_it_to_another_project(network):
    network.book.project = Project.objects.get(acronym="INNO")
    network.book.save()

    [chapter] = network.book.chapters.all()

    assert facets_of(chapter, Facet.PROJECT) == {str(network.book.project.pk)}
    assert disagreements() == []


def test_a_partner_that_joins_a_project_is_found_by_it(network):
    partner = make(Partner)

    network.project.participations.create(partner=partner, role="partner")
    network.project.save()

    assert facets_of(partner, Facet.PROJECT) == {str(network.project.pk)}
    assert disagreements() == []


def test_a_partner_that_leaves_a_project_is_no_longer_found_by_it(network):
    network.project.participations.all().delete()
    network.project.save()

    assert facets_of(network.partner, Facet.PROJECT) == set()
    assert disagreements() == []


def test_a_partner_added_to_a_project_in_the_admin_is_found_by_it(client, admin, network):
    partner = make(Partner)
    client.force_login(admin)
    address = reverse("admin:projects_project_change", args=[network.project.pk])
    data = form_data(client.get(address))
    count = int(data["participations-TOTAL_FORMS"])

    data |= {
        "participations-TOTAL_FORMS": str(count + 1),
        f"participations-{count}-partner": str(partner.pk),
        f"participations-{count}-role": "partner",
        f"participations-{count}-project": str(network.project.pk),
    }
    response = client.post(address, data)

    assert response.status_code == 302
    assert network.project.participations.count() == 2
    assert facets_of(partner, Facet.PROJECT) == {str(network.project.pk)}


# --- Throwing all cards away ---


def corrupt_cards():
    Card.objects.update(title_sl="Narobe", summary_en="Wrong", score=0, country="XX", address_sl="/sl/nikamor/")


def corrupt_facets():
    Card.objects.update(facets="topic:izmisljeno")


def corrupt_numbers():
    FacetCount.objects.update(number=7)


def corrupt_texts():
    CardText.objects.update(text="nekaj drugega")


def make_orphans():
    card = Card.objects.first()
    card.pk, card.object_id = None, 10**9
    card.save()
    make(Practice)
    Practice.objects.filter(pk=Practice.objects.latest("pk").pk).update(status="draft")


def make_orphaned_terms():
    for statement in ONLY_ON_SQLITE.get(connection.vendor, []):
        execute(statement)
    Card.objects.first().delete()


SPOILERS = {
    "all cards deleted": lambda: Card.objects.all().delete(),
    "cards corrupted": corrupt_cards,
    "facets corrupted": corrupt_facets,
    "numbers corrupted": corrupt_numbers,
    "texts corrupted": corrupt_texts,
    "terms corrupted": lambda: execute(SPOIL_TERMS[connection.vendor]),
    "terms deleted": lambda: execute(DROP_TERMS[connection.vendor]),
    "cards without an entry": make_orphans,
    "terms without a card": make_orphaned_terms,
}


@pytest.mark.parametrize("spoiler", SPOILERS)
def test_rebuild_catalogue_says_what_disagrees_and_puts_it_right(network, capsys, spoiler):
    count = Card.objects.count()
    SPOILERS[spoiler]()
    spoiled = disagreements()

    with pytest.raises(CommandError) as refusal:
        call_command("rebuild_catalogue", "--check")
    untouched = disagreements()
    call_command("rebuild_catalogue")

    assert (len(spoiled) > 0, str(refusal.value).splitlines(), untouched) == (True, spoiled, spoiled)
    assert (disagreements(), Card.objects.count()) == ([], count)


def test_rebuild_catalogue_is_content_when_all_agrees(network, capsys):
    call_command("rebuild_catalogue", "--check")

    assert capsys.readouterr().out == "Cards and entries agree.\n"
