"""Answers of invited people: asked for by private links, changed and withdrawn there, and taken into the work."""

from copy import deepcopy
from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from partners.models.invitation import digest
from publishing.mail import post
from publishing.refusals import Refused
from tools.models import Survey, SurveyAnswer, SurveyLink, Work
from tools.questions.registry import QUESTIONS
from tools.surveys.guarding import LEAST, guarded, names_others, shape_of, without_raw_answers
from tools.work.actions import change
from tools.work.content import blank, fitted, is_untouched

CONSENT = "2026-11"  # version of the sentences that the person who answers agrees to
MOST_LINKS = 200
RESPONDENT = gettext_lazy("Respondent %(number)d")

__all__ = ["Closed", "guarded", "names_others", "without_raw_answers"]


class Closed(Exception):
    """The survey takes no answers any more."""


# --- Who asks ---


def questions_of(work):
    """The factors or indicators of the work, as a survey keeps them."""
    analysis = QUESTIONS[work.analysis]
    items = fitted(analysis, work.content)["lists"][shape_of(analysis).columns]
    return [
        {
            "name": item["name"],
            "unit": item.get("unit") or "",
            "direction": -1 if item.get("direction") == "less" else 1,
        }
        for item in items
        if item["name"].strip()
    ]


@transaction.atomic
def begin(*, work, language, **introduction):
    """The survey of this work; asking twice makes one. What is asked stays as it is now."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    questions = questions_of(work)
    if not questions:
        raise Refused(_("There is nothing to ask yet. Fill in the list in the data first."))
    fields = {"kind": QUESTIONS[work.analysis].collects, "language": language, "questions": questions, **introduction}
    survey, _created = Survey.objects.get_or_create(work=work, defaults=fields)
    return survey


@transaction.atomic
def describe(*, survey, **introduction):
    """Change the introduction, as long as nobody has agreed to it."""
    survey = locked(survey)
    if survey.answers.exists():
        raise Refused(_("Somebody has answered and agreed to this introduction; it cannot be changed any more."))
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
    """How many answers there must be before they may be taken: of fewer ratings one could guess whose they are."""
    return LEAST if survey.kind == Survey.Kind.RATINGS else 1


def typed_rows(survey, work):
    """Names of the rows that did not come from the survey."""
    analysis = QUESTIONS[work.analysis]
    content, key = fitted(analysis, work.content), shape_of(analysis).rows
    return [content["lists"][key][index]["name"] for index in _typed(analysis, content, key, survey.taken)]


@transaction.atomic
def take_in(*, survey, replace=False):
    """Put the answers into the work as rows, in place of those taken before; typed rows stay unless `replace`."""
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
    analysis = QUESTIONS[work.analysis]
    kept = _without_rows(analysis, fitted(analysis, work.content), survey.taken, replace)
    content, names = _with_answers(analysis, kept, survey, answers)
    work = change(work=work, content=content, collected=True)
    Survey.objects.filter(pk=survey.pk).update(taken=names, stale=False)
    return work


def _typed(analysis, content, key, taken):
    """Places of the rows that were typed: neither empty nor taken from the survey."""
    taken, listing = {name.casefold() for name in taken}, analysis.listing(key)
    return [
        index
        for index, item in enumerate(content["lists"][key])
        if item["name"].strip().casefold() not in taken and not is_untouched(analysis, content, listing, index)
    ]


def _without_rows(analysis, content, taken, replace):
    """Without the rows taken before, the empty ones and, with `replace`, the typed ones."""
    key, content = shape_of(analysis).rows, deepcopy(content)
    kept = [] if replace else _typed(analysis, content, key, taken)
    content["lists"][key] = [content["lists"][key][index] for index in kept]
    for table in analysis.tables:
        if table.rows == key and not table.layers:
            content["tables"][table.key] = [content["tables"][table.key][index] for index in kept]
    return content


def _with_answers(analysis, content, survey, answers):
    """(content with a row for each answer, names of these rows)."""
    shape, content = shape_of(analysis), deepcopy(content)
    listing, rows = analysis.listing(shape.rows), content["lists"][shape.rows]
    first = len(rows)
    if first + len(answers) > listing.most:
        text = _("%(list)s: there may be at most %(most)d. Replace the typed rows, or remove some first.")
        raise Refused(text % {"list": listing.label, "most": listing.most})
    places = _places(content["lists"][shape.columns], survey.questions)
    names = _names(survey, answers, {item["name"].strip().casefold() for item in rows})
    rows += [blank(listing) | {"name": name} for name in names]
    content = fitted(analysis, content)
    for row, given in enumerate(answers, first):
        for key in shape.tables:
            for question, column in places:
                content["tables"][key][row][column] = given.content[key][question]
    return content, names


def _places(columns, questions):
    """(number of the question, number of its column) for what stands both in the survey and in the work."""
    at = {item["name"].strip().casefold(): column for column, item in enumerate(columns)}
    known = [(number, question["name"].strip().casefold()) for number, question in enumerate(questions)]
    found = [(number, at[name]) for number, name in known if name in at]
    if not found:
        raise Refused(_("The work holds nothing any more of what the survey asked about."))
    return found


def _names(survey, answers, taken):
    names = []
    for number, given in enumerate(answers, 1):
        name = _unlike(given.unit or RESPONDENT % {"number": number}, taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _unlike(name, taken):
    """The name, or the name with a number behind it, so that it is not the same as another."""
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name[:110]} ({number})"
    return candidate
