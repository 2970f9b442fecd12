"""Two people write the same part of a study visit at once: one is kept, the other is told, whatever the database."""

import pytest

from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  the fixture fills tables
from tests.workshops.visits.visiting import make_visit
from workshops.models import Visit, VisitQuestion
from workshops.visits import asking, guarding, reporting
from workshops.visits.setting_up import set_up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made():
    return make_visit(in_days=20)


def set_up_visit(made, text):
    seen = guarding.mark_of_visit(made.visit)
    return lambda: set_up(event=made.event, invited=[], seen=seen, objectives_sl=text)


def answer(made, text):
    told = {"visit": made.visit, "partner": made.coming, "by": made.of_coming, "text": "Koliko?", "language": "sl"}
    question = VisitQuestion.objects.first() or asking.ask(**told)
    question.visit = made.visit
    seen = guarding.mark_of_answer(question)
    return lambda: asking.answer(question=question, by=made.of_host, seen=seen, answer_sl=text)


def report(made, text):
    told = {"visit": made.visit, "partner": made.coming, "by": made.of_coming, "practices": []}
    seen = guarding.mark_of_report(reporting.report_of(made.visit, made.coming))
    return lambda: reporting.write(**told, seen=seen, lessons_sl=text)


def standing(made):
    """What is kept of the three."""
    visit = Visit.objects.get()
    answers = list(visit.questions.values_list("answer_sl", flat=True))
    return [visit.objectives_sl, *answers, *visit.reports.values_list("lessons_sl", flat=True)]


@pytest.mark.parametrize("deed", [set_up_visit, answer, report])
def test_of_two_who_write_at_once_one_is_kept_and_the_other_told(made, deed):
    texts = ("Prvo.", "Drugo.")

    found = at_once(*[deed(made, text) for text in texts])

    assert sorted(found) == ["ChangedMeanwhile", WON]
    assert texts[found.index(WON)] in standing(made)
    assert texts[found.index("ChangedMeanwhile")] not in standing(made)
