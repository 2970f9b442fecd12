"""Cards and entries agree after every action of the portal: the one promise the whole catalogue rests on."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from catalogue import analysis
from catalogue.filing import agreement, filing, sheaves
from catalogue.filing.cards import labels_of, pairs
from catalogue.models import Card, CatalogueState, Facet, FacetCount, TaggedTopic, Topic
from library.models import Practice, Publication, Term
from partners.models import Post
from tests.factories import MODELS, make, make_topic

pytestmark = pytest.mark.django_db


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

    monkeypatch.setattr(sheaves, "write_texts", refuse)

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


def test_rebuild_catalogue_notes_the_analyzer_and_a_new_version(capsys):
    before = version()

    call_command("rebuild_catalogue")

    state = CatalogueState.objects.get()
    assert state.analyzer == analysis.signature()
    assert state.version > before
