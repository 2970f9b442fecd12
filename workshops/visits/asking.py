"""What partners ask the host before a study visit, and what the host answers."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.refusals import Overtaken, Refused
from workshops.models import VisitQuestion
from workshops.visits.guarding import mark_of_answer, refuse_unseen
from workshops.visits.taking_part import takes_questions
from workshops.visits.telling import tell_organisers, tell_partner

MOST_QUESTIONS = 50  # of one partner at one visit


@transaction.atomic
def ask(*, visit, partner, by, text, language, practice=None):
    refuse_when_closed(visit)
    if visit.questions.filter(partner=partner).count() >= MOST_QUESTIONS:
        raise Refused(_("That is enough: a partner may ask %(most)d questions.") % {"most": MOST_QUESTIONS})
    question = visit.questions.create(partner=partner, by=by, text=text, language=language, practice=practice)
    address = reverse("visit_answer", args=[visit.event_id, question.pk])
    tell_organisers(visit, "visit_question", partner, address, by)
    return question


@transaction.atomic
def change(*, question, text, language, practice=None):
    fresh = unanswered(question)
    if fresh.text != text:
        fresh.text, fresh.language = text, language
    fresh.practice = practice
    fresh.save()


@transaction.atomic
def drop(*, question):
    unanswered(question).delete()


@transaction.atomic
def answer(*, question, by, seen="", **texts):
    """Public from then on, with the question; those who asked are told of the first answer."""
    fresh = locked(question)
    refuse_unseen(seen, mark_of_answer(fresh))
    is_first = fresh.answered_at is None
    for name, text in texts.items():
        setattr(fresh, name, text)
    fresh.answered_at = fresh.answered_at or timezone.now()
    fresh.save()
    if is_first:
        visit = question.visit
        tell_partner(visit, "visit_answer", question.partner, reverse("visit", args=[visit.event.slug]), by=by)


def refuse_when_closed(visit):
    if not takes_questions(visit):
        raise Refused(_("The time for questions is over. Ask at the visit, or write to the host."))


def locked(question):
    fresh = VisitQuestion.objects.select_for_update().filter(pk=question.pk).first()
    if fresh is None:
        raise Overtaken(_("This question was taken back meanwhile. Nothing was changed."))
    return fresh


def unanswered(question):
    """As it stands now, for the partner to change."""
    refuse_when_closed(question.visit)
    fresh = locked(question)
    if fresh.answered_at:
        raise Overtaken(_("The host has answered this question. Nothing was changed; ask another one."))
    return fresh
