import pytest
from django.utils import translation

from library.models import Practice
from projects.models import Project
from tests.factories import make, make_topic
from tools.asking.causes import causes
from tools.questions.registry import QUESTIONS

pytestmark = pytest.mark.django_db
FAILURE = Practice.Outcome.FAILURE


def test_topics_of_failed_practices_are_offered_the_most_frequent_first():
    energy, water, waste = (make_topic(slug, f"{slug}-sl", slug.title()) for slug in ("energy", "water", "waste"))
    make(Practice, topics=[energy, water], outcome=FAILURE)
    make(Practice, topics=[water], outcome=FAILURE)
    make(Practice, topics=[waste], outcome=Practice.Outcome.SUCCESS)
    make(Practice, topics=[waste], outcome=FAILURE, published=False)

    with translation.override("en"):
        found = causes()

    assert [(cause.name, cause.topic, cause.count) for cause in found] == [
        ("Water", "water", 2),
        ("Energy", "energy", 1),
    ]


def test_names_are_in_the_readers_language():
    make(Practice, topics=[make_topic("water", "Voda", "Water")], outcome=FAILURE)

    with translation.override("sl"):
        assert [cause.item for cause in causes()] == [{"name": "Voda", "topic": "water"}]


def test_topics_of_other_kinds_of_entries_do_not_count():
    water = make_topic("water", "Voda", "Water")
    failure = make(Practice, outcome=FAILURE)
    project = make(Project, pk=failure.pk, topics=[water])

    assert project.pk == failure.pk
    assert causes() == []


@pytest.mark.parametrize("failures", [1, 3])
def test_the_database_is_asked_once(failures, django_assert_num_queries):
    for number in range(failures):
        make(Practice, topics=[make_topic(f"topic-{number}", f"Tema {number}", f"Topic {number}")], outcome=FAILURE)
    causes()

    with django_assert_num_queries(1):
        causes()


@pytest.mark.parametrize("key", ["importance", "dematel"])
def test_a_cause_fits_the_list_of_factors(key):
    analysis = QUESTIONS[key]

    assert analysis.suggests == "causes"
    assert "topic" in {attribute.key for attribute in analysis.listing("factors").attributes}
