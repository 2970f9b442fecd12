"""Practices beside a goal and an action: P12, topics and narrower ones, and one press that cites."""

import pytest
from django.urls import reverse

from library.models import Practice
from plans.taking.suggesting import practices_for
from tests.factories import make, make_topic
from tests.plans.planning import CONTENT, begin_plan
from tests.plans.test_rows import page_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(db):
    return make_topic("energija", "Energija", "Energy")


def content_with(topic, **more):
    goal = CONTENT["goals"][0] | {"topic_id": topic.pk}
    return CONTENT | {"goals": [goal, CONTENT["goals"][1]]} | more


def found(content, uid="g1", relation="goals"):
    return [one.card.object_id for one in practices_for(content, relation, uid)]


def test_practices_come_in_the_order_of_the_oracle(topic):
    """P12: two shared topics first, then the place in the search for the title, then the score of the card."""
    water = make_topic("voda", "Voda", "Water")
    rich = {f"{name}_{code}": "Besedilo." for name in ("summary", "problem", "solution") for code in ("sl", "en")}
    p1 = make(Practice, title_sl="Parovod", topics=[topic, water])
    p2 = make(Practice, title_sl="Manj energije v coni", topics=[topic])
    p5 = make(Practice, title_sl="Zbiralnik", topics=[topic], **rich)
    p6 = make(Practice, title_sl="Manj energije in vode", topics=[topic, water])
    last = make(Practice, title_sl="Zid", topics=[topic])
    make(Practice, title_sl="Manj energije povsod", topics=[])
    content = CONTENT | {"topics": [topic.slug, water.slug]}

    assert found(content) == [p6.pk, p1.pk, p2.pk, p5.pk, last.pk]


def test_the_own_topic_of_a_row_goes_before_those_of_the_plan(topic):
    water = make_topic("voda", "Voda", "Water")
    make(Practice, topics=[water])
    of_row = make(Practice, topics=[topic])

    assert found(content_with(topic, topics=[water.slug])) == [of_row.pk]


def test_a_narrower_topic_counts_too(topic):
    solar = make_topic("sonce", "Sonce", "Sun")
    solar.set_broader([topic])
    narrower = make(Practice, topics=[solar])

    assert found(content_with(topic)) == [narrower.pk]


def test_what_is_cited_or_not_public_is_not_offered(topic):
    cited, draft = make(Practice, topics=[topic]), make(Practice, topics=[topic], published=False)
    evidence = [{"uid": "e9", "goal_id": "g1", "practice_id": cited.pk}]

    assert found(content_with(topic, evidence=evidence)) == []
    assert found(content_with(topic)) == [cited.pk]
    assert draft.pk != cited.pk


def test_a_failure_is_marked(topic):
    make(Practice, topics=[topic], outcome="failure")

    [one] = practices_for(content_with(topic), "goals", "g1")

    assert (one.is_failure, one.topics) == (True, ["Energija"])


def test_suggestions_cost_as_many_queries_for_twenty_practices_as_for_one(topic, django_assert_max_num_queries):
    make(Practice, topics=[topic])
    found(content_with(topic))
    for _number in range(20):
        make(Practice, topics=[topic])

    with django_assert_max_num_queries(16):
        assert len(found(content_with(topic))) == 5


@pytest.fixture
def cite(client, people, topic):
    """Press “Cite” on the page of the first goal; returns the version afterwards."""
    version = begin_plan(people, content_with(topic))
    client.force_login(people.editor)

    def press(pk, **typed):
        page = client.get(reverse("row_page", args=[version.dossier_id, "goals", "g1"]))
        address = reverse("cite_practice", args=[version.dossier_id, "goals", "g1"])
        press.answer = client.post(address, page_values(page) | typed | {"cite": pk})
        version.refresh_from_db()
        return version

    return press


def test_one_press_cites_a_practice_and_keeps_what_is_typed(cite, topic):
    practice = make(Practice, topics=[topic])

    for _time in range(2):
        version = cite(practice.pk, **{"goals-0-title_sl": "Še manj energije"})

    assert version.content["goals"][0]["title_sl"] == "Še manj energije"
    [row] = version.content["evidence"][1:]
    assert (row["goal_id"], row["practice_id"], row["label_sl"]) == ("g1", practice.pk, practice.title_sl)


@pytest.mark.parametrize("pk", ["", "x", "999999", "²", "1" * 40])
def test_a_practice_that_is_not_public_cannot_be_cited(cite, pk):
    version = cite(pk)

    assert cite.answer.status_code == 404
    assert version.content["evidence"] == CONTENT["evidence"]


def test_what_cannot_be_kept_is_still_there_after_citing(cite, topic):
    practice = make(Practice, topics=[topic])

    version = cite(practice.pk, **{"indicators-0-baseline": "veliko"})

    assert version.typed["indicators"][0]["baseline"] == "veliko"
    assert len(version.content["evidence"]) == 2
