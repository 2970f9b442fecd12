"""The thesaurus: what a query names, in either language and any inflection, and what stands around a topic."""

from io import StringIO
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue import analysis, thesaurus
from catalogue.filing import filing
from catalogue.models import BroaderTopic, CatalogueState, Topic, TopicKey, TopicLabel
from catalogue.models.thesaurus import above
from library.models import Practice
from tests.factories import make, make_topic
from tests.house.sending import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def brownfields():
    return make_topic("brownfields", "Degradirana območja", "Brownfields")


@pytest.fixture
def family():
    """Environment above water and air; water above drinking water."""
    environment = make_topic("environment", "Okolje", "Environment")
    water, air = make_topic("water", "Voda", "Water"), make_topic("air", "Zrak", "Air")
    drinking = make_topic("drinking", "Pitna voda", "Drinking water")
    water.set_broader([environment])
    air.set_broader([environment])
    drinking.set_broader([water])
    return {topic.slug: topic for topic in (environment, water, air, drinking)}


def named(text, **options):
    """[(start, stop, slugs named, slugs below)] of a query."""
    return [
        (
            naming.start,
            naming.stop,
            [topic.slug for topic in naming.topics if topic.named],
            [topic.slug for topic in naming.topics if not topic.named],
        )
        for naming in thesaurus.named_topics(analysis.query_terms(text), **options)
    ]


def keys_of(topic):
    return set(topic.keys.values_list("language", "key"))


def label(topic, language, text, **fields):
    return TopicLabel.objects.create(topic=topic, language=language, text=text, **fields)


# --- What a query names ---


@pytest.mark.parametrize(
    "typed",
    [
        "Degradirana območja",
        "degradiranih območij",
        "degradiranih obmocij",
        "DEGRADIRANIM OBMOČJEM",
        "degradirana obmocja",
        "brownfields",
        "Brownfields",
    ],
)
def test_a_query_names_a_topic_in_either_language_however_it_is_written(brownfields, typed):
    words = analysis.query_terms(typed)

    assert named(typed) == [(0, len(words), ["brownfields"], [])]


@pytest.mark.parametrize("typed", ["območja", "degradirana", "degradirana polja", "obnova", ""])
def test_a_part_of_a_label_names_nothing(brownfields, typed):
    assert named(typed) == []


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("sl", "Razvrednotena območja", "razvrednotenih obmocij"),
        ("en", "Brownfield site", "brownfield sites"),
        ("en", "Derelict land", "derelict lands"),
    ],
)
def test_an_alternative_label_names_its_topic(brownfields, language, text, typed):
    label(brownfields, language, text)

    assert named(typed) == [(0, 2, ["brownfields"], [])]


def test_a_hidden_label_names_its_topic(brownfields):
    label(brownfields, "en", "braunfilds", hidden=True)

    assert named("braunfilds") == [(0, 1, ["brownfields"], [])]


def test_function_words_of_a_label_do_not_count():
    make_topic("waste", "Odpadki in recikliranje", "Waste and recycling")

    assert named("recikliranje odpadkov") == []
    assert named("odpadkov in recikliranja") == [(0, 2, ["waste"], [])]
    assert named("wastes and recycling") == [(0, 2, ["waste"], [])]


def test_a_word_that_stands_twice_in_a_label_counts_once_as_in_a_query():
    make_topic("town", "Mesto za mesta", "Town to town")

    assert named("mesto za mesta") == [(0, 1, ["town"], [])]


def test_the_longest_span_wins_and_no_word_counts_twice(family):
    assert named("pitna voda in zrak") == [(0, 2, ["drinking"], []), (2, 3, ["air"], [])]


def test_namings_stand_in_the_order_of_the_query(family):
    assert [found[2] for found in named("zrak okolje pitne vode")] == [["air"], ["environment"], ["drinking"]]


def test_only_so_many_namings_are_given_the_longest_first(family):
    assert [found[2] for found in named("zrak okolje pitne vode", limit=1)] == [["drinking"]]


