"""A registration as organisers read it: who comes with which answers, and what a wish for a change would make of it."""

from catalogue.languages import shown
from workshops.models import Question
from workshops.registering.questions import words


def readable(form, *, sensitive):
    """{primary key: question} of what may be read here; the feedback has no names."""
    found = form.questions.exclude(stage=Question.Stage.FEEDBACK)
    return {row.pk: row for row in (found if sensitive else found.filter(sensitive=False))}


def people_with_answers(registration, *, sensitive):
    """[(name, [(question, answer in words)])] of the registered person and the companions."""
    questions = readable(registration.form, sensitive=sensitive)
    given = {}
    for answer in registration.answers.order_by("question__stage", "question__order", "question"):
        if question := questions.get(answer.question_id):
            pair = shown(question, "label"), words(question, answer.value)
            given.setdefault(answer.companion_id, []).append(pair)
    people = [(None, registration.name), *registration.companions.values_list("pk", "name")]
    return [(name, given.get(pk, [])) for pk, name in people]


def wished(registration, wish, *, sensitive):
    """(names of the companions now, names as they would be, [(who, question, answer now, answer then)])."""
    standing = dict(registration.companions.values_list("pk", "name"))
    companions = [(one["pk"], one["name"]) for one in wish.proposed.get("companions", [])]
    people = [(None, registration.name), *companions]
    questions = readable(registration.form, sensitive=sensitive)
    given = {(each.companion_id, each.question_id): each.value for each in registration.answers.all()}
    answers = []
    for one in wish.proposed.get("answers", []):
        question, (pk, name) = questions.get(one["question"]), people[one["person"]]
        if question:
            before = words(question, given.get((pk, question.pk)))
            answers.append((name, shown(question, "label"), before, words(question, one["value"])))
    return list(standing.values()), [name for _pk, name in companions], answers
