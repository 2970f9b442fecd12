"""Cards and entries agree after every action of the portal: the one promise the whole catalogue rests on."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from catalogue import analysis
from catalogue.filing import agreement, filing
from catalogue.filing.cards import labels_of, pairs
from catalogue.models import Card, CardText, CatalogueState, Facet, FacetCount, TaggedTopic, Topic
from library.models import Book, Chapter, Practice, Publication, Term
from partners.models import Partner, Place, Post
from plans.models import ActionPlan, Commitment
from projects.models import Project
from tests.factories import MODELS, make, make_topic
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


def disagreements():
    return list(agreement.disagreements())


def card_of(entry):
    return entry.cards.get()


def facets_of(entry, facet):
    return {value for name, value in pairs(card_of(entry).facets) if name == facet}


def version():
    return CatalogueState.objects.get(pk=1).version


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def network():
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


# --- What one entry does ---


@pytest.mark.parametrize("model", MODELS)
def test_a_published_entry_has_one_card_and_a_draft_has_none(model):
    shown, _draft = make(model), make(model, published=False)

    cards = Card.objects.filter(kind=model.kind)

    assert [card.object_id for card in cards] == [shown.pk]
    assert disagreements() == []


@pytest.mark.parametrize("model", MODELS)
def test_a_withdrawn_entry_loses_its_card(model):
    entry = make(model)

    entry.withdraw()

    assert Card.objects.filter(kind=model.kind).count() == 0
    assert disagreements() == []


@pytest.mark.parametrize("model", MODELS)
def test_a_changed_title_stands_on_the_card(model):
    entry = make(model)

    entry.title_sl = "Povsem drugo ime"
    entry.save()

    assert card_of(entry).title_sl == entry.card_title("sl")
    assert disagreements() == []


@pytest.mark.parametrize("model", MODELS)
def test_a_deleted_entry_leaves_nothing(model):
    entry = make(model)

    entry.delete()

    assert Card.objects.filter(kind=model.kind).count() == 0
    assert disagreements() == []


@pytest.mark.parametrize("model", MODELS)
def test_deleting_many_entries_leaves_nothing(model):
    first, second = make(model), make(model)

    deleted, _by_model = model.objects.filter(pk__in=[first.pk, second.pk]).delete()

    assert deleted >= 2
    assert Card.objects.filter(kind=model.kind).count() == 0
    assert disagreements() == []


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("model", MODELS)
def test_the_card_is_the_same_in_whatever_language_it_was_saved(model, language):
    with translation.override(language):
        entry = make(model)
        entry.summary_sl, entry.summary_en = "Povzetek", "Summary"
        entry.save()

    card = card_of(entry)

    assert (card.summary_sl, card.summary_en) == ("Povzetek", "Summary")
    assert (card.address_sl[:4], card.address_en[:4]) == ("/sl/", "/en/")
    assert disagreements() == []


def test_an_entry_published_in_one_language_is_filed_in_the_other_when_that_is_added():
    practice = make(Practice, title_sl="Samo slovensko")
    alone = facets_of(practice, Facet.LANGUAGE)

    practice.title_en = "Now in English"
    practice.save()

    assert (alone, facets_of(practice, Facet.LANGUAGE)) == ({"sl"}, {"sl", "en"})
    assert (card_of(practice).title_sl, card_of(practice).title_en) == ("Samo slovensko", "Now in English")
    assert disagreements() == []


def test_publishing_twice_changes_nothing():
    practice = make(Practice, published=False)

    first, stamp, before = practice.publish(), practice.published_at, version()
    second = practice.publish()

    assert (first, second) == (True, False)
    assert (practice.published_at, version()) == (stamp, before)
    assert Card.objects.count() == 1


def test_withdrawing_twice_changes_nothing():
    practice = make(Practice)

    first, before = practice.withdraw(), version()
    second = practice.withdraw()

    assert (first, second) == (True, False)
    assert (practice.status, version()) == ("withdrawn", before)


def test_a_draft_cannot_be_withdrawn():
    practice = make(Practice, published=False)

    changed = practice.withdraw()

    assert (changed, practice.status) == (False, "draft")


def test_an_entry_published_again_keeps_its_date():
    practice = make(Practice)
    stamp = practice.published_at
    practice.withdraw()

    practice.publish()

    assert practice.published_at == stamp
    assert disagreements() == []


# --- Topics ---


def test_topics_narrow_and_follow_their_entry():
    water, energy = make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")
    practice = make(Practice, topics=[water])

    practice.set_topics([energy], touched=[water])

    assert facets_of(practice, Facet.TOPIC) == {"voda", "energija"}
    assert disagreements() == []


def test_a_topic_that_was_touched_can_become_a_main_one():
    water, energy = make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")
    practice = make(Practice)
    practice.set_topics([water], touched=[energy])

    practice.set_topics([energy], touched=[water])

    assert dict(TaggedTopic.objects.values_list("tag__slug", "main")) == {"energija": True, "voda": False}


def test_a_renamed_topic_is_found_by_its_new_name():
    topic = make_topic("voda", "Voda", "Water")
    practice = make(Practice, topics=[topic])

    topic.name_sl = "Podtalnica"
    topic.save()

    assert labels_of(*filing.for_filing(Practice, [practice.pk]))[-2:] == ["Podtalnica", "Water"]
    assert disagreements() == []


def test_a_topic_with_a_new_key_narrows_under_it():
    topic = make_topic("voda", "Voda", "Water")
    practice = make(Practice, topics=[topic])

    topic.slug = "vode"
    topic.save()

    assert facets_of(practice, Facet.TOPIC) == {"vode"}
    assert disagreements() == []


def test_a_deleted_topic_leaves_the_cards():
    topic = make_topic("voda", "Voda", "Water")
    practice = make(Practice, topics=[topic])

    topic.delete()

    assert facets_of(practice, Facet.TOPIC) == set()
    assert disagreements() == []


def test_topics_deleted_together_leave_the_cards():
    topics = [make_topic("voda", "Voda", "Water"), make_topic("energija", "Energija", "Energy")]
    practice = make(Practice, topics=topics)

    Topic.objects.filter(slug__in=["voda", "energija"]).delete()

    assert facets_of(practice, Facet.TOPIC) == set()
    assert disagreements() == []


def test_an_entry_may_have_a_topic_with_the_longest_key():
    topic = make_topic("v" * 100, "Voda", "Water")

    practice = make(Practice, topics=[topic])

    assert facets_of(practice, Facet.TOPIC) == {"v" * 100}


@pytest.mark.parametrize("languages", [",", " , ", "slovenščina", "sl, en, it, fr, de", "sl,"])
def test_whatever_is_typed_as_the_languages_of_a_work_can_be_filed(languages):
    make(Publication, languages=languages)

    assert disagreements() == []


def test_the_longest_texts_can_be_filed():
    entry = make(Practice, title_sl="š" * 200, title_en="ž" * 200, summary_sl="č" * 400, location="Ž" * 200)

    assert card_of(entry).title_sl == "š" * 200
    assert disagreements() == []


def test_an_entry_longer_than_the_index_can_be_filed():
    make(Practice, solution_sl=" ".join(f"beseda{n}" for n in range(30_000)))

    assert disagreements() == []


# --- What others say of an entry ---


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


def form_data(response):
    """What the browser would send back from an admin page, unchanged."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = [(form, name) for form in forms for name in form.fields]
    pairs = {form.add_prefix(name): form[name].value() for form, name in fields}
    return {name: value for name, value in pairs.items() if value is not None and value is not False}