def test_narrower_topics_are_included_the_nearest_first(family):
    assert named("okolje") == [(0, 1, ["environment"], ["water", "air", "drinking"])]
    assert named("water") == [(0, 1, ["water"], ["drinking"])]
    assert named("pitna voda") == [(0, 2, ["drinking"], [])]


def test_narrower_topics_are_followed_four_steps_and_no_further():
    names = ["ena", "dve", "tri", "pet", "osem", "devet"]
    chain = [make_topic(name, name, f"{name}-en") for name in names]
    for higher, lower in pairwise(chain):
        lower.set_broader([higher])

    assert named("ena") == [(0, 1, ["ena"], ["dve", "tri", "pet", "osem"])]


def test_at_most_two_hundred_narrower_topics_are_given(family):
    topics = [Topic(slug=f"t{n}", name_sl=f"Tema {n}", name_en=f"Topic {n}") for n in range(250)]
    Topic.objects.bulk_create(topics)
    BroaderTopic.objects.bulk_create(BroaderTopic(topic=topic, broader=family["air"]) for topic in topics)

    [naming] = thesaurus.named_topics(analysis.query_terms("zrak"))

    assert [topic.named for topic in naming.topics] == [True] + [False] * 200


def test_a_circle_written_past_the_checks_does_no_harm(family):
    BroaderTopic.objects.create(topic=family["environment"], broader=family["drinking"])

    assert named("okolje") == [(0, 1, ["environment"], ["water", "air", "drinking"])]
    assert above(family["water"]) == {family[slug].pk for slug in ("environment", "water", "drinking")}


def test_two_topics_of_the_same_label_are_both_named(brownfields):
    other = make_topic("ruins", "Ruševine", "Ruins")
    label(other, "en", "Brownfields")

    assert named("brownfields") == [(0, 1, ["brownfields", "ruins"], [])]


@pytest.mark.parametrize(("language", "name"), [("sl", "Degradirana območja"), ("en", "Brownfields")])
def test_a_named_topic_has_its_name_in_the_active_language(brownfields, language, name):
    with translation.override(language):
        [naming] = thesaurus.named_topics(analysis.query_terms("brownfields"))

    assert naming.topics == (thesaurus.NamedTopic(brownfields.pk, "brownfields", name, True),)


def test_a_topic_without_a_name_in_the_active_language_shows_the_other():
    Topic.objects.create(slug="lake", name_en="Lake")

    [naming] = thesaurus.named_topics(analysis.query_terms("lake"))

    assert [topic.name for topic in naming.topics] == ["Lake"]


@pytest.mark.parametrize(
    "typed", ["zrak", "pitna voda zrak okolje", "okolje " + " ".join(f"beseda{n}" for n in range(40))]
)
def test_naming_asks_the_database_twice(family, django_assert_num_queries, typed):
    words = analysis.query_terms(typed)

    with django_assert_num_queries(2):
        thesaurus.named_topics(words)


def test_a_query_that_names_nothing_asks_once_and_an_empty_one_never(family, django_assert_num_queries):
    words = analysis.query_terms("nekaj povsem drugega")

    with django_assert_num_queries(1):
        assert thesaurus.named_topics(words) == []
    with django_assert_num_queries(0):
        assert thesaurus.named_topics([]) == []


@pytest.mark.parametrize(
    "text", ["sosescenje " * 3, "cszcszcsz czsczs sczsczs zzzccc sss", " ".join(["a1", "b2", "c3"] * 20)]
)
def test_no_query_looks_up_more_keys_than_the_limit(text):
    words = [tuple(f"{terms[0]}{n}" for n in range(64)) for terms in analysis.query_terms(text)] * 8

    candidates = thesaurus.candidate_keys(words)

    assert len(candidates) == thesaurus.MOST_CANDIDATES
    assert {span for span, _key in candidates} >= {(n, n + 1) for n in range(len(words))}


# --- Keys follow the labels ---


