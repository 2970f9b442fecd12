"""What those who were there thought: asked once, kept without name and time, told from three answers on."""

from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from publishing.refusals import Overtaken
from workshops.attending.guests import State
from workshops.models import FeedbackAnswer, Question, Registration
from workshops.registering.questions import choices_of, kept, words

LEAST = 3  # of fewer answers one could guess whose they are
Kind = Question.Kind
COUNTED = {Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO}
NUMBERED = COUNTED | {Kind.NUMBER}


def questions_of(form):
    return list(form.questions.asked(Question.Stage.FEEDBACK))


def may_answer(registration):
    return registration.state == State.ATTENDED and not registration.feedback_given


@transaction.atomic
def answer(*, registration, values, language):
    """Keep one answer; `values` are {question: cleaned value}. Of two at once the second is told."""
    asked = Registration.objects.filter(pk=registration.pk, state=State.ATTENDED, feedback_given=False)
    if not asked.update(feedback_given=True):
        raise Overtaken(_("This link has taken its answer already."))
    content = {str(question.pk): kept(question, value) for question, value in values.items()}
    FeedbackAnswer.objects.create(form_id=registration.form_id, content=content, language=language)


# --- Results ---


class Result(NamedTuple):
    """What was answered to one question: numbers of a choice, a mean, or texts."""

    question: Question
    count: int
    choices: list = []  # [(label, how many)]
    mean: float | None = None
    texts: list = []


def answers_of(form):
    """In an order that is random but stays; none as long as there are fewer than the least."""
    found = list(form.feedback.order_by("lot"))
    return found if len(found) >= LEAST else []


def results(form):
    """[Result] of every question that was ever asked; empty while there are too few answers."""
    answers = answers_of(form)
    questions = form.questions.filter(stage=Question.Stage.FEEDBACK) if answers else []
    return [result(question, values_of(question, answers)) for question in questions]


def values_of(question, answers):
    return [value for one in answers if (value := one.content.get(str(question.pk))) is not None]


def public_summary(form):
    """[Result] for everybody, where the organisers publish it: numbers alone, each of as many answers as the least."""
    if form is None or not form.feedback_public:
        return []
    told = [one for one in results(form) if one.question.kind in NUMBERED and not one.question.sensitive]
    return [one for one in told if one.count >= LEAST]


def result(question, values):
    """A question that fewer than the least answered shows nothing of it but how many did."""
    count = len(values)
    if count < LEAST:
        return Result(question, count)
    if question.kind in COUNTED:
        return Result(question, count, choices=counted(question, values))
    if question.kind == Kind.NUMBER:
        return Result(question, count, mean=sum(values) / count)
    return Result(question, count, texts=[words(question, value) for value in values])


def counted(question, values):
    if question.kind == Kind.YES_NO:
        return [(_("yes"), values.count(True)), (_("no"), values.count(False))]
    given = [key for value in values for key in (value if isinstance(value, list) else [value])]
    return [(label, given.count(key)) for key, label in choices_of(question)]


def table(form):
    """A row an answer, in the same random order, for the organisers; only the heading while there are too few."""
    questions = list(form.questions.filter(stage=Question.Stage.FEEDBACK))
    rows = [[cell(question, one.content.get(str(question.pk))) for question in questions] for one in answers_of(form)]
    return [[str(question) for question in questions], *rows]


def cell(question, value):
    """A number as a number, all else in words of the active language."""
    return value if question.kind == Kind.NUMBER else words(question, value)