def test_the_admin_makes_no_topics_out_of_what_is_typed(client, admin):
    make_topic("voda", "Voda", "Water")
    term = make(Term)
    client.force_login(admin)
    address = reverse("admin:library_term_change", args=[term.pk])

    client.post(address, form_data(client.get(address)) | {"topics": "Nova beseda, Še ena"})

    assert list(Topic.objects.values_list("slug", flat=True)) == ["voda"]


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


# --- One transaction ---


def in_a_transaction_that_fails(step):
    with transaction.atomic():
        step()
        transaction.set_rollback(True)


def test_a_rollback_leaves_neither_entry_nor_card():
    in_a_transaction_that_fails(lambda: make(Practice))

    assert (Practice.objects.count(), Card.objects.count(), FacetCount.objects.filter(number__gt=0).count()) == (
        0,
        0,
        0,
    )
    assert disagreements() == []


def test_a_rollback_leaves_entry_and_card_as_they_were():
    practice = make(Practice, title_sl="Prej")

    practice.title_sl = "Potem"
    in_a_transaction_that_fails(practice.save)

    assert (Practice.objects.get().title_sl, Card.objects.get().title_sl) == ("Prej", "Prej")
    assert disagreements() == []


def test_an_entry_whose_card_cannot_be_written_is_not_saved(monkeypatch):
    def refuse(*args):
        raise RuntimeError

    monkeypatch.setattr(filing, "write_texts", refuse)

    with pytest.raises(RuntimeError):
        make(Practice)

    assert (Practice.objects.count(), Card.objects.count()) == (0, 0)


def test_a_deletion_that_fails_deletes_nothing(monkeypatch):
    practices = [make(Practice), make(Practice)]

    def refuse():
        raise RuntimeError

    monkeypatch.setattr(CatalogueState, "bump", refuse)
    with pytest.raises(RuntimeError):
        Practice.objects.all().delete()

    assert (Practice.objects.count(), Card.objects.count()) == (len(practices), len(practices))


# --- The version ---


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.withdraw(),
        lambda entry: entry.delete(),
        lambda entry: entry.set_topics([]),
        lambda entry: Topic.objects.get().save(),
        lambda entry: Topic.objects.get().delete(),
        lambda entry: make(Post),
    ],
    ids=["save", "withdraw", "delete", "topics", "topic renamed", "topic deleted", "another one"],
)
def test_the_version_grows_with_every_change(change):
    practice = make(Practice, topics=[make_topic("voda", "Voda", "Water")])
    before = version()

    change(practice)

    assert version() > before


def test_the_version_stays_while_only_drafts_are_written():
    before = version()

    make(Practice, published=False).save()

    assert version() == before


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


def test_rebuild_catalogue_notes_the_analyzer_and_a_new_version(capsys):
    before = version()

    call_command("rebuild_catalogue")

    state = CatalogueState.objects.get()
    assert state.analyzer == analysis.signature()
    assert state.version > before