def test_keys_follow_a_changed_name(brownfields):
    brownfields.name_sl = "Opuščena zemljišča"
    brownfields.save()

    assert keys_of(brownfields) == {("sl", "opuscen zemljisce"), ("en", "brownfields")}
    assert (named("degradirana območja"), named("opuscenih zemljisc")) == ([], [(0, 2, ["brownfields"], [])])


def test_keys_follow_an_added_changed_and_deleted_label(brownfields):
    before = keys_of(brownfields)

    added = label(brownfields, "en", "Vacant lot")
    with_label = keys_of(brownfields) - before
    added.text = "Empty lot"
    added.save()
    with_other = keys_of(brownfields) - before
    added.delete()

    assert (with_label, with_other) == ({("en", "vacant lot")}, {("en", "empty lot")})
    assert keys_of(brownfields) == before


def test_labels_deleted_together_take_their_keys_along(brownfields):
    before = keys_of(brownfields)
    label(brownfields, "en", "Vacant lot")
    label(brownfields, "sl", "Prazna parcela")

    TopicLabel.objects.all().delete()

    assert keys_of(brownfields) == before


def test_a_key_that_two_labels_share_stays_with_the_one_that_is_left(brownfields):
    first, _second = label(brownfields, "en", "Vacant lot"), label(brownfields, "en", "Vacant Lot")

    first.delete()

    assert named("vacant lot") == [(0, 2, ["brownfields"], [])]


def test_a_deleted_topic_leaves_no_keys(brownfields):
    brownfields.delete()

    assert TopicKey.objects.count() == 0


def test_a_label_whose_keys_fail_is_not_written(brownfields, monkeypatch):
    before = keys_of(brownfields)
    monkeypatch.setattr("catalogue.models.thesaurus.write_keys", lambda topics: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        label(brownfields, "en", "Vacant lot")

    assert (keys_of(brownfields), TopicLabel.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Odpadki in recikliranje", ["odpadek recikliranje"]),
        ("— … !", []),
        ("", []),
        (None, []),
        ("ena dva tri pet osem devet deset", []),
        ("ﷺ" * 100, [analysis.index_terms("ﷺ" * 100)[0][0]]),
    ],
)
def test_the_keys_of_a_label_are_its_terms(text, keys):
    assert thesaurus.topic_keys(text) == keys


def test_a_word_with_several_terms_gives_several_keys_but_never_too_many():
    assert thesaurus.topic_keys("waste") == ["wast", "waste"]
    assert len(thesaurus.topic_keys("waste trades waste trade centres wastes")) == 8


def test_keys_can_be_written_anew(brownfields):
    before = keys_of(brownfields)
    TopicKey.objects.filter(language="sl").update(key="nekaj drugega")
    TopicKey.objects.create(topic=brownfields, language="en", key="odvec")

    call_command("rebuild_catalogue", stdout=StringIO())

    assert keys_of(brownfields) == before


def test_every_change_of_the_thesaurus_grows_the_version(family):
    water, air = family["water"], family["air"]
    steps = [
        lambda: label(water, "sl", "Vodica"),
        lambda: TopicLabel.objects.get().save(),
        lambda: TopicLabel.objects.get().delete(),
        lambda: water.set_related([air]),
        lambda: water.set_broader([]),
    ]
    versions = [CatalogueState.objects.get(pk=1).version]

    for step in steps:
        step()
        versions.append(CatalogueState.objects.get(pk=1).version)

    assert versions == sorted(set(versions))


@pytest.mark.parametrize("action", ["save", "delete"])
def test_a_label_takes_the_state_row_first(brownfields, action):
    row = label(brownfields, "en", "Vacant lot")

    with CaptureQueriesContext(connection) as queries:
        getattr(row, action)()

    statements = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert statements[0].partition('"catalogue_cataloguestate"')[1] == '"catalogue_cataloguestate"'


# --- Cards follow only what they hold ---


