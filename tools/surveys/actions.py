"""Answers of invited people: asked for by private links, changed and withdrawn there, and taken into the work."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from publishing.mail import post
from publishing.models.private_link import digest
from publishing.refusals import Refused
from tools.data.guarding import LEAST, guarded, names_others, without_raw_answers
from tools.models import Survey, SurveyAnswer, SurveyLink, Work
from tools.surveys import proposals, rows, weights
from tools.work.actions import change

CONSENT = "2026-11"  # version of the sentences that the person who answers agrees to
MOST_LINKS = 200

__all__ = ["Closed", "guarded", "names_others", "without_raw_answers"]


class Closed(Exception):
    """The survey takes no answers any more."""


# --- Who asks ---


def questions_of(work, kind):
    """What a survey of this kind asks about, as it keeps it."""
    makers = {Survey.Kind.PROPOSALS: proposals.questions_of, Survey.Kind.WEIGHTS: weights.questions_of}
    return makers.get(kind, rows.questions_of)(work.content_object)


@transaction.atomic
def begin(*, work, language, kind="", **introduction):
    """The survey of this kind (or the only one) for this work; asking twice makes one. What is asked stays as it is."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    kind = kind or work.question.collects[0]
    questions = questions_of(work, kind)
    if not questions:
        raise Refused(_("There is nothing to ask yet. Fill in the list in the data first."))
    weights.refuse_many_pairs(questions, introduction.get("way"))
    fields = {"language": language, "questions": questions, **introduction}
    survey, _created = Survey.objects.get_or_create(work=work, kind=kind, defaults=fields)
    return survey


@transaction.atomic
def describe(*, survey, **introduction):
    """Change the introduction, as long as nobody has agreed to it."""
    survey = locked(survey)
    if survey.answers.exists():
        raise Refused(_("Somebody has answered and agreed to this introduction; it cannot be changed any more."))
    weights.refuse_many_pairs(survey.questions, introduction.get("way"))
    for name, value in introduction.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(introduction))
    return survey


@transaction.atomic
def make_links(*, survey, labels, have, mail=False):
    """A link for each label, sent there with `mail`: the labels are e-mail addresses then.

    `have` is how many links the page knew of, so a second press of the same button makes no more.
    """
    survey = locked(survey)
    there = survey.links.count()
    if there != have:
        return []
    if there + len(labels) > MOST_LINKS:
        text = ngettext(
            "A survey has at most %(most)d links; there is room for %(rest)d more.",
            "A survey has at most %(most)d links; there is room for %(rest)d more.",
            MOST_LINKS - there,
        )
        raise Refused(text % {"most": MOST_LINKS, "rest": MOST_LINKS - there})
    links = [SurveyLink(survey=survey, number=number, label=label) for number, label in enumerate(labels, there + 1)]
    for link in links:
        link.token_digest = digest(link.token)
    made = SurveyLink.objects.bulk_create(links)
    for link in made if mail else ():
        send(survey, link)
    return made


def may_mail(person):
    """Mails go out only for those whom an organisation of the network knows."""
    return person.is_coordinator or bool(person.organisations)


def send(survey, link):
    """Put the mail with a link into the outbox, in the language of the survey."""
    with override(survey.language):
        write = partial(render_to_string, context={"survey": survey, "address": settings.SITE_URL + link.path})
        post(
            key=f"survey:{link.nonce}",
            to=link.label,
            language=survey.language,
            subject=survey.title,
            text=write("tools/survey/mail.txt"),
            html=write("tools/survey/mail.html"),
        )


@transaction.atomic
def close(*, survey):
    """No more answers and changes; closing twice changes nothing."""
    Survey.objects.filter(pk=survey.pk, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def reopen(*, survey):
    if survey.is_overdue:
        raise Refused(_("The time for which the answers may be kept is over."))
    Survey.objects.filter(pk=survey.pk).update(closed_at=None)


def purge(pk):
    """Delete a survey whose answers were kept as long as promised; part of the daily round."""
    return bool(Survey.objects.overdue().filter(pk=pk).delete()[0])


# --- Who answers ---


@transaction.atomic
def answer(*, link, content, unit=""):
    """Keep the answer of this link, or put it in the place of the one before. Raises Closed."""
    survey = locked(link.survey)
    if not survey.is_open:
        raise Closed
    fields = {"content": content, "unit": unit, "consent": CONSENT, "consented_at": timezone.now()}
    kept, _created = SurveyAnswer.objects.update_or_create(link=link, defaults=fields)
    Survey.objects.filter(pk=survey.pk).update(stale=True)
    return kept


@transaction.atomic
def withdraw(*, link):
    """Delete the answer of this link, also when the survey is closed; whether there was one."""
    survey = locked(link.survey)
    count, _each = SurveyAnswer.objects.filter(link=link).delete()
    if count:
        Survey.objects.filter(pk=survey.pk).update(stale=True)
    return bool(count)


def locked(survey):
    """The survey as it is now, and nobody else changes it till the end of the transaction."""
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)


# --- Into the work ---


def least_taken(survey):
    """How many answers there must be before they may be taken: of fewer one could guess whose they are."""
    return 1 if survey.kind == Survey.Kind.FIGURES else LEAST


def typed_rows(survey, work):
    """Names of the rows that did not come from the survey."""
    return rows.typed_names(work.content_object, survey.taken)


@transaction.atomic
def take_in(*, survey, replace=False):
    """Put the answers into the work as rows, in place of those taken before; typed rows stay unless `replace`."""
    survey, work, answers = _enough(survey)
    content, options = rows.without_taken(work.content_object, survey.taken, replace), work.options
    if survey.kind == Survey.Kind.WEIGHTS:
        content, names = weights.with_answers(content, survey, answers)
        options = {**options, "weighing": survey.way}  # what was collected counts first
    else:
        content, names = rows.with_answers(content, survey, answers)
    work = change(work=work, content=content.data, options=options, collected=True)
    Survey.objects.filter(pk=survey.pk).update(taken=names, stale=False)
    return work


@transaction.atomic
def merge(*, survey, lists):
    """Put what became of the proposals, {list: names}, onto the lists; all proposals so far count as seen."""
    survey, work, answers = _enough(survey)
    content = proposals.with_items(work.content_object, lists)
    work = change(work=work, content=content.data)
    Survey.objects.filter(pk=survey.pk).update(taken=proposals.seen(answers), stale=False)
    return work


def _enough(survey):
    """(survey, its work, its answers), locked. Raises Refused where there are too few answers."""
    survey = locked(survey)
    work = Work.objects.select_for_update().get(pk=survey.work_id)
    answers = list(survey.answers)
    if len(answers) < least_taken(survey):
        text = ngettext(
            "The answers can be taken in as soon as there is %(least)s.",
            "The answers can be taken in as soon as there are %(least)s.",
            least_taken(survey),
        )
        raise Refused(text % {"least": least_taken(survey)})
    return survey, work, answers