@pytest.mark.parametrize(
    ("change", "filed"),
    [
        ({"hint_sl": "drugo"}, 0),
        ({}, 0),
        ({"uri": "http://example.org/1"}, 0),
        ({"name_en": "Other"}, 1),
        ({"slug": "x"}, 1),
    ],
)
def test_entries_are_filed_anew_only_for_another_name_or_slug(brownfields, monkeypatch, change, filed):
    make(Practice, topics=[brownfields])
    calls = []
    monkeypatch.setattr(filing, "file_entries", lambda model, pks: calls.extend(pks))

    for name, value in change.items():
        setattr(brownfields, name, value)
    brownfields.save()

    assert len(calls) == filed


# --- Relations ---


def test_a_topic_cannot_stand_under_itself_or_under_what_stands_under_it(family):
    for other, code in ((family["environment"], "own_broader"), (family["drinking"], "cycle")):
        with pytest.raises(ValidationError) as refusal:
            family["environment"].set_broader([other])
        assert refusal.value.code == code

    assert list(family["environment"].broader.all()) == []


def test_the_database_refuses_a_topic_as_its_own_broader_one(brownfields):
    with pytest.raises(IntegrityError), transaction.atomic():
        BroaderTopic.objects.create(topic=brownfields, broader=brownfields)


def test_a_topic_cannot_be_related_to_itself(brownfields):
    with pytest.raises(ValidationError) as refusal:
        brownfields.set_related([brownfields])

    assert refusal.value.code == "own_related"


def test_two_topics_may_both_lack_a_name_in_a_language():
    Topic.objects.create(slug="a", name_en="A", name_sl="")
    Topic.objects.create(slug="b", name_en="B", name_sl="")

    assert list(Topic.objects.order_by("slug").values_list("name_sl", "name_en")) == [(None, "A"), (None, "B")]


def test_neighbours_are_shown_in_the_alphabet_with_both_directions(family, django_assert_num_queries):
    family["water"].set_related([family["air"]])

    with django_assert_num_queries(3):
        around = thesaurus.neighbours(family["environment"])

    assert [topic.slug for topic in around.narrower] == ["water", "air"]
    assert (around.broader, around.related) == ([], [])
    assert thesaurus.neighbours(family["air"]) == ([family["environment"]], [], [family["water"]])


# --- In the administration ---


def change_page(topic):
    return reverse("admin:catalogue_topic_change", args=[topic.pk])


def label_rows(*rows):
    data = {"labels-TOTAL_FORMS": len(rows), "labels-INITIAL_FORMS": 0}
    for number, (language, text) in enumerate(rows):
        data |= {f"labels-{number}-language": language, f"labels-{number}-text": text}
    return data


def refused(client, topic, **changes):
    """What the page says, in English, to a change it refuses."""
    with translation.override("en"):
        response = client.post(change_page(topic), sent(client.get(change_page(topic)), **changes))
        errors = [[found] if isinstance(found, str) else found for found in response.context["errors"]]
        return [str(message) for found in errors for message in found]


def test_a_coordinator_writes_labels_and_relations_with_the_topic(client, coordinator, family):
    water, air, environment = family["water"], family["air"], family["environment"]
    client.force_login(coordinator)
    page = client.get(change_page(water))
    changes = {"uri": "http://example.org/voda", "broader": [environment.pk], "related": [air.pk]}

    response = client.post(change_page(water), sent(page, **changes, **label_rows(("sl", "Vode"), ("en", "Waters"))))

    assert response.status_code == 302
    water.refresh_from_db()
    assert water.uri == "http://example.org/voda"
    assert [str(found) for found in water.labels.all()] == ["Waters (en)", "Vode (sl)"]
    assert (list(water.broader.all()), list(air.related.all())) == ([environment], [water])


def test_an_untouched_topic_can_be_saved_and_keeps_its_relations(client, coordinator, family):
    client.force_login(coordinator)
    family["water"].set_related([family["air"]])

    response = client.post(change_page(family["water"]), sent(client.get(change_page(family["water"]))))

    assert response.status_code == 302
    assert thesaurus.neighbours(family["water"]) == ([family["environment"]], [family["drinking"]], [family["air"]])


def test_a_topic_with_a_name_in_english_only_can_be_saved(client, coordinator):
    client.force_login(coordinator)
    topic = Topic.objects.create(slug="lake", name_en="Lake")

    response = client.post(change_page(topic), sent(client.get(change_page(topic)), name_en="Lakes"))

    assert response.status_code == 302
    assert list(Topic.objects.values_list("name_sl", "name_en")) == [(None, "Lakes")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name_sl": "", "name_en": ""}, "Write the name in at least one language."),
        ({"uri": "javascript:alert(1)"}, "Write an address that begins with http://, https:// or urn:."),
        (label_rows(("de", "Wasser")), "Select a valid choice. de is not one of the available choices."),
        (label_rows(("sl", "VODA")), "This is the name of the topic already; write a different label."),
    ],
    ids=["no name", "no address", "wrong language", "its own name"],
)
def test_a_mistake_in_a_topic_is_named(client, coordinator, family, changes, message):
    client.force_login(coordinator)

    assert refused(client, family["water"], **changes) == [message]


def test_a_label_that_stands_twice_is_named(client, coordinator, family):
    client.force_login(coordinator)
    twice = refused(client, family["water"], **label_rows(("sl", "Vode"), ("sl", "Vode")))
    label(family["water"], "sl", "Vode")
    rows = {"labels-TOTAL_FORMS": 2, "labels-1-language": "sl", "labels-1-text": "Vode"}
    again = refused(client, family["water"], **rows)

    assert twice == [
        "The same label stands twice; remove one of the two.",
        "Please correct the duplicate values below.",
    ]
    assert again == twice
    assert TopicLabel.objects.count() == 1


@pytest.mark.parametrize(
    ("broader", "message"),
    [
        ("water", "A topic cannot stand under itself."),
        ("drinking", "“Drinking water” stands under this topic already, so it cannot be broader than it."),
    ],
)
def test_a_circle_is_refused_with_a_sentence(client, coordinator, family, broader, message):
    client.force_login(coordinator)

    assert refused(client, family["water"], broader=[family[broader].pk]) == [message]


def test_the_topic_names_what_stands_under_it(client, coordinator, family):
    client.force_login(coordinator)

    page = client.get(change_page(family["environment"])).content.decode()

    links = [f'<a href="{change_page(family[slug])}">{name}</a>' for slug, name in (("water", "Voda"), ("air", "Zrak"))]
    assert page.count(", ".join(links)) == 1


def test_topics_are_chosen_by_typing_a_part_of_an_alternative_label(client, coordinator, family):
    client.force_login(coordinator)
    label(family["water"], "sl", "Mokrota")
    asked = {"app_label": "catalogue", "model_name": "taggedtopic", "field_name": "tag", "term": "mokro"}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert found == [{"id": str(family["water"].pk), "text": "Voda"}]


def test_a_reviewer_sees_labels_and_may_not_change_them(client, make_user, family):
    client.force_login(make_user("recenzent@example.org", group="Reviewers"))
    label(family["water"], "sl", "Mokrota")

    page = client.get(change_page(family["water"])).content.decode()
    response = client.post(change_page(family["water"]), label_rows(("sl", "Vode")))

    assert (page.count("Mokrota") > 0, page.count('name="labels-0-text"'), response.status_code) == (True, 0, 403)


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_of_topics_asks_the_database_equally_often(client, coordinator, django_assert_max_num_queries, items):
    for number in range(items):
        label(make_topic(f"t{number}", f"Tema {number}", f"Topic {number}"), "sl", f"Snov {number}")
    client.force_login(coordinator)
    address = reverse("admin:catalogue_topic_changelist")
    client.get(address)

    with django_assert_max_num_queries(9):
        client.get(address, {"q": "snov"})
